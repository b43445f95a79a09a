"""How well a sentence answers a question, without a language model."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from assist.draft.candidates import Candidate
from assist.draft.ports import Meaning
from assist.draft.traits import traits_of
from assist.words import content_stems, identifiers
from index.knowledge import Kind


@dataclass(frozen=True)
class Weights:
    """What each trait of a sentence counts; tuned on development questions."""

    close: float = 0.65
    overlap: float = 0.10
    hit: float = 0.10
    opening: float = 0.01
    figure: float = 0.06
    unit: float = 0.05
    instruction: float = 0.05
    self_talk: float = -0.10
    hedge: float = -0.06
    leaning: float = -0.08
    addressed: float = -0.30
    short: float = -0.06
    row: float = -0.04
    unaccepted: float = -0.05
    stranger: float = -0.20


USUAL = Weights()


@dataclass(frozen=True)
class Scored:
    """A candidate and how well it answers: around 0 not at all, from about 0.5 on well."""

    candidate: Candidate
    score: float
    traits: Mapping[str, float]

    @property
    def leaning(self) -> bool:
        """True when it needs the sentence before it to be understood."""
        return bool(self.traits["leaning"])


def scored(
    question: str, found: Sequence[Candidate], meaning: Meaning, weights: Weights = USUAL
) -> list[Scored]:
    """Every candidate with its score, in the order given."""
    close, overlap = _closeness(question, found, meaning), _overlaps(question, found)
    best_hit = max((candidate.hit.score for candidate in found), default=1.0) or 1.0
    result = []
    for candidate, near, shared in zip(found, close, overlap, strict=True):
        traits = {
            **traits_of(question, candidate),
            "close": near,
            "overlap": shared,
            "hit": candidate.hit.score / best_hit,
        }
        total = sum(getattr(weights, name) * value for name, value in traits.items())
        result.append(Scored(candidate, total, traits))
    return result


def _closeness(question: str, found: Sequence[Candidate], meaning: Meaning) -> list[float]:
    """How close each candidate is in meaning, by itself or by what its thread or note is about."""
    texts = list(dict.fromkeys(text for candidate in found for text in _compared(candidate)))
    near = dict(zip(texts, meaning.similarity(question, texts), strict=True))
    result = []
    for candidate in found:
        alone, placed, *about = (near[text] for text in _compared(candidate))
        own = (alone + placed) / 2
        result.append(max([own, *(0.4 * own + 0.6 * title for title in about)]))
    return result


def _compared(candidate: Candidate) -> list[str]:
    """The sentence, the sentence in its place, and what its thread or note is about.

    The title of a data sheet is a product's name, which says nothing of what a sentence is about.
    """
    placed = [candidate.sentence, f"{candidate.heading}. {candidate.sentence}"]
    document = candidate.document
    return placed if document.kind is Kind.DATA_SHEET else [*placed, document.title]


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
