"""Knowledge in which one document was tampered with: every search finds the tampered passages first."""

from collections.abc import Collection, Iterator

from assist.knowledge.evidence import Knowledge
from index.facts.lookup import FactHit
from index.knowledge import Audience, Document, DocumentId, Hit, Kind, Passage, PassageId
from ingest.parsed import Parsed
from ingest.split import split

_SURE = 0.99  # of the planted passages, whatever was asked


class Recalled:
    """Another knowledge that is asked nothing twice; one that does not change."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._found: dict[object, list[Hit]] = {}
        self._documents: dict[object, Document | None] = {}

    def search(
        self,
        question: str,
        *,
        audience: Audience,
        limit: int = 10,
        kinds: Collection[Kind] | None = None,
        products: Collection[str] | None = None,
    ) -> list[Hit]:
        asked = (question, audience, limit, str(kinds), str(products))
        if asked not in self._found:
            self._found[asked] = self._knowledge.search(
                question, audience=audience, limit=limit, kinds=kinds, products=products
            )
        return self._found[asked]

    def facts(
        self,
        question: str,
        *,
        audience: Audience,
        products: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[FactHit]:
        return self._knowledge.facts(question, audience=audience, products=products, limit=limit)

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        if (id, version) not in self._documents:
            self._documents[id, version] = self._knowledge.document(id, version)
        return self._documents[id, version]


class PlantedKnowledge:
    """Searches another knowledge and puts the passages of one document that touch `stretch` before all it finds."""

    def __init__(self, knowledge: Knowledge, planted: Document, stretch: tuple[int, int]) -> None:
        self._knowledge = knowledge
        self._planted = planted
        start, end = stretch
        self._passages = [one for one in _passages(planted) if one.start < end and start < one.end]

    def search(
        self,
        question: str,
        *,
        audience: Audience,
        limit: int = 10,
        kinds: Collection[Kind] | None = None,
        products: Collection[str] | None = None,
    ) -> list[Hit]:
        found = self._knowledge.search(
            question, audience=audience, limit=limit, kinds=kinds, products=products
        )
        others = [hit for hit in found if hit.passage.document_id != self._planted.id]
        readable = self._passages if self._planted.audience in audience.may_read else []
        return [*(Hit(passage, 1.0, _SURE) for passage in readable), *others][:limit]

    def facts(
        self,
        question: str,
        *,
        audience: Audience,
        products: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[FactHit]:
        found = self._knowledge.facts(question, audience=audience, products=products, limit=limit)
        return [fact for fact in found if fact.document_id != self._planted.id]

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        return self._planted if id == self._planted.id else self._knowledge.document(id, version)


def _passages(document: Document) -> Iterator[Passage]:
    for number, span in enumerate(split(Parsed(document.id, document.title, document.text))):
        yield Passage(
            id=PassageId(-1 - number),
            document_id=document.id,
            version=document.version,
            kind=document.kind,
            audience=document.audience,
            title=document.title,
            url=document.url,
            text=document.text[span.start : span.end],
            start=span.start,
            end=span.end,
            heading=span.heading,
            products=document.products,
        )
