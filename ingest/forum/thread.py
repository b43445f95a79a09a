"""A forum thread with its solution as one document, whatever forum it is from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from index.knowledge import DocumentId
from ingest.blocks import Block, Role, compose
from ingest.forum.follow_ups import corrects
from ingest.forum.post_body import Body
from ingest.parsed import Parsed, PassedOver
from ingest.plain import on_one_line, plain
from ingest.web_page import unseen

_DEEPEST = 6
_LEVEL_OF_POSTS = 2
_LONGEST_NAME = 60
# A line of a post that reads like a heading of ours would pass for somebody else's post.
_LIKE_OUR_HEADINGS = re.compile(
    r"^[^\S\n]*+((?:(?:accepted\s++)?solution|question|answer|reply|correction)"
    r"(?:\s++\d++)?(?:\s++by\s.{1,80})?:?)[^\S\n]*+$",  # possessive: a post may have lines of spaces without end
    re.IGNORECASE | re.MULTILINE,
)


class Standing(Enum):
    """What an author is in a forum, as the forum says."""

    STAFF = "staff"  # of the company
    MODERATOR = "moderator"
    EXPERT = "expert"  # somebody whom the forum trusts most
    MEMBER = "member"


class Trust(Enum):
    """How far a document of a forum may be relied on, in `meta["trust"]`."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


_COMPANY = (Standing.STAFF, Standing.MODERATOR)


@dataclass(frozen=True)
class Place:
    """Where a thread or a post is: the id of the document that it would be, and its web address if it has one."""

    id: DocumentId
    url: str | None = None


@dataclass(frozen=True)
class Author:
    """Who wrote a post. `id` tells people of one name apart; `standing` is None when the forum does not say."""

    name: str
    id: str | None = None
    standing: Standing | None = None


@dataclass(frozen=True)
class Post:
    """What somebody wrote in a thread."""

    body: Body
    author: Author | None = None
    place: Place | None = None  # None: nothing leads to it but the thread
    votes: int | None = None
    written_at: str | None = None  # ISO 8601 where the forum knows the moment, else as it shows it
    accepted: bool = False
    accepted_at: str | None = None
    licence: str | None = None
    aside: bool = False  # a comment on another post: it may correct a solution, and is no reply


@dataclass(frozen=True)
class Thread:
    """A question, and all replies and comments in the order in which they were written."""

    place: Place
    title: str
    question: Post
    replies: Sequence[Post]
    unseen: int = 0  # characters of its page that no reader sees, besides those of its posts

    @property
    def answers(self) -> list[Post]:
        """The replies that say something."""
        return [reply for reply in self.replies if reply.body.blocks and not reply.aside]

    @property
    def solutions(self) -> list[Post]:
        """The answers that were accepted."""
        return [answer for answer in self.answers if answer.accepted]

    @property
    def corrections(self) -> list[Post]:
        """What its asker, a solution's author or the company say after the first solution to correct it."""
        authors = [self.question.author, *(solution.author for solution in self.solutions)]
        first = next((place for place, reply in enumerate(self.replies) if reply.accepted), len(self.replies))
        return [
            reply
            for reply in self.replies[first + 1 :]
            if not reply.accepted and _may_correct(reply.author, authors) and corrects(reply.body.text)
        ]


def outcome_of(thread: Thread, *, unaccepted: bool) -> Parsed | PassedOver:
    """The thread as a document that links to its first accepted post; without one it is passed over.

    With `unaccepted` a question without a solution comes with all its replies, trusted less.
    """
    if thread.solutions:
        return _solved(thread)
    if unaccepted and thread.answers:
        return _unsolved(thread)
    return PassedOver(thread.place.id)


def trust_of(solution: Post | None, *, corrected: bool) -> Trust:
    """No accepted solution: low. One that somebody corrected: normal. By staff, or with votes: high. Else normal."""
    if solution is None:
        return Trust.LOW
    by_staff = solution.author is not None and solution.author.standing is Standing.STAFF
    relied_on = by_staff or (solution.votes or 0) > 0
    return Trust.HIGH if relied_on and not corrected else Trust.NORMAL


