"""Vectors lying as a sentence model lays them, without a model: unequal, elongated clusters, gathered in topics."""

from dataclasses import dataclass
from functools import cache

import numpy as np

DIMENSION = 384
CLUSTERS = 2000
TOPICS = 40
SHAPES = 8  # rotations of the one elongated spread; a rotation for each cluster would be a gigabyte
TOPIC_SHARE = 0.6  # of a centre's direction; the rest, 0.8 of unit length, is its own
SPREAD = 0.75  # length of what stands between a vector and its centre, before both are made unit length
ZIPF = 0.6  # the first cluster is 95 times as large as the last


@dataclass(frozen=True)
class Mixture:
    """`centres` (clusters, DIMENSION) of unit length; `shares` (clusters,) sum to 1; `shapes` (SHAPES, D, D)."""

    centres: np.ndarray
    shares: np.ndarray
    shapes: np.ndarray

    def draw(self, count: int, seed: int) -> np.ndarray:
        """(count, DIMENSION) float32 of unit length within 0.001, equal to their half precision."""
        random = np.random.default_rng(seed)
        cluster = random.choice(len(self.centres), count, p=self.shares)
        vectors = random.standard_normal((count, DIMENSION), np.float32)
        for number, shape in enumerate(self.shapes):
            its = np.flatnonzero(cluster % SHAPES == number)
            vectors[its] = vectors[its] @ shape
        half: np.ndarray = _unit(vectors + self.centres[cluster]).astype(np.float16)
        return half.astype(np.float32)


@cache
def mixture(seed: int) -> Mixture:
    """The same for the same seed."""
    random = np.random.default_rng(seed)
    topics = _unit(random.standard_normal((TOPICS, DIMENSION), np.float32))
    own = _unit(random.standard_normal((CLUSTERS, DIMENSION), np.float32))
    of = random.integers(0, TOPICS, CLUSTERS)
    centres = _unit((1 - TOPIC_SHARE**2) ** 0.5 * own + TOPIC_SHARE * topics[of])
    weights = np.arange(1, CLUSTERS + 1) ** -ZIPF
    turned = [
        np.linalg.qr(random.standard_normal((DIMENSION, DIMENSION)))[0].astype(np.float32)
        for _ in range(SHAPES)
    ]
    return Mixture(centres, weights / weights.sum(), _elongated()[:, None] * np.stack(turned))


def _elongated() -> np.ndarray:
    """(DIMENSION,) spread along each axis: most of it along a few, as the spectrum of a model's vectors falls."""
    falling = np.arange(1, DIMENSION + 1, dtype=np.float32) ** -0.5
    spread: np.ndarray = SPREAD * falling / np.linalg.norm(falling)
    return spread


def _unit(vectors: np.ndarray) -> np.ndarray:
    unit: np.ndarray = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit
