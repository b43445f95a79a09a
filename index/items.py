"""What is kept about each thing a source listed, so that the next pass can leave it alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from index.knowledge import DocumentId


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
    (threads without a solution). `documents` are its live ones; the index fills them in when items are listed.
    """

    source: str
    key: str
    fingerprint: str
    read_at: datetime
    passed_over: int = 0
    documents: frozenset[DocumentId] = frozenset()


@dataclass(frozen=True)
class Counts:
    """How much can be found: live documents and their passages."""

    documents: int
    passages: int
