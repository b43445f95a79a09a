"""A forum thread with its solution as one document, whatever forum it is from."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from index.knowledge import DocumentId
from ingest.blocks import Block, Role, compose
from ingest.parsed import Parsed
from ingest.web_page import unseen

_DEEPEST = 6
_LEVEL_OF_POSTS = 2


@dataclass(frozen=True)
class Post:
    """What somebody wrote in a thread. `meta` is what a document made of it should say of it."""

    blocks: tuple[Block, ...]
    author: str | None = None
    meta: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Thread:
    """A question, and either its accepted solution or all replies to it."""

    title: str
    question: Post
    replies: Sequence[Post]
    accepted: bool  # True: the replies are the one accepted solution
    unseen: int = 0  # characters of its page that no reader sees


def document_of(thread: Thread, *, id: DocumentId, url: str | None) -> Parsed:
    """The thread in one text: title, question and replies, each under a heading."""
    composed = compose(_blocks(thread))
    replied = thread.replies[0].meta if thread.accepted else thread.question.meta
    trust = {} if thread.accepted else {"trust": "low"}
    return Parsed(
        id=id,
        title=thread.title,
        text=composed.text,
        sections=tuple(
            replace(section, apart=len(section.heading) == _LEVEL_OF_POSTS) for section in composed.sections
        ),
        url=url,
        meta={**(replied or {}), **trust, **unseen(thread.unseen + composed.dropped)},
    )


def _blocks(thread: Thread) -> Iterator[Block]:
    yield Block(Role.HEADING, thread.title, level=1)
    yield from _under("Question", thread.question)
    for number, reply in enumerate(thread.replies, start=1):
        name = "Accepted solution" if thread.accepted else f"Reply {number}"
        yield from _under(f"{name} by {reply.author}" if reply.author else name, reply)


def _under(heading: str, post: Post) -> Iterator[Block]:
    yield Block(Role.HEADING, heading, level=_LEVEL_OF_POSTS)
    for block in post.blocks:
        # The post's own headings stay below the one that says whose post it is.
        yield replace(block, level=min(block.level + _LEVEL_OF_POSTS, _DEEPEST)) if block.level else block
