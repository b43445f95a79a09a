"""How well a score tells questions that have an answer from messages that have none: pure figures."""

from collections.abc import Callable, Sequence
from math import ceil
from typing import Any

import numpy as np

from index.evaluation.intervals import bounds

COVERAGE = 0.9  # share of the answerable that is to be answered
_SAMPLES = 1000  # a draw sorts all scores of both groups

Scores = Sequence[float] | np.ndarray


def auroc(answerable: Scores, unanswerable: Scores) -> float:
    """The chance that one of the answerable has the greater score, an equal one counting half. Both are not empty."""
    others = np.sort(np.asarray(unanswerable, float))
    below = np.searchsorted(others, answerable, "left")
    not_above = np.searchsorted(others, answerable, "right")
    return float((below + not_above).mean() / 2 / len(others))


def answered_share(scores: Scores, floor: float) -> float:
    """The share that reaches the floor."""
    return float(np.mean(np.asarray(scores) >= floor))


def floor_for(answerable: Scores, coverage: float = COVERAGE) -> float:
    """The highest floor at which at least this share of the answerable is answered."""
    descending = np.sort(np.asarray(answerable, float))[::-1]
    # 0.9 * 10 may come out as 9.000000000000002
    return float(descending[ceil(round(coverage * len(descending), 9)) - 1])


def wrongly_answered(answerable: Scores, unanswerable: Scores) -> float:
    """The share of the unanswerable that is answered with the floor at which 90 % of the answerable are."""
    return answered_share(unanswerable, floor_for(answerable))


def abstention(answerable: Scores, unanswerable: Scores, floor: float) -> dict[str, Any]:
    """All figures of two groups of scores, both not empty, with 95 % intervals; `floor` is the one in use."""

    def answered(scores: Scores) -> float:
        return answered_share(scores, floor)

    figures: dict[str, tuple[Callable[..., float], tuple[Scores, ...]]] = {
        "auroc": (auroc, (answerable, unanswerable)),
        "answered_share_of_unanswerable_at_90_percent_coverage": (
            wrongly_answered,
            (answerable, unanswerable),
        ),
        "coverage_at_floor": (answered, (answerable,)),
        "answered_share_of_unanswerable_at_floor": (answered, (unanswerable,)),
    }
    intervals = {name: bounds(figure, *of, samples=_SAMPLES) for name, (figure, of) in figures.items()}
    return {
        **{name: figure(*of) for name, (figure, of) in figures.items()},
        "intervals": {name: {"low": low, "high": high} for name, (low, high) in intervals.items()},
        "floor": floor,
        "floor_at_90_percent_coverage": floor_for(answerable),
        "answerable": len(answerable),
        "unanswerable": len(unanswerable),
    }
