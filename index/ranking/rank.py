"""From what the two ways of searching found to one order: passages are weighed, documents compete."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

from index.knowledge import Kind

Scores = Mapping[int, float]  # by passage
Ranking = list[tuple[int, float]]  # passage and score, best first

# Chosen on five judged sets, docs/quality.md has the figures; they add up to 1. The last is small on purpose: of
# documents that fit equally the maker's own come first, but a thread that fits clearly better stays before them.
MEANING, WORDS, OFFICIAL = 0.57, 0.38, 0.05
OFFICIAL_KINDS = frozenset({Kind.DATA_SHEET, Kind.SME_NOTE})


@dataclass(frozen=True)
class Origin:
    """Where a passage comes from."""

    document: Hashable  # something that is the same for all passages of one document
    kind: Kind


def rank(cosines: Scores, by_words: Scores, origins: Mapping[int, Origin]) -> Ranking:
    """The passages of both, best first, each with a score of 0 to 1; `origins` has every one of them.

    A document stands where its best passage does, and that one counts the best cosine and the best words of all
    passages of the document: the words of a question often lie in one and its meaning in another. The others count
    for themselves. A cosine below 0 is 0, and so is what only one way has found in the other.
    """
    meaning, words = shares(cosines), shares(by_words)
    mixed = {
        key: _mixed(meaning.get(key, 0.0), words.get(key, 0.0), origins[key].kind)
        for key in cosines.keys() | by_words.keys()
    }
    for passages in _by_document(mixed, origins):
        first = min(passages, key=lambda key: (-mixed[key], key))
        mixed[first] = _mixed(_most(meaning, passages), _most(words, passages), origins[first].kind)
    return ranked(mixed)


def ranked(scores: Scores) -> Ranking:
    """Best first; of equal ones the older passage, so that an order is the same twice."""
    return sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))


def shares(scores: Scores) -> Scores:
    """Each as a share of the best, 0 to 1; all 0 when none is above 0."""
    best = max(scores.values(), default=0.0)
    return {key: max(0.0, score) / best if best > 0 else 0.0 for key, score in scores.items()}


def _mixed(meaning: float, words: float, kind: Kind) -> float:
    return MEANING * meaning + WORDS * words + OFFICIAL * (kind in OFFICIAL_KINDS)


def _most(scores: Scores, passages: Collection[int]) -> float:
    return max(scores.get(key, 0.0) for key in passages)


def _by_document(passages: Iterable[int], origins: Mapping[int, Origin]) -> Iterable[list[int]]:
    of: dict[Hashable, list[int]] = {}
    for key in passages:
        of.setdefault(origins[key].document, []).append(key)
    return of.values()
