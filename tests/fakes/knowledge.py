"""Knowledge in memory: documents with versions, passages by paragraph, confidence by shared words."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from assist.text.words import content_stems
from index.facts.lookup import FactHit
from index.knowledge import Audience, Document, DocumentId, Fact, Hit, Kind, Passage, PassageId
from tests.builders import NOON


class FakeKnowledge:
    """Remembers every version; the newest one that is not withdrawn is searched."""

    def __init__(self, *documents: Document) -> None:
        self._versions: dict[DocumentId, list[Document]] = {}
        for document in documents:
            self.put(document)

    def put(self, document: Document) -> Document:
        """Stores the document as its next version."""
        versions = self._versions.setdefault(document.id, [])
        versions.append(replace(document, version=len(versions) + 1))
        return versions[-1]

    def withdraw(self, id: DocumentId) -> None:
        """Takes a document out of the search; its text stays, for looking at quotes."""
        self._versions[id] = [replace(version, withdrawn_at=NOON) for version in self._versions[id]]

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        versions = self._versions.get(id, [])
        wanted = len(versions) if version is None else version
        return next((found for found in versions if found.version == wanted), None)

    def search(
        self,
        question: str,
        *,
        audience: Audience,
        limit: int = 10,
        kinds: Collection[Kind] | None = None,
        products: Collection[str] | None = None,
    ) -> list[Hit]:
        asked = set(content_stems(question))
        hits = [
            Hit(passage, shared, shared)
            for passage in self._passages()
            if passage.audience in audience.may_read
            and (kinds is None or passage.kind in kinds)
            and (shared := share(asked, f"{passage.title} {passage.text}"))
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:limit]

    def facts(
        self,
        question: str,
        *,
        audience: Audience,
        products: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[FactHit]:
        asked = set(content_stems(question))
        newest = (versions[-1] for versions in self._versions.values())
        live = (one for one in newest if not one.withdrawn_at and one.audience in audience.may_read)
        hits = [_fact_hit(document, fact, asked) for document in live for fact in document.facts]
        return sorted((hit for hit in hits if hit.score), key=lambda hit: -hit.score)[:limit]

    def _passages(self) -> Iterator[Passage]:
        newest = [versions[-1] for versions in self._versions.values()]
        for document in newest:
            start = 0
            for number, text in enumerate(document.text.split("\n\n")) if not document.withdrawn_at else ():
                yield _passage(document, number, start, start + len(text))
                start += len(text) + 2


def _fact_hit(document: Document, fact: Fact, asked: set[str]) -> FactHit:
    return FactHit(
        fact=fact,
        document_id=document.id,
        version=document.version,
        title=document.title,
        url=document.url,
        quote=document.text[fact.start : fact.end],
        score=share(asked, f"{fact.attribute} {fact.product}"),
    )


def _passage(document: Document, number: int, start: int, end: int) -> Passage:
    return Passage(
        id=PassageId(hash((document.id, number))),
        document_id=document.id,
        version=document.version,
        kind=document.kind,
        audience=document.audience,
        title=document.title,
        url=document.url,
        text=document.text[start:end],
        start=start,
        end=end,
        products=document.products,
    )


def share(asked: set[str], text: str) -> float:
    """The share of the words asked for that the text has."""
    return len(asked & set(content_stems(text))) / len(asked) if asked else 0.0


class SharedWords:
    """A `Meaning` that is but shared words: enough for rules that do not depend on a model."""

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        return [share(set(content_stems(question)), sentence) for sentence in sentences]
