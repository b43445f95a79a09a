"""Questions of Askbot: the page of a question as it was saved, or what a walk over a live forum made of its pages.

Askbot's interface gives the posts cut to 500 words, and so do its pages; a walk takes the rest from a post's revisions.
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from index.knowledge import DocumentId
from ingest.decode import decoded
from ingest.errors import Unreadable
from ingest.forum.json_shapes import Shape, read_json
from ingest.forum.post_body import body_of
from ingest.forum.thread import Author, Place, Post, Thread, outcome_of
from ingest.html import Element, attribute, canonical_url, first, matches, read_page, remove, select, text_of
from ingest.parsed import Outcome, identity
from ingest.sources import Source

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d+)?([+-]\d\d:\d\d)?")
_QUESTION_PATH = re.compile(r"(?P<base>.*)/question/(?P<id>\d+)(?:/|$)")


class Said(Shape):
    """A post or a comment; `body` is HTML."""

    id: int
    body: str
    author: str = ""
    author_id: str = ""
    at: str | None = None
    votes: int | None = None
    accepted: bool = False
    about: int | None = None  # the post that it is a comment on
    cut: bool = False  # the body is only its beginning


class Question(Shape):
    """A question with its answers and comments."""

    id: int
    title: str = ""
    url: str | None = None
    question: Said | None = None
    replies: tuple[Said, ...] = ()


def parse_askbot(file: BinaryIO, source: Source, key: str) -> Iterator[Outcome]:
    """The question with its accepted answer, linked to that; without one it is passed over. Raises Unreadable."""
    data = file.read()
    saved = data.lstrip().startswith(b"<")
    asked = question_on(decoded(data)) if saved else read_json(data, Question, "a question of Askbot")
    yield outcome_of(_thread(asked, source, key), unaccepted=source.unaccepted)


def question_on(markup: str) -> Question:
    """The question that a page of it shows, with the answers and comments on that page. Raises Unreadable."""
    page = read_page(markup)
    asked = first(page.root, ".js-question[data-post-id]")
    if asked is None:
        raise Unreadable("it is not the page of a question of Askbot: no .js-question in it")
    question = _said(asked)
    return Question(
        id=question.id,
        title=text_of(first(asked, "h1 .js-editable-content") or first(page.root, "h1")),
        url=canonical_url(page),
        question=question,
        replies=tuple(
            reply for element in select(page.root, ".js-answer, .js-comment") for reply in _reply(element)
        ),
    )


def newest_revision_on(markup: str) -> str | None:
    """The whole body of a post as the page of its revisions shows it; None when that page shows none."""
    body = first(read_page(markup).root, ".js-revision.js-active .js-revision-body")
    return body.decode_contents() if body else None


def _reply(element: Element) -> Iterator[Said]:
    if element.find_parent(class_="js-editable-content"):
        return  # what somebody wrote in a post passes for no post
    if not matches(element, ".js-comment"):
        yield _said(element)
    elif around := element.find_parent(class_="js-post"):
        yield _said(element).model_copy(update={"about": _number(attribute(around, "data-post-id"))})


def _said(post: Element) -> Said:
    """Raises Unreadable for a post without a number."""
    body = first(post, ".post-body .js-editable-content, .js-comment-body")
    cut = body is not None and first(body, ".js-expander") is not None
    if body:
        remove(body, ".js-expander")
    name = first(post, ".user-name-link, .js-comment-author")
    votes = _number(text_of(first(post, ".js-post-vote-number")))
    return Said(
        id=_number(attribute(post, "data-post-id")) or 0,
        body=body.decode_contents() if body else "",
        author=text_of(name),
        author_id=(attribute(name, "href") if name else None) or "",
        at=_moment(first(post, "abbr.js-timeago[title]")),
        votes=votes,
        accepted=matches(post, ".js-accepted-answer"),
        cut=cut,
    )


def _moment(shown: Element | None) -> str | None:
    found = _MOMENT.match(attribute(shown, "title") or "") if shown else None
    return f"{found[1]}T{found[2]}{found[3] or ''}" if found else None


def _number(written: str | None) -> int | None:
    return int(written) if written and re.fullmatch(r"-?\d{1,12}", written) else None


def _thread(asked: Question, source: Source, key: str) -> Thread:
    url = asked.url or (key if "://" in key else None)
    found = _QUESTION_PATH.match(url or "")
    # Titles change, and with them what follows the number: the id does without.
    name = f"{found['base']}/question/{asked.id}/" if found else url or identity(source, key)
    place = Place(DocumentId(name), url)
    return Thread(
        place=place,
        title=asked.title,
        question=_post(asked.question, place) if asked.question else Post(body_of("")),
        replies=[_post(reply, place) for reply in sorted(asked.replies, key=lambda one: one.at or "")],
    )


def _post(said: Said, thread: Place) -> Post:
    return Post(
        body=body_of(said.body),
        author=Author(said.author, said.author_id or None) if said.author else None,
        place=Place(
            DocumentId(f"{thread.id}?answer={said.id}"),
            f"{thread.url}?answer={said.id}#post-id-{said.id}" if thread.url else None,
        ),
        votes=said.votes,
        written_at=said.at,
        accepted=said.accepted,
        aside=said.about is not None,
    )
