"""Who wrote, answered or looks after what the knowledge has nearest to a question."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assist.knowledge.evidence import Knowledge
from assist.knowledge.threads import is_solved
from desk.experts import Author
from index.knowledge import Audience, Document, Kind

NEAR = 0.3  # confidence: too little to quote from, enough to guess who knows more
_LOOKED_AT = 20  # passages
_TITLE = 80  # characters
_DID = {Kind.SME_NOTE: "wrote the note", Kind.DATA_SHEET: "wrote", Kind.FORUM: "answered"}


@dataclass(frozen=True)
class Nearby:
    """A document near a question, and those who have to do with it."""

    document: Document
    confidence: float
    authors: tuple[Author, ...]


def nearby(question: str, knowledge: Knowledge, near: float = NEAR) -> tuple[Nearby, ...]:
    """What comes near, whoever may read it, each document once, nearest first."""
    found = knowledge.search(question, audience=Audience.INTERNAL, limit=_LOOKED_AT) if question else []
    best: dict[tuple[str, int], Nearby] = {}
    for hit in sorted(found, key=lambda hit: -hit.confidence):
        passage = hit.passage
        key = passage.document_id, passage.version
        if hit.confidence < near or key in best:
            continue
        document = knowledge.document(*key)
        if document is not None and document.withdrawn_at is None:
            best[key] = Nearby(document, hit.confidence, tuple(_authors(document, hit.confidence)))
    return tuple(best.values())


def authors_of(found: Sequence[Nearby]) -> tuple[Author, ...]:
    """Each name once, for the nearest thing they have to do with, nearest first."""
    first: dict[str, Author] = {}
    for author in (author for one in found for author in one.authors):
        first.setdefault(author.name.casefold(), author)
    return tuple(first.values())


def products_of(found: Sequence[Nearby]) -> tuple[str, ...]:
    """Those of the nearest document that names any."""
    return next((one.document.products for one in found if one.document.products), ())


def _authors(document: Document, confidence: float) -> Iterator[Author]:
    title = document.title if len(document.title) <= _TITLE else f"{document.title[: _TITLE - 1]}…"
    author, owner = document.meta.get("author"), document.meta.get("owner")
    asks = document.kind is Kind.FORUM and not is_solved(document.text)  # then its author has no answer
    if author and not asks:
        yield Author(author, f"{_DID[document.kind]} {title!r}", confidence)
    if owner:
        yield Author(owner, f"looks after {title!r}", confidence)
