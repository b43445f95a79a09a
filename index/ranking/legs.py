"""The two ways of searching, side by side, over one view of the library."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.projection.catalogue import Filter
from index.projection.projection import View
from index.words.store import terms


@dataclass(frozen=True)
class Legs:
    """What each way found, best first. `cosines` has every passage of the two, `nearest` those found by meaning."""

    view: View
    nearest: Mapping[int, float]
    cosines: Mapping[int, float]
    by_words: Mapping[int, float]


def legs_of(question: str, vector: np.ndarray, wanted: Filter, depth: int, view: View) -> Legs:
    """The best `depth` passages of each way, for a question and its unit vector; none for one without words."""
    allowed = view.catalogue.allowed(wanted)
    depth = min(depth, len(allowed))
    if depth < 1 or not terms(question):
        return Legs(view, {}, {}, {})
    nearest = view.vectors.nearest(vector, allowed, depth)
    by_words = view.words.best(question, wanted, depth)
    others = np.array([key for key in by_words if key not in nearest], np.int64)
    return Legs(view, nearest, nearest | view.vectors.cosines(vector, others), by_words)
