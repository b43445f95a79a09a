"""Choosing results that fit and differ: maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998)."""

from collections.abc import Sequence

import numpy as np


def diverse(relevance: np.ndarray, vectors: np.ndarray, k: int, relevance_share: float) -> list[int]:
    """The rows of up to k results, in the order in which they are chosen.

    `relevance` (n,) is 0 to 1, `vectors` (n, dimension) of unit length; a share of 1 asks for relevance alone.
    """
    chosen: list[int] = []
    alike = np.zeros(len(relevance))  # to the most alike of those chosen
    while len(chosen) < min(k, len(relevance)):
        worth = relevance_share * relevance - (1 - relevance_share) * alike
        worth[chosen] = -np.inf
        chosen.append(int(np.argmax(worth)))
        alike = (vectors @ vectors[chosen].T).max(axis=1)
    return chosen


def from_0_to_1(scores: Sequence[float]) -> np.ndarray:
    """Scores of any scale as shares of the way from the least to the best of them; all 1 when they are equal."""
    least, best = min(scores, default=0.0), max(scores, default=0.0)
    spread = best - least
    return np.array([(score - least) / spread if spread else 1.0 for score in scores])
