"""The numbered pieces of knowledge that a model may quote."""

from dataclasses import dataclass

from assist.knowledge.evidence import Evidence
from desk.drafts import Citation
from index.facts.lookup import FactHit
from index.knowledge import Document, Hit

_ROWS = 3  # rows of tables of values, for a question that asks for one


@dataclass(frozen=True)
class Excerpt:
    """document.text[start:end], under these headings."""

    document: Document
    start: int
    end: int
    page: int | None
    heading: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return self.document.text[self.start : self.end]

    @property
    def title(self) -> str:
        """What it stands under, from the document's title on."""
        return " > ".join((self.document.title, *self.heading))

    def holds(self, citation: Citation) -> bool:
        """True when the citation's quote stands in it."""
        return self._holds(citation.document_id, citation.start, citation.end)

    def within(self, other: "Excerpt") -> bool:
        """True when the other has all of it."""
        return other._holds(self.document.id, self.start, self.end)

    def _holds(self, document_id: str, start: int, end: int) -> bool:
        return self.document.id == document_id and self.start <= start and end <= self.end


def excerpts_of(evidence: Evidence, most: int) -> tuple[Excerpt, ...]:
    """The rows that state what is asked for, then the passages, the best first."""
    passages = [_passage(hit, evidence) for hit in evidence.hits[:most]]
    rows = [_row(fact, evidence) for fact in evidence.facts[:_ROWS]]
    alone = [row for row in rows if not any(row.within(passage) for passage in passages)]
    return tuple([*alone, *passages][:most])


def _passage(hit: Hit, evidence: Evidence) -> Excerpt:
    passage = hit.passage
    document = evidence.documents[passage.document_id]
    return Excerpt(document, passage.start, passage.end, passage.page, passage.heading)


def _row(found: FactHit, evidence: Evidence) -> Excerpt:
    fact = found.fact
    return Excerpt(evidence.documents[found.document_id], fact.start, fact.end, fact.page, fact.heading)
