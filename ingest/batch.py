"""Documents of several items on their way into the library: many texts are embedded faster at once."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from index.items import Change, Item, Parcel
from index.knowledge import DocumentId
from ingest.parsed import Failure
from ingest.reading import Ready

DOCUMENTS = 256
FIRST_PASSAGES = (
    64  # so that embedding begins while other files are still read; twice as many each time, until:
)
PASSAGES = 512


class Library(Protocol):
    """Where documents go; `index.search.Index` is one."""

    def items(self, source: str) -> Mapping[str, Item]:
        """What the source listed before, by key, with the live documents of each item."""

    def holders(self, ids: Collection[DocumentId]) -> Mapping[DocumentId, str]:
        """Which source holds each of these documents that are live."""

    def put(self, parcels: Sequence[Parcel]) -> Sequence[Sequence[Change]]:
        """Stores documents and items in one step, and withdraws what the items hold no more.

        For each parcel a change for each document in their order, then one WITHDRAWN for each withdrawn.
        """

    def forget(self, source: str, keys: Collection[str], at: datetime) -> Sequence[DocumentId]:
        """Withdraws what came from these items; says what."""


@dataclass
class Reading:
    """An item while it is read. Only one that was read wholly may be left alone next time."""

    item: Item
    held: frozenset[DocumentId]  # what it held before
    ids: set[DocumentId] = field(default_factory=set)  # what it holds now, as far as it is read
    passed_over: int = 0
    failed: bool = False  # some of it could not be read: what it held before stays
    elsewhere: bool = False  # another source holds some of it, and may let go of it
    look_again_at: datetime | None = None  # when the dates in it first say something else

    @property
    def kept(self) -> frozenset[DocumentId]:
        """The documents that stay live once the item is read."""
        return self.held | self.ids if self.failed else frozenset(self.ids)

    def look_again(self, at: datetime | None) -> None:
        """The dates of a document in it say something else then; None: they never do."""
        self.look_again_at = min((one for one in (self.look_again_at, at) if one), default=None)

    def parcel(self, documents: Sequence[Ready], *, done: bool) -> Parcel:
        """These documents of it; `done`: it holds no more."""
        item = replace(self.item, passed_over=self.passed_over, look_again_at=self.look_again_at)
        if not done or self.failed or self.elsewhere:
            item = replace(item, fingerprint="")
        keep = self.kept if done else self.held | self.ids
        return Parcel(item, [(ready.document, ready.spans) for ready in documents], keep)


class Batch:
    """Fills up with what is read, and is put when it is full or flushed."""

    def __init__(self, library: Library, source: str, stored: Callable[[Collection[str]], None]) -> None:
        self._library = library
        self._source = source
        self._stored = stored  # told the keys of the items that are now in the library
        self._waiting: list[tuple[Reading, list[Ready]]] = []
        self._done: list[str] = []
        self._size = (0, 0)
        self._most = FIRST_PASSAGES
        self.changes: Counter[Change] = Counter()
        self.duplicates: list[Failure] = []

    def add(self, reading: Reading, ready: Ready) -> None:
        """A document of the item that is being read."""
        if not self._waiting or self._waiting[-1][0] is not reading:
            self._waiting.append((reading, []))
        self._waiting[-1][1].append(ready)
        reading.ids.add(ready.document.id)
        reading.look_again(ready.look_again_at)
        documents, passages = self._size
        self._size = documents + 1, passages + len(ready.spans)
        if self._size[0] >= DOCUMENTS or self._size[1] >= self._most:
            self.flush()

    def finish(self, reading: Reading) -> None:
        """The item holds no more."""
        if not self._waiting or self._waiting[-1][0] is not reading:
            self._waiting.append((reading, []))
        self._done.append(reading.item.key)

    def rest(self, key: str) -> None:
        """The item is as it was."""
        self._done.append(key)

    def flush(self) -> None:
        """Put what waits."""
        if self._waiting:
            self._most = min(2 * self._most, PASSAGES)
            self._leave_to_others()
            done = set(self._done)
            parcels = [
                reading.parcel(documents, done=reading.item.key in done)
                for reading, documents in self._waiting
            ]
            for changes in self._library.put(parcels):
                self.changes.update(changes)
        if self._done:
            self._stored(self._done)
        self._waiting, self._done, self._size = [], [], (0, 0)

    def _leave_to_others(self) -> None:
        """Take out what another source holds: two sources with one document would replace it for ever."""
        ids = [ready.document.id for _, documents in self._waiting for ready in documents]
        held = self._library.holders(ids)
        others = {one: source for one, source in held.items() if source != self._source}
        for reading, documents in self._waiting if others else ():
            for ready in [ready for ready in documents if ready.document.id in others]:
                documents.remove(ready)
                reading.ids.discard(ready.document.id)
                reading.elsewhere = True
                holder = others[ready.document.id]
                self.duplicates.append(Failure(ready.document.id, f"source {holder!r} holds it"))
