"""What the knowledge has to say about a question, above a floor under which it says nothing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from assist.draft.specification.asked import asking_sentence, in_nouns
from assist.hostile import planted, tampered
from assist.knowledge.folding import folded
from index.facts.lookup import FactHit
from index.knowledge import Audience, Document, DocumentId, Hit, Kind
from index.ranking.confidence import FLOOR

_HITS = 10
_FACTS = 10


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

    def facts(
        self,
        question: str,
        *,
        audience: Audience,
        products: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[FactHit]:
        """Stated values that `audience` may read, best first."""

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        """A document with its text, older and withdrawn versions too; None when there never was one."""


@dataclass(frozen=True)
class Evidence:
    """What may be quoted to `audience`, best first, with its documents. Falsy when there are no passages.

    `facts` are looked up only for a question that asks for a value.
    """

    question: str
    audience: Audience
    hits: tuple[Hit, ...] = ()
    documents: Mapping[DocumentId, Document] = field(default_factory=lambda: MappingProxyType({}))
    facts: tuple[FactHit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.hits)


def gather(question: str, audience: Audience, knowledge: Knowledge, floor: float = FLOOR) -> Evidence:
    """What may be quoted to `audience`; hits under the floor count as nothing found, and a saying counts once."""
    found = knowledge.search(question, audience=audience, limit=_HITS) if question else []
    known = (hit for hit in found if hit.confidence >= floor and hit.passage.audience in audience.may_read)
    sure = [hit for hit in known if not planted(hit.passage.text)]
    versions = dict.fromkeys((hit.passage.document_id, hit.passage.version) for hit in sure)
    documents = _documents(versions, audience, knowledge)
    read = [(hit, documents.get(hit.passage.document_id)) for hit in sure]
    hits = folded((hit, text) for hit, text in read if text and text.version == hit.passage.version)
    facts = _facts(question, audience, knowledge) if hits and asking_sentence(question) else []
    documents |= _documents(
        {(fact.document_id, fact.version) for fact in facts} - versions.keys(), audience, knowledge
    )
    return Evidence(
        question=question,
        audience=audience,
        hits=tuple(hits),
        documents=MappingProxyType(documents),
        facts=tuple(fact for fact in facts if _holds(fact, documents)),
    )


def withheld(question: str, audience: Audience, knowledge: Knowledge, floor: float = FLOOR) -> list[Hit]:
    """What is known of the question that `audience` may not read: for a hint to the agent, never for a draft."""
    found = knowledge.search(question, audience=Audience.INTERNAL, limit=_HITS) if question else []
    return [hit for hit in found if hit.confidence >= floor and hit.passage.audience not in audience.may_read]


def _facts(question: str, audience: Audience, knowledge: Knowledge) -> list[FactHit]:
    return knowledge.facts(in_nouns(question), audience=audience, limit=_FACTS)


def _documents(
    versions: Iterable[tuple[DocumentId, int]], audience: Audience, knowledge: Knowledge
) -> dict[DocumentId, Document]:
    """The very versions that were found, without those that were withdrawn in the meantime or are not to be read."""
    found = (knowledge.document(name, version) for name, version in versions)
    return {
        document.id: document
        for document in found
        if document is not None
        and document.withdrawn_at is None
        and document.audience in audience.may_read
        and not tampered(document)
    }


def _holds(fact: FactHit, documents: Mapping[DocumentId, Document]) -> bool:
    """Whether its document is there in the version that states it."""
    document = documents.get(fact.document_id)
    return document is not None and document.version == fact.version
