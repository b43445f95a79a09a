"""How sure one may be that a passage answers a question: a number that means the same for every question."""

from dataclasses import dataclass
from math import exp

# Fitted by tools/fit_confidence.py on two support forums, 2026-11-22: the questions of each, judged, against tweets to
# other companies and against the questions of the other forum. AUROC, out of fold: 0.99 against the tweets, 0.93 and
# 0.98 against the other forum's questions. At 0.5 as many right hits are lost as wrong ones are taken, were there as
# many questions without an answer as with one.
COSINE, COVERAGE, CODES, BIAS = 20.2, 2.9, 1.2, -8.8

# Under it a hit counts as nothing found: 5 in 6 tweets to other companies stay below, 24 in 25 of our own are above.
FLOOR = 0.7


@dataclass(frozen=True)
class Features:
    """What the number is made of, each 0 to 1 (the cosine: -1 to 1)."""

    cosine: float
    coverage: float  # share of the question's words, weighted by rarity, that the passage has
    codes: float  # share of the question's part numbers and codes that the passage has; 0 without any


def confidence(features: Features) -> float:
    """0 to 1."""
    logit = COSINE * features.cosine + COVERAGE * features.coverage + CODES * features.codes + BIAS
    return 1 / (1 + exp(-logit))
