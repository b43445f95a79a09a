"""What a team would do instead with the same passages and vectors: BM25, vectors alone, and two mixes of both.

Nothing here uses our word search or our ranking, so that what ours is worth can be seen.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.evaluation.bm25 import Bm25, lacking
from index.evaluation.shelf import Shelf

Scores = np.ndarray  # (n,) float, one for each passage; by words 0 for one that has no word of the question
Rankings = Mapping[str, Sequence[int]]  # passages, best first, by who ranked them

NOT_FOUND = -np.inf
RRF_K = 60  # Cormack, Clarke, Buettcher: Reciprocal Rank Fusion, SIGIR 2009
DENSE_SHARE = 0.7  # of the mix; the best on two public sets before this project's own were looked at


def rrf(words: Scores, cosines: Scores) -> Scores:
    """Reciprocal rank fusion."""
    by_words = np.where(words > 0, _reciprocal_ranks(words), 0.0)
    mixed: Scores = by_words + _reciprocal_ranks(cosines)
    return mixed


def convex(words: Scores, cosines: Scores) -> Scores:
    """0.7 of the cosine and 0.3 of BM25, each stretched from its least (0) to its greatest (1) over all passages."""
    return DENSE_SHARE * _stretched(cosines) + (1 - DENSE_SHARE) * _stretched(words)


BASELINES: Mapping[str, Callable[[Scores, Scores], Scores]] = {
    "bm25": lambda words, _: np.where(words > 0, words, NOT_FOUND),
    "dense": lambda _, cosines: cosines,
    "rrf": rrf,
    "convex": convex,
}


class Baselines:
    """All baselines over one shelf; of those only `dense` where bm25s is not installed."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._ids = np.array([each.id for each in shelf.passages], np.int64)
        self._words = None if lacking() else Bm25(shelf.texts)

    def __call__(self, question: str) -> Rankings:
        """Every ranking of one question, which is asked as it is."""
        (vector,) = self._shelf.embedder.embed_questions([question])
        cosines = self._shelf.vectors @ vector
        if self._words is None:
            return {"dense": self._ranked(cosines)}
        words = self._words.scores(question)
        return {name: self._ranked(score(words, cosines)) for name, score in BASELINES.items()}

    def _ranked(self, scores: Scores) -> list[int]:
        """Best first; of equal ones the older passage."""
        order = np.argsort(-scores, kind="stable")
        ranking: list[int] = self._ids[order[scores[order] > NOT_FOUND]].tolist()
        return ranking


def _reciprocal_ranks(scores: Scores) -> np.ndarray:
    ranks = np.empty(len(scores))
    ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
    return 1 / (RRF_K + ranks)


def _stretched(scores: Scores) -> np.ndarray:
    least, most = scores.min(), scores.max()
    return (scores - least) / (most - least) if most > least else np.zeros(len(scores))
