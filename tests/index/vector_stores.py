"""Vectors in clusters, stores of them, and the nearest by hand."""

from pathlib import Path

import numpy as np

from index.chosen import Chosen
from index.vectors.store import VectorStore
from index.vectors.write import Kept, write_vectors

DIMENSION = 16


def unit(count: int, seed: int = 0, around: int = 12) -> np.ndarray:
    """(count, DIMENSION) float16 of about unit length, in clusters around so many points, which no seed moves."""
    points = np.random.default_rng(99).normal(size=(around, DIMENSION))
    chance = np.random.default_rng(seed)
    vectors = points[chance.integers(0, around, count)] + 0.5 * chance.normal(size=(count, DIMENSION))
    halves: np.ndarray = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    return halves


def question(seed: int) -> np.ndarray:
    """(DIMENSION,) float32 of unit length."""
    vector = unit(1, seed + 10_000)[0].astype(np.float32)
    found: np.ndarray = vector / np.linalg.norm(vector)
    return found


def written(
    folder: Path, vectors: np.ndarray, clustered_from: int, kept: Kept | None = None, block: int = 70
) -> VectorStore:
    """A store of them in this folder, which must not exist, after the kept ones."""
    folder.mkdir()
    blocks = (vectors[start : start + block] for start in range(0, len(vectors), block))
    write_vectors(folder, DIMENSION, blocks, len(vectors), kept=kept, clustered_from=clustered_from)
    return VectorStore.open(folder)


def some(count: int, share: float, seed: int = 0) -> Chosen:
    """A filter that leaves about this share of the rows."""
    return Chosen(np.arange(count), np.random.default_rng(seed).random(count) < share)


def every(count: int) -> Chosen:
    """No filter."""
    return Chosen(np.arange(count), np.ones(count, np.bool_))


def scanned(
    vectors: np.ndarray, asked: np.ndarray, chosen: Chosen, limit: int
) -> tuple[np.ndarray, np.ndarray]:
    """Rows and cosines of the nearest, by hand."""
    cosines = np.vecdot(vectors[chosen.rows].astype(np.float32), asked)
    order = np.lexsort((chosen.rows, -cosines))[:limit]
    return chosen.rows[order], cosines[order]
