"""Which rows of a snapshot a search may find: the filter in the shape that FAISS and tantivy are given it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np


@dataclass(frozen=True, eq=False)
class Chosen:
    """Some rows of a snapshot. Rows count from 0 in the order of passage ids.

    `ids`: (n,) int64, the passage of each row, ascending; `mask`: (n,) bool, True where the row may be found.
    """

    ids: np.ndarray
    mask: np.ndarray

    @cached_property
    def count(self) -> int:
        """How many rows may be found."""
        return int(np.count_nonzero(self.mask))

    @cached_property
    def rows(self) -> np.ndarray:
        """The rows that may be found: (count,) int64, ascending."""
        return np.flatnonzero(self.mask)

    @cached_property
    def bits(self) -> np.ndarray:
        """One bit a row, the lowest first: (ceil(n / 8),) uint8, as FAISS's bitmap selector reads it."""
        return np.packbits(self.mask, bitorder="little")

    def rows_of(self, passages: np.ndarray) -> np.ndarray:
        """The row of each of these passages (m,) int64, -1 for one that has none here or may not be found."""
        if not len(self.ids):
            return np.full(len(passages), -1, np.int64)
        rows = np.minimum(np.searchsorted(self.ids, passages), len(self.ids) - 1)
        good = (self.ids[rows] == passages) & self.mask[rows]
        return np.where(good, rows, -1)
