"""Nothing that the reader may not know gets out: not quoted, not retold, not linked."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from assist.checks.context import Context
from assist.firewall.leaks import leaks_in
from assist.firewall.sides import Sides, running
from assist.reply.planner import audience_of
from assist.text.words import words
from desk.drafts import Problem
from index.knowledge import Passage

_NAME = "audience"
_AROUND = 1_000  # characters of a cited document on each side of its quote that count as readable
_TELLING_TITLE = 4  # words, from which on nobody writes a title by chance


def check_audience(context: Context) -> list[Problem]:
    """Blocks what only sources above the reader's audience say, in whatever words, and their addresses and titles."""
    sides = Sides(context.withheld, _readable(context))
    return [*_closed_sources(context), *_told(context, sides), *_named(context.draft.text, sides)]


def _closed_sources(context: Context) -> list[Problem]:
    audience = audience_of(context.draft.to)
    return [
        Problem(
            _NAME,
            f"source {citation.marker} ({citation.title!r}) is {document.audience.value}: not for this reader",
            blocking=True,
            words=citation.sentence if citation.sentence in context.draft.text else "",
        )
        for citation in context.draft.citations
        for document in [context.source(citation).current]
        if document is not None and document.audience not in audience.may_read
    ]


def _told(context: Context, sides: Sides) -> list[Problem]:
    return [
        Problem(
            _NAME,
            f"{leak.passage.title!r}, which is {leak.passage.audience.value}, shares {leak.shared!r} with"
            f" {leak.words!r}; take it out",
            blocking=True,
            words=leak.words,
        )
        for leak in leaks_in(context.draft.text, sides, context.meaning)
    ]


def _named(text: str, sides: Sides) -> list[Problem]:
    """Addresses, file names and titles of withheld documents."""
    documents = {passage.document_id: passage for passage in sides.withheld}.values()
    told = ((passage, next(_names_in(text, passage, sides), None)) for passage in documents)
    return [
        Problem(
            _NAME,
            f"{name!r} is a document that is {passage.audience.value}: not for this reader",
            blocking=True,
            words=_as_written(name, text),
        )
        for passage, name in told
        if name is not None
    ]


def _names_in(text: str, passage: Passage, sides: Sides) -> Iterator[str]:
    known = "\n".join(sides.readable).casefold()
    for address in _addresses(passage):
        if address in text.casefold() and address not in known:
            yield address
    title = passage.title
    if len(words(title)) >= _TELLING_TITLE and running(title) in running(text) and not sides.has(title):
        yield title


def _addresses(passage: Passage) -> Iterator[str]:
    """Its URL without scheme and its file's name, folded; a bare site or folder is no document."""
    for place in dict.fromkeys([passage.url or "", passage.document_id]):
        parts = urlsplit(place.casefold())
        path = parts.path.rstrip("/")
        if parts.netloc and path:
            yield f"{parts.netloc}{path}"
        name = PurePosixPath(path).name
        if "." in name:
            yield name


def _as_written(name: str, text: str) -> str:
    start = text.casefold().find(name.casefold())
    written = text[start : start + len(name)]
    return written if start >= 0 and written.casefold() == name.casefold() else ""


def _readable(context: Context) -> list[str]:
    """What the reader has written and may read: around the quotes of the draft, and what is like it."""
    may_read = audience_of(context.draft.to).may_read
    cited = (
        f"{document.title}\n{document.text[max(0, one.start - _AROUND) : one.end + _AROUND]}"
        for one in context.draft.citations
        for document in [context.source(one).quoted]
        if document is not None and document.audience in may_read
    )
    like = (f"{passage.title}\n{passage.text}" for passage in context.readable)
    return [context.message, *context.customer_texts, " ".join(context.handles), *cited, *like]
