"""How sure a figure is: 95 % intervals by drawing the same questions again with replacement, the same each time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

SAMPLES = 4000
_NUMBERS = 2**20  # drawn at once, so that many questions do not fill the memory


@dataclass(frozen=True)
class Interval:
    """A mean and the 95 % interval of it."""

    mean: float
    low: float
    high: float


def mean_interval(values: Sequence[float]) -> Interval:
    """The mean of these; all zero without any."""
    if not len(values):
        return Interval(0.0, 0.0, 0.0)
    array, random = np.asarray(values, float), np.random.default_rng(0)
    at_once = max(1, _NUMBERS // len(array))
    drawn = [
        array[random.integers(0, len(array), (min(at_once, SAMPLES - done), len(array)))].mean(axis=1)
        for done in range(0, SAMPLES, at_once)
    ]
    return Interval(float(array.mean()), *_ends(np.concatenate(drawn)))


def paired_bootstrap(ours: Sequence[float], theirs: Sequence[float]) -> Interval:
    """How much greater ours is than theirs over the same questions, in the same order."""
    return mean_interval((np.asarray(ours, float) - np.asarray(theirs, float)).tolist())


def bounds(
    figure: Callable[..., float], *groups: Sequence[float] | np.ndarray, samples: int = SAMPLES
) -> tuple[float, float]:
    """The 95 % interval of a figure of some groups (none empty), each drawn again by itself."""
    random, arrays = np.random.default_rng(0), [np.asarray(group, float) for group in groups]
    drawn = [
        figure(*[array[random.integers(0, len(array), len(array))] for array in arrays])
        for _ in range(samples)
    ]
    return _ends(np.array(drawn))


def _ends(drawn: np.ndarray) -> tuple[float, float]:
    low, high = np.quantile(drawn, (0.025, 0.975))
    return float(low), float(high)
