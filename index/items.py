"""What is kept about each thing a source listed, so that the next pass can leave it alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from index.knowledge import DocumentId
from index.rows import Pair


class Change(Enum):
    """What putting a document did."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Item:
    """One thing a source listed: a file, a dump, a page.

    `fingerprint` covers its bytes and every setting that matters to what is read out of it: an item whose fingerprint
    is the same is neither parsed nor embedded again. `passed_over` counts what was in it and is no document on purpose
    (threads without a solution). `documents` are its live ones; the index fills them in when items are listed. After
    `look_again_at` it is read again although it is the same: what it says of itself depends on the day.
    """

    source: str
    key: str
    fingerprint: str
    read_at: datetime
    passed_over: int = 0
    documents: frozenset[DocumentId] = frozenset()
    look_again_at: datetime | None = None


@dataclass(frozen=True)
class Parcel:
    """What was read of one item. What it held before and is neither here nor in `keep` is withdrawn."""

    item: Item
    documents: Sequence[Pair]
    keep: Collection[DocumentId] = ()


@dataclass(frozen=True)
class Counts:
    """How much can be found: live documents and their passages."""

    documents: int
    passages: int
