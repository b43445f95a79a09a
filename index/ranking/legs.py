"""The two ways of searching, side by side, over one view of the library."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from index.projection.catalogue import Filter
from index.projection.view import View
from index.ranking.rank import Origin
from index.words.terms import terms


@dataclass(frozen=True)
class Legs:
    """What each way found, best first. `cosines` and `origins` have every passage of the two, `nearest` those found by
    meaning.
    """

    view: View
    nearest: Mapping[int, float]
    cosines: Mapping[int, float]
    by_words: Mapping[int, float]
    origins: Mapping[int, Origin]


def legs_of(question: str, vector: np.ndarray, wanted: Filter, depth: int, view: View) -> Legs:
    """The best `depth` passages of each way, for a question and its unit vector; none for one without words."""
    if not terms(question):
        return Legs(view, {}, {}, {}, {})
    nearest, by_words = view.nearest(vector, wanted, depth), view.by_words(question, wanted, depth)
    cosines = nearest | view.cosines(vector, by_words.keys() - nearest.keys(), wanted)
    found = np.array([*nearest, *(by_words.keys() - nearest.keys())], np.int64)
    described = view.described(found).items()
    return Legs(
        view,
        nearest,
        cosines,
        by_words,
        {key: Origin(document, label.kind) for key, (document, label) in described},
    )
