"""The real library on SQLite, without vectors: what is read is asked for here, not what is found."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from index.items import Change, Counts, Item, Parcel
from index.knowledge import Document, DocumentId, Passage
from index.library import Library


class StoredLibrary:
    """Puts documents as `index.search.Index` does, and notes how many each time.

    After as many puts as `interrupted_after` says somebody presses Ctrl-C.
    """

    def __init__(self, path: Path) -> None:
        self.library = Library(f"sqlite:///{path}")
        self.puts: list[int] = []
        self.interrupted_after: int | None = None

    def items(self, source: str) -> Mapping[str, Item]:
        return self.library.items(source)

    def document(self, id: DocumentId) -> Document | None:
        return self.library.document(id)

    def holders(self, ids: Collection[DocumentId]) -> Mapping[DocumentId, str]:
        return self.library.holders(ids)

    def put(self, parcels: Sequence[Parcel]) -> list[list[Change]]:
        if len(self.puts) == self.interrupted_after:
            raise KeyboardInterrupt
        self.puts.append(sum(len(parcel.documents) for parcel in parcels))
        stored = self.library.put(parcels, "no-model", None)
        assert stored is not None
        return stored

    def forget(self, source: str, keys: Collection[str], at: datetime) -> list[DocumentId]:
        return self.library.forget(source, keys, at)

    def counts(self) -> Counts:
        return self.library.counts()

    def found(self, id: str) -> Document | None:
        """The document, unless it is withdrawn."""
        document = self.document(DocumentId(id))
        return document if document and document.withdrawn_at is None else None

    def passages(self, id: str) -> list[Passage]:
        """The document's passages in reading order."""
        return sorted(self.library.passages([DocumentId(id)]), key=lambda passage: passage.start)
