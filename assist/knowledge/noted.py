"""An expert's note as the evidence for the very question that it was written for, however far from it its words are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from assist.knowledge.evidence import Evidence, Knowledge
from assist.knowledge.threads import answering
from assist.text.sentences import Piece
from index.facts.lookup import FactHit
from index.knowledge import Audience, Document, DocumentId, Hit, Kind, Passage, PassageId

_AT_ONCE = 12  # sentences of a passage: a drafter looks at no more of each
_SURE = 1.0  # a person said that this answers


@dataclass(frozen=True)
class Noted:
    """A `Knowledge` in which the note is found first by every search of those who may read it."""

    knowledge: Knowledge
    note: Document

    def search(
        self,
        question: str,
        *,
        audience: Audience,
        limit: int = 10,
        kinds: Collection[Kind] | None = None,
        products: Collection[str] | None = None,
    ) -> list[Hit]:
        """All of the note, then what else there is."""
        found = self.knowledge.search(
            question, audience=audience, limit=limit, kinds=kinds, products=products
        )
        others = [hit for hit in found if hit.passage.document_id != self.note.id]
        return [*(hits_of(self.note) if self.note.audience in audience.may_read else ()), *others]

    def facts(
        self,
        question: str,
        *,
        audience: Audience,
        products: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[FactHit]:
        """As they are."""
        return self.knowledge.facts(question, audience=audience, products=products, limit=limit)

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        """As it is."""
        return self.knowledge.document(id, version)


def hits_of(note: Document) -> Iterator[Hit]:
    """The whole note as passages that surely answer, in its order."""
    pieces = answering(note.text, note.kind)
    for number, start in enumerate(range(0, len(pieces), _AT_ONCE), start=1):
        yield Hit(_passage(note, -number, pieces[start : start + _AT_ONCE]), score=_SURE, confidence=_SURE)


def of_note(evidence: Evidence, note: DocumentId) -> Evidence:
    """What of the evidence is the note's; all of it when something else says the same and stands for it."""
    hits = tuple(hit for hit in evidence.hits if hit.passage.document_id == note)
    facts = tuple(fact for fact in evidence.facts if fact.document_id == note)
    return replace(evidence, hits=hits, facts=facts) if hits else evidence


def _passage(note: Document, key: int, pieces: Collection[Piece]) -> Passage:
    """Of these sentences; no stored passage has a key below 0."""
    start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
    return Passage(
        id=PassageId(key),
        document_id=note.id,
        version=note.version,
        kind=note.kind,
        audience=note.audience,
        title=note.title,
        url=note.url,
        text=note.text[start:end],
        start=start,
        end=end,
        products=note.products,
        language=note.language,
        meta=note.meta,
    )
