"""Questions as Stack Exchange's API 2.3 gives them: `items`, each with its answers and comments inside it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from typing import Any, BinaryIO

from pydantic import Field

from index.knowledge import DocumentId
from ingest.errors import Unreadable
from ingest.forum.addresses import host_of
from ingest.forum.json_shapes import Shape, checked, read_json
from ingest.forum.post_body import body_of
from ingest.forum.thread import Author, Place, Post, Standing, Thread, outcome_of
from ingest.parsed import Failure, Outcome, identity
from ingest.sources import Source

_STANDING = {
    "moderator": Standing.MODERATOR,
    "team_admin": Standing.STAFF,
    "registered": Standing.MEMBER,
    "unregistered": Standing.MEMBER,
}


class User(Shape):
    """Who wrote something."""

    display_name: str = ""
    user_id: int | None = None
    user_type: str | None = None


class Written(Shape):
    """What every post has; `body` is HTML."""

    body: str
    creation_date: int = Field(0, ge=0, le=10**11)  # seconds since 1970
    score: int | None = None
    content_license: str | None = None
    owner: User = User()


class GivenAnswer(Written):
    """An answer."""

    answer_id: int
    is_accepted: bool = False
    comments: tuple[Written, ...] = ()


class Question(Written):
    """A question."""

    question_id: int
    title: str
    link: str | None = None
    accepted_answer_id: int | None = None
    answers: tuple[GivenAnswer, ...] = ()
    comments: tuple[Written, ...] = ()


class Items(Shape):
    """What wraps every answer of the API."""

    items: tuple[dict[str, Any], ...]


WHAT = "a question of Stack Exchange's API with its body"


def parse_stackexchange_api(file: BinaryIO, source: Source, key: str) -> Iterator[Outcome]:
    """Each question with its accepted answer, linked to that; the others are passed over. Raises Unreadable."""
    for number, item in enumerate(
        read_json(file.read(), Items, "an answer of Stack Exchange's API").items, 1
    ):
        try:
            yield outcome_of(
                _thread(checked(item, Question, WHAT), source, key), unaccepted=source.unaccepted
            )
        except Unreadable as error:
            yield Failure(f"{identity(source, key)}, item {number}", str(error))


def site_of(question: Question, source: Source) -> str | None:
    """The host of the question's site; None when neither the settings nor the question say it."""
    return source.site or (host_of(question.link) if question.link else None)


def _thread(question: Question, source: Source, key: str) -> Thread:
    site = site_of(question, source)

    def place(page: str, number: int) -> Place:
        """The same as a dump of that site gives it."""
        url = f"https://{site}/{page}/{number}" if site else None
        return Place(DocumentId(url or f"{identity(source, key)}#{number}"), url)

    answers = [
        replace(
            _post(answer),
            place=place("a", answer.answer_id),
            accepted=answer.is_accepted or answer.answer_id == question.accepted_answer_id,
        )
        for answer in question.answers
    ]
    comments = [*question.comments, *(remark for answer in question.answers for remark in answer.comments)]
    replies = [*answers, *(replace(_post(comment), aside=True) for comment in comments)]
    return Thread(
        place=place("q", question.question_id),
        title=unescape(question.title),
        question=_post(question),
        replies=sorted(replies, key=lambda reply: reply.written_at or ""),
    )


def _post(written: Written) -> Post:
    at = datetime.fromtimestamp(written.creation_date, UTC).isoformat() if written.creation_date else None
    return Post(
        body=body_of(written.body),
        author=_author(written.owner),
        votes=written.score,
        written_at=at,
        licence=written.content_license,
    )


def _author(user: User) -> Author | None:
    name = unescape(user.display_name)
    number = str(user.user_id) if user.user_id is not None else None
    return Author(name, number, _STANDING.get(user.user_type or "")) if name else None
