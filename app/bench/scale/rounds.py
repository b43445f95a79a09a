"""Several rounds of the same figures made one: the median of each number."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any


def medians(rounds: Sequence[Any]) -> Any:
    """Of figures of one shape: numbers become their median, what is no number stays as in the first round."""
    first = rounds[0]
    if isinstance(first, Mapping):
        return {name: medians([each[name] for each in rounds]) for name in first}
    if isinstance(first, list):
        return [medians(each) for each in zip(*rounds, strict=True)]
    if isinstance(first, int | float) and not isinstance(first, bool):
        return median(rounds)
    return first
