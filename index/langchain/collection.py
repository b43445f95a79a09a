"""What is added through LangChain: a source of its own in the library, each document an item of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from langchain_core.documents import Document as LangChainDocument

from index.items import Item, Parcel
from index.knowledge import Audience, DocumentId, Kind
from index.langchain.documents import document_of
from index.langchain.spans import spans_of
from index.search import Index


@dataclass(frozen=True)
class Collection:
    """Documents by ids of the program that adds them; for this audience and of this kind unless they say otherwise."""

    index: Index
    name: str
    audience: Audience
    kind: Kind
    clock: Callable[[], datetime]

    @property
    def source(self) -> str:
        """What the library calls it. No source of the settings has a colon in its name."""
        return f"langchain:{self.name}"

    def key(self, id: str) -> DocumentId:
        """What the library calls a document."""
        return DocumentId(f"{self.source}/{id}")

    def id(self, key: DocumentId) -> str:
        """What the program calls a document; one of another source goes by its name in the library."""
        return key.removeprefix(f"{self.source}/")

    def add(self, documents: Mapping[str, LangChainDocument]) -> None:
        """Put all of them or none. Raises UnfitDocument."""
        now = self.clock()
        self.index.put([self._parcel(name, given, now) for name, given in documents.items()])

    def delete(self, ids: Sequence[str] | None) -> None:
        """Withdraw these (None: all); ids that it does not hold are passed over."""
        keys = list(self.index.items(self.source)) if ids is None else ids
        self.index.forget(self.source, keys, self.clock())

    def _parcel(self, id: str, given: LangChainDocument, now: datetime) -> Parcel:
        document = document_of(given, self.key(id), self.source, self.audience, self.kind)
        return Parcel(Item(self.source, id, "", now), [(document, spans_of(document.text))])
