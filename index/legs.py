"""The two ways of searching, side by side, over one view of the library."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.catalogue import Filter
from index.embed import Embedder
from index.projection import View
from index.words import terms


@dataclass(frozen=True)
class Legs:
    """What each way found, best first. `cosines` has every passage of the two, `nearest` those found by meaning."""

    view: View
    nearest: Mapping[int, float]
    cosines: Mapping[int, float]
    by_words: Mapping[int, float]


def legs_of(question: str, wanted: Filter, depth: int, view: View, embedder: Embedder) -> Legs:
    """The best `depth` passages of each way; none for a question without words."""
    if not terms(question):
        return Legs(view, {}, {}, {})
    vector = embedder.embed([question.encode("utf-8", "replace").decode()])[0]
    nearest = view.vectors.nearest(vector, view.catalogue.allowed(wanted), depth)
    by_words = view.words.best(question, wanted, depth)
    others = np.array([key for key in by_words if key not in nearest], np.int64)
    return Legs(view, nearest, nearest | view.vectors.cosines(vector, others), by_words)