def _solved(thread: Thread) -> Parsed:
    first, corrections = thread.solutions[0], thread.corrections
    posts = [
        ("Question", thread.question),
        *((f"Accepted solution{_by(post)}", post) for post in thread.solutions),
        *((f"Correction{_by(post)}", post) for post in corrections),
    ]
    parsed = _composed(thread, posts)
    said = {
        **_said_of(first),
        "accepted_at": first.accepted_at or first.written_at,
        "corrections": str(len(corrections)) if corrections else None,
        "trust": trust_of(first, corrected=bool(corrections)).value,
    }
    place = first.place or thread.place
    return replace(
        parsed, id=place.id, url=place.url or thread.place.url, meta={**_known(said), **parsed.meta}
    )


def _unsolved(thread: Thread) -> Parsed:
    replies = [(f"Reply {number}{_by(post)}", post) for number, post in enumerate(thread.answers, start=1)]
    parsed = _composed(thread, [("Question", thread.question), *replies])
    said = {**_said_of(thread.question), "trust": trust_of(None, corrected=False).value}
    return replace(parsed, meta={**_known(said), **parsed.meta})


def _composed(thread: Thread, posts: Sequence[tuple[str, Post]]) -> Parsed:
    """Title and posts in one text, each under its heading."""
    title = on_one_line(plain(thread.title).text) or "Untitled"
    composed = compose(_blocks(title, posts))
    apart = [replace(section, apart=len(section.heading) == _LEVEL_OF_POSTS) for section in composed.sections]
    hidden = thread.unseen + sum(post.body.unseen for _, post in posts) + composed.dropped
    return Parsed(
        thread.place.id, title, composed.text, tuple(apart), url=thread.place.url, meta=unseen(hidden)
    )


def _blocks(title: str, posts: Sequence[tuple[str, Post]]) -> Iterator[Block]:
    yield Block(Role.HEADING, title, level=1)
    for heading, post in posts:
        yield Block(Role.HEADING, heading, level=_LEVEL_OF_POSTS)
        for block in post.body.blocks:
            # The post's own headings stay below the one that says whose post it is.
            level = min(block.level + _LEVEL_OF_POSTS, _DEEPEST) if block.level else 0
            yield replace(block, text=_unlike_our_headings(block.text), level=level)


def _unlike_our_headings(text: str) -> str:
    shown = plain(text).text
    return _LIKE_OUR_HEADINGS.sub(r"“\1”", shown) if _LIKE_OUR_HEADINGS.search(shown) else text


def _by(post: Post) -> str:
    """ " by elm (staff)"; a name keeps no brackets, so that nobody can call himself staff."""
    if post.author is None or not post.author.name.strip():
        return ""
    name = on_one_line(plain(post.author.name).text.translate({ord("("): " ", ord(")"): " "}))[:_LONGEST_NAME]
    standing = post.author.standing
    return f" by {name} ({standing.value})" if standing and standing in _COMPANY else f" by {name}"


def _said_of(post: Post) -> dict[str, str | None]:
    author = post.author
    return {
        "author": on_one_line(author.name) if author else None,
        "role": author.standing.value if author and author.standing else None,
        "votes": str(post.votes) if post.votes is not None else None,
        "date": post.written_at,
        "licence": post.licence,
    }


def _known(said: dict[str, str | None]) -> dict[str, str]:
    return {name: value for name, value in said.items() if value}


def _may_correct(author: Author | None, authors: Sequence[Author | None]) -> bool:
    if author is None:
        return False
    return author.standing in _COMPANY or any(other and _same(author, other) for other in authors)


def _same(one: Author, other: Author) -> bool:
    return one.id == other.id if one.id and other.id else one.name == other.name
