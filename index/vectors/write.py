"""Writing a vector store: new, or out of an older one and what came since."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.vectors import layout
from index.vectors.engine import Engine, release
from index.vectors.layout import Layout
from index.vectors.plan import CLUSTERED_FROM, lists_fit, lists_for, points_for
from index.vectors.rows import HALF, Rows
from index.vectors.store import VectorStore

BLOCK = 16_384

Progress = Callable[[int, int], None]
"""Told how many steps are done, and of how many."""


@dataclass(frozen=True, eq=False)
class Kept:
    """Rows of an older store, which come first in the new one and in the same order; `mask`: (rows,) bool."""

    store: VectorStore
    mask: np.ndarray

    @property
    def count(self) -> int:
        """How many rows are kept."""
        return int(np.count_nonzero(self.mask))


def write_vectors(
    folder: Path,
    dimension: int,
    blocks: Iterable[np.ndarray],
    count: int,
    *,
    kept: Kept | None = None,
    clustered_from: int = CLUSTERED_FROM,
    progress: Progress | None = None,
) -> None:
    """Write a store into an existing folder: the kept rows, then `count` unit vectors in blocks (m, dimension).

    Vectors are stored in half precision. Trained lists are taken over until as many rows were added as they were
    trained for. Memory holds a block, the sample to train on, and the lists: `dimension` + 8 bytes a row.
    Raises OSError when the disk is full, ValueError when the blocks are not as announced. Not safe against a crash: see
    `index.projection`.
    """
    steps = _Steps(progress, 2 * (count + (kept.count if kept else 0)))
    if kept and kept.store.dimension != dimension:
        raise ValueError(f"kept vectors have {kept.store.dimension} numbers, new ones {dimension}")
    path = folder / layout.ROWS
    _store(path, dimension, blocks, count, kept, steps)
    layout.save(folder, _index(folder / layout.NEAREST, Rows(path, dimension), kept, clustered_from, steps))
    release()


@dataclass
class _Steps:
    progress: Progress | None
    all: int
    done: int = 0

    def take(self, count: int) -> None:
        self.done += count
        if self.progress:
            self.progress(self.done, self.all)


@dataclass(frozen=True)
class _Begun:
    """An engine that holds the first `rows` already; the rest as in `Layout`."""

    engine: Engine
    rows: int = 0
    trained: int = 0
    added: int = 0


def _store(
    path: Path, dimension: int, blocks: Iterable[np.ndarray], count: int, kept: Kept | None, steps: _Steps
) -> None:
    """The vectors themselves: the kept ones, then the new ones."""
    with path.open("wb") as file:
        for block in _kept(kept) if kept else ():
            file.write(block.data)
            steps.take(len(block))
        found = 0
        for block in blocks:
            file.write(_halves(block, dimension).data)
            steps.take(len(block))
            found += len(block)
    if found != count:
        raise ValueError(f"{count} new vectors were announced, {found} came")


def _kept(kept: Kept) -> Iterator[np.ndarray]:
    rows = np.flatnonzero(kept.mask)
    for start in range(0, len(rows), BLOCK):
        yield kept.store.vectors.halves(rows[start : start + BLOCK])


def _halves(block: np.ndarray, dimension: int) -> np.ndarray:
    if block.ndim != 2 or block.shape[1] != dimension:
        raise ValueError(f"a block of vectors has the shape {block.shape}, not (n, {dimension})")
    halves = np.ascontiguousarray(block, HALF)
    if not np.isfinite(halves).all():
        raise ValueError("a vector has a number that is not finite: is the embedding model damaged?")
    return halves


def _index(path: Path, vectors: Rows, kept: Kept | None, clustered_from: int, steps: _Steps) -> Layout:
    """Writes FAISS's file for these vectors."""
    begun = _begun(vectors, kept, clustered_from)
    engine = begun.engine
    steps.take(begun.rows)
    for start in range(begun.rows, vectors.count, BLOCK):
        block = np.arange(start, min(start + BLOCK, vectors.count))
        engine.add(start, vectors.read(block))
        steps.take(len(block))
    engine.write(path)
    size = path.stat().st_size
    return Layout(vectors.dimension, vectors.count, engine.lists, begun.trained, begun.added, size)


def _begun(vectors: Rows, kept: Kept | None, clustered_from: int) -> _Begun:
    rows = vectors.count
    lists = lists_for(rows, clustered_from)
    if lists == 1:
        return _Begun(Engine.flat(vectors.dimension))
    if kept:
        before = kept.store.layout
        added = before.added + rows - kept.count
        if lists_fit(before.trained, added):
            engine = kept.store.engine.emptied()
            engine.keep(kept.store.engine, kept.mask)
            return _Begun(engine, kept.count, before.trained, added)
    sample = np.random.default_rng(0).choice(rows, points_for(rows, lists), replace=False)
    return _Begun(Engine.trained(vectors.read(np.sort(sample)), lists), trained=rows)
