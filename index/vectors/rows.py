"""The vectors themselves, read from their file by row."""

import os
from collections.abc import Iterator
from pathlib import Path
from weakref import finalize

import numpy as np

HALF = np.dtype("<f2")
MOST = 1 << 16


class Rows:
    """Vectors in half precision, row after row in a file that does not change while it is open.

    They are read, not mapped: a page fault maps the pages around it too, and 1,500 scattered rows of a mapped file
    made 640 MB of it resident.
    """

    def __init__(self, path: Path, dimension: int) -> None:
        """Opens the file; raises OSError when there is none."""
        self.path = path
        self.dimension = dimension
        self._bytes = dimension * HALF.itemsize
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        finalize(self, os.close, self._file)
        self.count = os.fstat(self._file).st_size // self._bytes

    def read(self, rows: np.ndarray) -> np.ndarray:
        """(len(rows), dimension) float32, exactly as stored. Raises IndexError when the file has no such row."""
        return self.halves(rows).astype(np.float32)

    def halves(self, rows: np.ndarray) -> np.ndarray:
        """(len(rows), dimension) float16, in the order of the rows. Raises IndexError when the file has no such row."""
        if len(rows) and (rows.min() < 0 or rows.max() >= self.count):
            raise IndexError(
                f"{str(self.path)!r} has {self.count} rows, not all of {rows.min()} to {rows.max()}"
            )
        order = np.argsort(rows, kind="stable")
        found = np.empty((len(rows), self.dimension), HALF)
        read = b"".join(os.pread(self._file, size, start) for size, start in self._spans(rows[order]))
        found[order] = np.frombuffer(read, HALF).reshape(found.shape)
        return found

    def _spans(self, rows: np.ndarray) -> Iterator[tuple[int, int]]:
        """Sizes and starts in bytes of these ascending rows; neighbours are read at once."""
        if not len(rows):
            return
        apart = np.diff(rows) != 1
        apart[MOST - 1 :: MOST] = True  # the system reads 2 GB at most
        starts = np.concatenate([[0], np.flatnonzero(apart) + 1])
        lengths = np.diff(starts, append=len(rows))
        for length, first in zip(lengths.tolist(), rows[starts].tolist(), strict=True):
            yield length * self._bytes, first * self._bytes
