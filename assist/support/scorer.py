"""How well a quote supports a sentence, as one number, and the verdict that it and the exact rules come to."""

from dataclasses import astuple, dataclass
from functools import lru_cache
from math import exp

from assist.support.difference import Difference
from assist.support.features import Features, absent_words, features_of
from assist.support.proof import Proof
from assist.support.reading import Reading
from assist.support.rules import differences

# Fitted by tools/evaluate_support.py, 2026-11-22.
WEIGHTS = Features(coverage=1.53, missing=-19.89, run=0.57, differences=-6.13)
BIAS = 0.32
SUPPORTED = 0.5  # the score from which a sentence counts as supported


@dataclass(frozen=True)
class Verdict:
    """What was found: differences by the name of the rule, the score (0 to 1), and words that are nowhere there."""

    differences: tuple[tuple[str, Difference], ...] = ()
    score: float = 1.0
    absent: tuple[str, ...] = ()

    @property
    def supported(self) -> bool:
        """Nothing is said otherwise, and enough of it is there."""
        return not self.differences and self.score >= SUPPORTED


def score(features: Features) -> float:
    """0 to 1."""
    logit = BIAS + sum(
        weight * value for weight, value in zip(astuple(WEIGHTS), astuple(features), strict=True)
    )
    return 1 / (1 + exp(-logit))


@lru_cache(maxsize=1024)
def judged(sentence: str, proof: Proof) -> Verdict:
    """What becomes of a sentence that is held against its proof."""
    if sentence == proof.verbatim:
        return Verdict()
    said, found = Reading(sentence), tuple(differences(sentence, proof))
    return Verdict(found, score(features_of(said, proof, len(found))), tuple(absent_words(said, proof)))
