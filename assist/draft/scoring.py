"""How likely a sentence is to help whoever asked, without a language model."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log

from assist.draft.candidates import Candidate
from assist.draft.ports import Meaning
from assist.draft.traits import Asked, traits_of
from assist.draft.weights import BIAS, WEIGHTS, close_by_words
from assist.text.words import content_stems, identifiers

WEIGHED = 6  # sentences that are compared by meaning, which is what takes long
_READ = 160  # characters of a sentence that are compared by meaning
_LONG = 300  # characters of a question; the more it tells, the harder it is to answer


@dataclass(frozen=True)
class Scored:
    """A candidate and how likely it is to help, 0 to 1."""

    candidate: Candidate
    score: float
    traits: Mapping[str, float]

    @property
    def leaning(self) -> bool:
        """True when it needs the sentence before it to be understood."""
        return bool(self.traits["leaning"])


def by_words(question: str, found: Sequence[Candidate]) -> list[Scored]:
    """Every candidate, best first, its closeness to the question in meaning guessed by the words that both have."""
    if not found:
        return []
    best_hit = max(candidate.hit.score for candidate in found) or 1.0
    asked = Asked.of(question)
    known = [
        {
            **traits_of(asked, candidate),
            "close": close_by_words(overlap),
            "hit": candidate.hit.score / best_hit,
            "long": min(len(question) / _LONG, 1.0),
        }
        for candidate, overlap in zip(found, _overlaps(question, found), strict=True)
    ]
    return _ranked(
        Scored(candidate, _likely(traits), traits) for candidate, traits in zip(found, known, strict=True)
    )


def by_meaning(question: str, likely: Sequence[Scored], meaning: Meaning) -> list[Scored]:
    """These, best first, by how close they are in meaning."""
    near = meaning.similarity(question, [one.candidate.sentence[:_READ] for one in likely])
    known = [{**one.traits, "close": close} for one, close in zip(likely, near, strict=True)]
    return _ranked(
        Scored(one.candidate, _likely(traits), traits) for one, traits in zip(likely, known, strict=True)
    )


def _ranked(found: Iterable[Scored]) -> list[Scored]:
    return sorted(found, key=lambda one: -one.score)


def _likely(traits: Mapping[str, float]) -> float:
    logit = BIAS + sum(weight * traits[name] for name, weight in WEIGHTS.items())
    return 1 / (1 + exp(-logit))


def _overlaps(question: str, found: Sequence[Candidate]) -> list[float]:
    """The share of the question's words, weighed by how rare they are here, that each candidate has.

    Identifiers do not count: everything found about a product has its name. Words above the sentence count half.
    """
    stems = [frozenset(content_stems(candidate.sentence)) for candidate in found]
    above = [frozenset(content_stems(candidate.heading)) for candidate in found]
    seen = Counter(stem for own in stems for stem in own)
    asked = set(content_stems(question)) - identifiers(question)
    rarity = {stem: log(1 + len(found) / (0.5 + seen[stem])) for stem in asked}
    whole = sum(rarity.values()) or 1.0
    return [
        (_weight(rarity, own) + _weight(rarity, heading - own) / 2) / whole
        for own, heading in zip(stems, above, strict=True)
    ]


def _weight(rarity: Mapping[str, float], stems: frozenset[str]) -> float:
    return sum(rarity.get(stem, 0.0) for stem in stems)
