"""From scores to hits: passages filled in from the library, each with what may be thought of it."""

from collections.abc import Iterable, Mapping, Sequence

from index.knowledge import Hit, Leg, Passage, PassageId
from index.projection.catalogue import Filter
from index.projection.view import View
from index.ranking.confidence import Features, confidence
from index.ranking.legs import Legs
from index.words.codes import codes
from index.words.terms import telling_terms, terms


def hits_of(
    question: str,
    best: Sequence[tuple[int, float]],
    legs: Legs,
    found: Mapping[PassageId, Passage],
    wanted: Filter,
) -> list[Hit]:
    """A hit for each passage that still is and may be read; whether it may be is asked of the library again."""
    meaning, words = _ranks(legs.nearest), _ranks(legs.by_words)
    asked = Asked(question, legs.view)
    hits = []
    for key, score in best:
        passage = found.get(PassageId(key))
        if passage is None or passage.audience not in wanted.audience.may_read:
            continue
        sure = confidence(asked.features(passage, legs.cosines.get(key, 0.0)))
        by_meaning, by_words = _leg(key, legs.nearest, meaning), _leg(key, legs.by_words, words)
        hits.append(Hit(passage, score, sure, by_meaning, by_words))
    return hits


def _ranks(best_first: Iterable[int]) -> dict[int, int]:
    return {key: rank for rank, key in enumerate(best_first, start=1)}


def _leg(key: int, scores: Mapping[int, float], ranks: Mapping[int, int]) -> Leg | None:
    return Leg(scores[key], ranks[key]) if key in ranks else None


class Asked:
    """The words of a question, weighted by how rare they are among the passages."""

    def __init__(self, question: str, words: View) -> None:
        self._weights = {term: words.rarity(term) for term in telling_terms(question)}
        self._codes = set(codes(question))

    def features(self, passage: Passage, cosine: float) -> Features:
        """How much of the question the passage covers, its title and headings counted in."""
        whole = " ".join((passage.title, *passage.heading, passage.text))
        has, total = set(terms(whole)), sum(self._weights.values())
        covered = sum(weight for term, weight in self._weights.items() if term in has)
        named = len(self._codes & set(codes(whole))) / len(self._codes) if self._codes else 0.0
        return Features(cosine, covered / total if total else 0.0, named)
