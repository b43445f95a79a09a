"""Two orders of passages, by meaning and by words, made one."""

from collections.abc import Mapping

Scores = Mapping[int, float]
Ranking = list[tuple[int, float]]  # passage and score, best first

MEANING_SHARE = (
    0.6  # chosen on the judged questions of `tools/fit_confidence.py`; 0.5 to 0.7 are within noise
)
RRF_K = 60  # Cormack, Clarke, Buettcher: Reciprocal Rank Fusion, SIGIR 2009


def convex(cosines: Scores, by_words: Scores, meaning_share: float = MEANING_SHARE) -> Ranking:
    """A mix of both, each as a share of the best of its kind; no words are 0, and so is a cosine below 0.

    `cosines` has every passage of `by_words` that has a vector.
    """
    nearest, most = max(cosines.values(), default=0.0), max(by_words.values(), default=0.0)
    mixed = {
        key: meaning_share * _share(cosines.get(key, 0.0), nearest)
        + (1 - meaning_share) * _share(by_words.get(key, 0.0), most)
        for key in cosines.keys() | by_words.keys()
    }
    return ranked(mixed)


def rrf(*legs: Scores) -> Ranking:
    """Reciprocal rank fusion, the mix that needs no scores: the baseline."""
    mixed: dict[int, float] = {}
    for scores in legs:
        for rank, (key, _) in enumerate(ranked(scores), start=1):
            mixed[key] = mixed.get(key, 0.0) + 1 / (RRF_K + rank)
    return ranked(mixed)


def ranked(scores: Scores) -> Ranking:
    """Best first; of equal ones the older passage, so that an order is the same twice."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def _share(score: float, best: float) -> float:
    return max(0.0, score) / best if best > 0 else 0.0
