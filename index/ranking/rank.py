"""From what the two ways of searching found to one order: passages are weighed, documents compete."""

from collections.abc import Hashable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from index.knowledge import Kind

Scores = Mapping[int, float]  # by passage
Ranking = list[tuple[int, float]]  # passage and score, best first

# Chosen on five judged sets, docs/quality.md has the figures; they add up to 1. The last only breaks ties: of documents
# that fit equally the maker's own come first. More of it helps where documents answer and harms where threads do.
MEANING, WORDS, OFFICIAL = 0.594, 0.396, 0.01
OFFICIAL_KINDS = frozenset({Kind.DATA_SHEET, Kind.SME_NOTE})


class Origin(NamedTuple):
    """Where a passage comes from."""

    document: Hashable  # something that is the same for all passages of one document
    kind: Kind


def rank(cosines: Scores, by_words: Scores, origins: Mapping[int, Origin]) -> Ranking:
    """The passages of both, best first, each with a score of 0 to 1; `origins` has every one of them.

    A document stands where its best passage does, and that one counts the best cosine and the best words of all
    passages of the document: the words of a question often lie in one and its meaning in another. The others count
    for themselves. A cosine below 0 is 0, and so is what only one way has found in the other.
    """
    keys = list(cosines.keys() | by_words.keys())
    meaning, words = _column(shares(cosines), keys), _column(shares(by_words), keys)
    official = np.array([origins[key].kind in OFFICIAL_KINDS for key in keys], np.float64)
    mixed = _mixed(meaning, words, official)
    numbers: dict[Hashable, int] = {}
    document = np.array([numbers.setdefault(origins[key].document, len(numbers)) for key in keys], np.int64)
    firsts = _firsts(document, mixed, np.array(keys))
    best = _mixed(_most(meaning, document), _most(words, document), official[firsts])
    mixed[firsts] = best
    return ranked(dict(zip(keys, mixed.tolist(), strict=True)))


def ranked(scores: Scores) -> Ranking:
    """Best first; of equal ones the older passage, so that an order is the same twice."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def shares(scores: Scores) -> Scores:
    """Each as a share of the best, 0 to 1; all 0 when none is above 0."""
    best = max(scores.values(), default=0.0)
    return {key: max(0.0, score) / best if best > 0 else 0.0 for key, score in scores.items()}


def _column(scores: Scores, keys: Sequence[int]) -> np.ndarray:
    return np.array([scores.get(key, 0.0) for key in keys])


def _mixed(meaning: np.ndarray, words: np.ndarray, official: np.ndarray) -> np.ndarray:
    mixed: np.ndarray = MEANING * meaning + WORDS * words + OFFICIAL * official
    return mixed


def _firsts(document: np.ndarray, mixed: np.ndarray, keys: np.ndarray) -> np.ndarray:
    """For each document, by its number, where its best passage stands; of equal ones the older."""
    order = np.lexsort((keys, -mixed, document))
    firsts: np.ndarray = order[np.unique(document[order], return_index=True)[1]]
    return firsts


def _most(scores: np.ndarray, document: np.ndarray) -> np.ndarray:
    """The greatest score of each document, by its number."""
    most = np.zeros(int(document.max(initial=-1)) + 1)
    np.maximum.at(most, document, scores)
    return most
