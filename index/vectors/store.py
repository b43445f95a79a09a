"""The vectors of a snapshot: which rows are nearest to a question, under any filter."""

from pathlib import Path

import numpy as np

from index.chosen import Chosen
from index.vectors import layout
from index.vectors.engine import Engine
from index.vectors.layout import Layout
from index.vectors.plan import Probe, Scan, plan
from index.vectors.rows import Rows

BLOCK = 4096


class VectorStore:
    """Unit vectors by row, immutable; several threads and processes may search it at once.

    FAISS proposes rows; their cosines are then computed from the vectors themselves, so that a row has the same cosine
    to a question whichever way it was found.
    """

    def __init__(self, layout: Layout, vectors: Rows, engine: Engine) -> None:
        self.layout = layout
        self.engine = engine
        self.vectors = vectors

    @classmethod
    def open(cls, folder: Path) -> "VectorStore":
        """What `write_vectors` wrote there. Raises DamagedSnapshot when a file is missing, cut short or not ours."""
        found = layout.read(folder)
        engine = Engine.open(folder / layout.NEAREST, found)
        return cls(found, Rows(folder / layout.ROWS, found.dimension), engine)

    @property
    def rows(self) -> int:
        """How many vectors there are."""
        return self.layout.rows

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""
        return self.layout.dimension

    def nearest(self, question: np.ndarray, chosen: Chosen, limit: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows (n,) int64 and cosines (n,) float32, best first, of equal ones the lower row first.

        `question` is (dimension,) float32 of unit length. n is `limit`, or the number of chosen rows when that is less.
        """
        if len(chosen.mask) != self.rows:
            raise ValueError(f"the filter is of {len(chosen.mask)} rows, this store has {self.rows}")
        if not chosen.count or limit < 1:
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        match plan(self.rows, self.engine.lists, chosen.count, limit):
            case Scan():
                rows = chosen.rows
            case Probe() as probe:
                rows = self._proposed(question, chosen, probe)
        return _best(rows, self.cosines(question, rows), limit)

    def cosines(self, question: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Of these rows (n,) with the question: (n,) float32."""
        found = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), BLOCK):
            some = slice(start, start + BLOCK)
            # One row at a time, unlike a product of matrices: the sum does not depend on a row's neighbours.
            found[some] = np.vecdot(self.of(rows[some]), question)
        return found

    def of(self, rows: np.ndarray) -> np.ndarray:
        """The vectors of these rows, as stored: (n, dimension) float32. Raises IndexError for what is no row."""
        return self.vectors.read(rows)

    def unsound(self) -> np.ndarray:
        """The rows that FAISS does not hold once, and as the code of their vector: (n,) int64. Reads everything."""
        times = np.zeros(self.rows, np.int64)
        differs = np.zeros(self.rows, np.bool_)
        for number in range(self.engine.lists):
            rows, codes = self.engine.entries(number)
            known = (rows >= 0) & (rows < self.rows)
            rows, codes = rows[known], codes[known]
            np.add.at(times, rows, 1)
            differs[rows] |= (self.engine.codes(number, self.of(rows)) != codes).any(axis=1)
        return np.flatnonzero(differs | (times != 1))

    def _proposed(self, question: np.ndarray, chosen: Chosen, probe: Probe) -> np.ndarray:
        bits = None if chosen.count == self.rows else chosen.bits
        rows = self.engine.propose(question, bits, probe.probes, probe.candidates)
        if len(rows) < min(probe.candidates, chosen.count):
            # What the filter leaves lies elsewhere.
            rows = self.engine.propose(question, bits, self.engine.lists, probe.candidates)
        return rows


def _best(rows: np.ndarray, cosines: np.ndarray, limit: int) -> tuple[np.ndarray, np.ndarray]:
    if len(rows) > limit:
        good = cosines >= np.partition(cosines, -limit)[-limit]
        rows, cosines = rows[good], cosines[good]
    order = np.lexsort((rows, -cosines))[:limit]
    return rows[order], cosines[order]
