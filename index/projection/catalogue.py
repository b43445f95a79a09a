"""Which passages can be found, by whom and among what: the filter that is applied before anything is ranked."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from hashlib import blake2b
from pathlib import Path

import numpy as np

from index.knowledge import Audience, DocumentId, Kind, Passage

LABELS = "labels.json"
COLUMNS = ("passages", "documents", "labels", "by_document")


@dataclass(frozen=True)
class Filter:
    """What may be found: by which reader, of which kinds, about which products (None: any)."""

    audience: Audience
    kinds: frozenset[Kind] | None = None
    products: frozenset[str] | None = None

    @cached_property
    def readable(self) -> frozenset[Audience]:
        """The audiences whose documents the reader may see."""
        return self.audience.may_read


def filter_of(
    audience: Audience, kinds: Collection[Kind] | None = None, products: Collection[str] | None = None
) -> Filter:
    """The filter in its one form; products are the same in upper and lower case."""
    if isinstance(products, str):
        raise TypeError(f"products is {products!r}; give them as a list")
    return Filter(
        audience,
        None if kinds is None else frozenset(kinds),
        None if products is None else frozenset(map(str.casefold, products)),
    )


@dataclass(frozen=True)
class Label:
    """What a filter asks of a passage. Few passages have one of their own: their document's is theirs."""

    audience: Audience
    kind: Kind
    products: frozenset[str]

    def passes(self, wanted: Filter) -> bool:
        """True when what bears this label may be found."""
        return (
            self.audience in wanted.readable
            and (wanted.kinds is None or self.kind in wanted.kinds)
            and (wanted.products is None or not wanted.products.isdisjoint(self.products))
        )


def label_of(passage: Passage) -> Label:
    """The label of a passage."""
    return Label(passage.audience, passage.kind, frozenset(map(str.casefold, passage.products)))


def key_of(document: DocumentId) -> int:
    """A number for a document: 64 bits, so that two of a library never share one (a million: 1 in 40 million)."""
    return int.from_bytes(blake2b(document.encode("utf-8", "replace"), digest_size=8).digest())


class Catalogue:
    """Passages, a row each in ascending order of their ids; never changed, only replaced. May be memory-mapped."""

    def __init__(
        self,
        passages: np.ndarray,
        documents: np.ndarray,
        labels: np.ndarray,
        table: Sequence[Label],
        by_document: np.ndarray | None = None,
    ) -> None:
        """(n,) int64 ids, (n,) uint64 keys of their documents, (n,) uint32 places in the table; rows by document."""
        self.passages = passages
        self.documents = documents
        self.labels = labels
        self.table = tuple(table)
        self._by_document = by_document
        self.allowed = lru_cache(maxsize=64)(partial(_allowed, labels, self.table))  # not of itself: see View

    @classmethod
    def of(cls, passages: Sequence[Passage], known: Sequence[Label] = ()) -> "Catalogue":
        """Of these passages, ascending by id; labels that are known keep their places."""
        places = {label: place for place, label in enumerate(known)}
        labels = [places.setdefault(label_of(passage), len(places)) for passage in passages]
        return cls(
            np.array([passage.id for passage in passages], np.int64),
            np.array([key_of(passage.document_id) for passage in passages], np.uint64),
            np.array(labels, np.uint32),
            list(places),
        )

    @classmethod
    def open(cls, folder: Path) -> "Catalogue":
        """As `save` left it, memory-mapped. Raises OSError or ValueError when it is not whole."""
        columns = [np.load(folder / f"{name}.npy", mmap_mode="r") for name in COLUMNS]
        table = [
            Label(Audience(audience), Kind(kind), frozenset(products))
            for audience, kind, products in json.loads((folder / LABELS).read_text())
        ]
        passages, documents, labels, by_document = columns
        return cls(passages, documents, labels, table, by_document)

    def save(self, folder: Path) -> None:
        """Write it into this folder."""
        columns = (self.passages, self.documents, self.labels, self._order())
        for name, column in zip(COLUMNS, columns, strict=True):
            np.save(folder / f"{name}.npy", column)
        table = [(label.audience.value, label.kind.value, sorted(label.products)) for label in self.table]
        (folder / LABELS).write_text(json.dumps(table))

    def __len__(self) -> int:
        return len(self.passages)

    @classmethod
    def joined(cls, parts: Sequence["Catalogue"]) -> "Catalogue":
        """The rows of all parts, in their order; each part was made with the labels of the one before known."""
        return cls(
            np.concatenate([np.zeros(0, np.int64), *(part.passages for part in parts)]),
            np.concatenate([np.zeros(0, np.uint64), *(part.documents for part in parts)]),
            np.concatenate([np.zeros(0, np.uint32), *(part.labels for part in parts)]),
            parts[-1].table if parts else (),
        )

    def only(self, rows: np.ndarray) -> "Catalogue":
        """These rows of it: a mask or numbers, ascending."""
        return Catalogue(self.passages[rows], self.documents[rows], self.labels[rows], self.table)

    def rows_of(self, documents: Collection[DocumentId]) -> np.ndarray:
        """The rows of these documents' passages: (m,) int64."""
        keys = np.unique(np.array([key_of(document) for document in documents], np.uint64))
        order = self._order()
        starts = np.searchsorted(self.documents, keys, "left", sorter=order)
        ends = np.searchsorted(self.documents, keys, "right", sorter=order)
        found = [order[start:end] for start, end in zip(starts, ends, strict=True) if start < end]
        return np.concatenate([np.zeros(0, np.int64), *found])

    def _order(self) -> np.ndarray:
        if self._by_document is None:
            self._by_document = np.argsort(self.documents, kind="stable")
        return self._by_document


def _allowed(labels: np.ndarray, table: Sequence[Label], wanted: Filter) -> np.ndarray:
    """(n,) bool: which rows may be found; not to be written to."""
    passes = np.array([label.passes(wanted) for label in table], np.bool_)
    return passes[labels] if len(labels) else np.zeros(0, np.bool_)
