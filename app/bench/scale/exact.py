"""The right answers: every vector compared with every question."""

from collections.abc import Sequence

import numpy as np

BLOCK = 50_000  # vectors widened to float32 at once: 77 MB


def nearest(vectors: np.ndarray, allowed: np.ndarray, questions: np.ndarray, limit: int) -> np.ndarray:
    """The rows (questions, limit) of greatest inner product, best first, of those that the mask `allowed` has.

    It has at least `limit`, and may be shorter than `vectors`: the rest is not looked at.
    """
    best = np.zeros((len(questions), 0), np.float32)
    rows = np.zeros((len(questions), 0), np.int64)
    for start in range(0, len(allowed), BLOCK):
        among = start + np.flatnonzero(allowed[start : start + BLOCK])
        if not len(among):
            continue
        cosines = questions @ vectors[among].astype(np.float32).T
        here = np.argpartition(cosines, -min(limit, len(among)), axis=1)[:, -limit:]
        best = np.concatenate([best, np.take_along_axis(cosines, here, 1)], axis=1)
        rows = np.concatenate([rows, among[here]], axis=1)
        order = np.argsort(-best, axis=1, kind="stable")[:, :limit]
        best, rows = np.take_along_axis(best, order, 1), np.take_along_axis(rows, order, 1)
    return rows


def recall(found: Sequence[Sequence[int]], right: np.ndarray) -> float:
    """The share (0 to 1) of the right rows that were found, over all questions."""
    shares = [
        len(set(some) & set(best.tolist())) / len(best) for some, best in zip(found, right, strict=True)
    ]
    return float(np.mean(shares))


def wholly_right(found: Sequence[Sequence[int]], right: np.ndarray) -> int:
    """For how many questions all was found and nothing else."""
    return sum(set(some) == set(best.tolist()) for some, best in zip(found, right, strict=True))
