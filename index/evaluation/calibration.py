"""Does a number that calls itself a chance keep its word? Reliability by bins, as figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BINS = 10


@dataclass(frozen=True)
class Bin:
    """Predictions of about the same size; `share` is all of their weight among all predictions."""

    predicted: float  # their mean
    happened: float  # how often it came true
    share: float


def reliability(
    predicted: Sequence[float], happened: Sequence[bool], weights: Sequence[float] | None = None
) -> list[Bin]:
    """Ten bins of equal width from 0 to 1, lowest first, those without a prediction left out."""
    chance, true = np.asarray(predicted, float), np.asarray(happened, float)
    weight = np.ones(len(chance)) if weights is None else np.asarray(weights, float)
    place = np.minimum((chance * BINS).astype(int), BINS - 1)
    bins = []
    for number in np.unique(place):
        own = place == number
        mean, share = np.average(chance[own], weights=weight[own]), weight[own].sum() / weight.sum()
        bins.append(Bin(float(mean), float(np.average(true[own], weights=weight[own])), float(share)))
    return bins


def expected_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: how far predictions are from what happened, on average (Naeini et al., AAAI 2015)."""
    return sum(each.share * abs(each.predicted - each.happened) for each in bins)
