"""The sentences of the evidence that could stand in a reply."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from assist.draft.quotable import is_quotable
from assist.draft.shorten import shortened
from assist.knowledge.evidence import Evidence
from assist.knowledge.threads import answering
from assist.text.plain import plain
from assist.text.sentences import Piece
from index.knowledge import Document, DocumentId, Hit, Kind

_ROW = re.compile(r"[^.:|]{1,80}(?::| \|) \S(?:[^.!?]|\.\d){0,200}$|\|")
_OF_A_HIT = 12  # sentences; more would crowd out the other hits


@dataclass(frozen=True)
class Candidate:
    """A sentence that could be quoted; `place` counts the pieces of its document."""

    sentence: str
    piece: Piece
    place: int
    hit: Hit
    document: Document

    @property
    def at(self) -> tuple[DocumentId, int]:
        """What tells it from every other candidate."""
        return self.document.id, self.place

    @property
    def is_row(self) -> bool:
        """True for a row of a table or a line like `Weight: 2.6 kg`, which says little beside a sentence."""
        return _ROW.match(self.piece.text) is not None

    @property
    def heading(self) -> str:
        """Where it stands: the document's title and the headings above it."""
        return ". ".join(dict.fromkeys([self.document.title, *self.hit.passage.heading]))


def candidates(evidence: Evidence, *, links: bool) -> list[Candidate]:
    """Every quotable sentence of the evidence once, those of the best hit first."""
    found: dict[tuple[DocumentId, int], Candidate] = {}
    for hit in evidence.hits:
        of_hit = _of_hit(hit, evidence.documents[hit.passage.document_id])
        quotable = (candidate for candidate in of_hit if _is_quotable(candidate, links=links))
        for candidate in islice(quotable, _OF_A_HIT):
            found.setdefault(candidate.at, candidate)
    return list(found.values())


def _of_hit(hit: Hit, document: Document) -> Iterator[Candidate]:
    """The sentences of the passage; where it is a thread's question that was found, those of the solution."""
    start, end = hit.passage.start, hit.passage.end
    placed = list(enumerate(answering(document.text, document.kind)))
    within = [(place, piece) for place, piece in placed if piece.start < end and start < piece.end]
    for place, piece in within or (placed if document.kind is Kind.FORUM else []):
        yield Candidate(shortened(plain(piece.text)), piece, place, hit, document)


def _is_quotable(candidate: Candidate, *, links: bool) -> bool:
    headings = candidate.hit.passage.heading
    return is_quotable(candidate.sentence, candidate.piece.text, candidate.document, headings, links=links)
