"""What the knowledge has to say about a question, above a floor under which it says nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from index.knowledge import Audience, Document, DocumentId, Hit, Kind, Passage
from index.ranking.confidence import FLOOR

_HITS = 10


class Knowledge(Protocol):
    """Where knowledge is looked up; `index.search.Index` is one."""

    def search(
        self,
        question: str,
        *,
        audience: Audience,
        limit: int = 10,
        kinds: Collection[Kind] | None = None,
        products: Collection[str] | None = None,
    ) -> list[Hit]:
        """Passages that `audience` may read, best first."""

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        """A document with its text, older and withdrawn versions too; None when there never was one."""


@dataclass(frozen=True)
class Evidence:
    """The passages that may be quoted to `audience`, best first, with their documents. Falsy when there are none."""

    question: str
    audience: Audience
    hits: tuple[Hit, ...] = ()
    documents: Mapping[DocumentId, Document] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return bool(self.hits)


def gather(question: str, audience: Audience, knowledge: Knowledge, floor: float = FLOOR) -> Evidence:
    """What may be quoted to `audience`; hits under the floor count as nothing found."""
    found = knowledge.search(question, audience=audience, limit=_HITS) if question else []
    hits = [hit for hit in found if hit.confidence >= floor and hit.passage.audience in audience.may_read]
    documents = {hit.passage.document_id: _document(hit.passage, knowledge) for hit in hits}
    present = {name: document for name, document in documents.items() if document is not None}
    return Evidence(
        question=question,
        audience=audience,
        hits=tuple(hit for hit in hits if hit.passage.document_id in present),
        documents=MappingProxyType(present),
    )


def withheld(question: str, audience: Audience, knowledge: Knowledge, floor: float = FLOOR) -> list[Hit]:
    """What is known of the question that `audience` may not read: for a hint to the agent, never for a draft."""
    found = knowledge.search(question, audience=Audience.INTERNAL, limit=_HITS) if question else []
    return [hit for hit in found if hit.confidence >= floor and hit.passage.audience not in audience.may_read]


def _document(passage: Passage, knowledge: Knowledge) -> Document | None:
    """The very version that the passage was cut from, unless it was withdrawn in the meantime."""
    document = knowledge.document(passage.document_id, passage.version)
    return document if document is not None and document.withdrawn_at is None else None
