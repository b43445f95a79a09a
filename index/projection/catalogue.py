"""Which passages can be found, by whom and among what: the filter that is applied before anything is ranked."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from index.knowledge import Audience, DocumentId, Kind, Passage, PassageId


@dataclass(frozen=True)
class Filter:
    """What may be found: by which reader, of which kinds, about which products (None: any)."""

    audience: Audience
    kinds: frozenset[Kind] | None = None
    products: frozenset[str] | None = None


def filter_of(
    audience: Audience, kinds: Collection[Kind] | None = None, products: Collection[str] | None = None
) -> Filter:
    """The filter in its one form; products are the same in upper and lower case."""
    return Filter(
        audience,
        None if kinds is None else frozenset(kinds),
        None if products is None else frozenset(map(str.casefold, products)),
    )


@dataclass(frozen=True)
class Entry:
    """What a filter asks of a document, and the passages it stands for."""

    audience: Audience
    kind: Kind
    products: frozenset[str]
    passages: tuple[PassageId, ...]

    def passes(self, wanted: Filter) -> bool:
        """True when this document may be found."""
        return (
            self.audience in wanted.audience.may_read
            and (wanted.kinds is None or self.kind in wanted.kinds)
            and (wanted.products is None or not wanted.products.isdisjoint(self.products))
        )


class Catalogue:
    """The live documents with their passages; never changed, only replaced."""

    def __init__(self, entries: Mapping[DocumentId, Entry]) -> None:
        self.entries = entries
        self.allowed = lru_cache(maxsize=64)(self._allowed)

    @cached_property
    def passages(self) -> np.ndarray:
        """The ids (n,) int64 of all live passages."""
        return np.array([found for entry in self.entries.values() for found in entry.passages], np.int64)

    def _allowed(self, wanted: Filter) -> np.ndarray:
        """The ids (n,) int64 of the passages that may be found."""
        ids = [found for entry in self.entries.values() if entry.passes(wanted) for found in entry.passages]
        return np.array(ids, np.int64)

    def replaced(self, changed: Collection[DocumentId], passages: Iterable[Passage]) -> "Catalogue":
        """This catalogue with what these documents consist of now: these passages, or none."""
        rest = {key: entry for key, entry in self.entries.items() if key not in changed}
        return Catalogue(rest | _entries(passages))


def _entries(passages: Iterable[Passage]) -> dict[DocumentId, Entry]:
    of: dict[DocumentId, list[Passage]] = {}
    for passage in passages:
        of.setdefault(passage.document_id, []).append(passage)
    return {
        key: Entry(
            audience=its[0].audience,
            kind=its[0].kind,
            products=frozenset(map(str.casefold, its[0].products)),
            passages=tuple(passage.id for passage in its),
        )
        for key, its in of.items()
    }
