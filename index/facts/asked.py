"""How well a fact answers a question, by the words of both."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log

from index.facts.synonyms import Words, same_as
from index.facts.units import Measure, measure_of
from index.words.asked import LONGEST_QUESTION
from index.words.codes import codes, plain
from index.words.terms import telling_terms, terms

_IN_CONDITION = 0.9  # of what a word counts in the attribute
_AROUND = 0.6  # and in headings, title and product
_PART_OF_A_NAME = 0.5  # "voltage" where "supply voltage" is asked for
_CODE = 1.5  # of what a word counts that is as rare
_FOCUS = 0.3  # of the score: how much of the attribute was asked for
_QUANTITY = 0.2  # more for a value that holds the quantity of the question
_WORD = re.compile(r"[^\W_]+")
_WHOLE = 4  # letters; the end of a longer stem may differ from the word: "accuraci"


@dataclass(frozen=True)
class Told:
    """What is compared of a fact. `place`: its product and the title and id of its document."""

    attribute: str
    condition: str
    heading: str
    place: str
    measure: Callable[[], Measure | None]  # asked for only when the question has a quantity

    @cached_property
    def attribute_words(self) -> Words:
        """Those of the attribute alone."""
        return frozenset(terms(self.attribute))

    @cached_property
    def stated_words(self) -> Words:
        """Those of the condition too."""
        return self.attribute_words | frozenset(terms(self.condition))

    @cached_property
    def headed_words(self) -> Words:
        """Those of the headings too."""
        return self.stated_words | frozenset(terms(self.heading))

    @cached_property
    def words(self) -> Words:
        """All."""
        return self.headed_words | frozenset(terms(self.place))

    @cached_property
    def codes(self) -> Words:
        """The part numbers among all."""
        return frozenset(codes(f"{self.place} {self.heading} {self.attribute} {self.condition}"))


@dataclass(frozen=True)
class Sought:
    """Words of the question that belong together, and all that may be written for them."""

    words: Words
    written: tuple[Words, ...]

    def credit(self, told: Told) -> float:
        """0 to 1."""
        for words, share in (
            (told.attribute_words, 1.0),
            (told.stated_words, _IN_CONDITION),
            (told.words, _AROUND),
        ):
            if any(written <= words for written in self.written):
                return share
        return _PART_OF_A_NAME * len(self.words & told.stated_words) / len(self.words)


@dataclass(frozen=True)
class AskedFact:
    """A question for a fact. `beginnings`: of the words that may stand in its attribute."""

    sought: tuple[Sought, ...]
    codes: frozenset[str]
    beginnings: tuple[str, ...]
    measures: tuple[Measure, ...]

    @classmethod
    def of(cls, question: str) -> "AskedFact":
        """Part numbers are looked for as a whole, other words each or by what is written for them."""
        named = frozenset(codes(question))
        rest = " ".join(word for word in plain(question).split() if not named & set(codes(word)))
        words = frozenset([*telling_terms(rest)][:LONGEST_QUESTION])
        same = same_as(words)
        single = words - frozenset(word for phrase, _ in same for word in phrase)
        sought = [Sought(phrase, tuple(written)) for phrase, written in same]
        sought += [Sought(frozenset({word}), (frozenset({word}),)) for word in sorted(single)]
        return cls(tuple(sought), named, tuple(_beginnings(rest, sought)), tuple(_measures(rest)))

    def scores(self, facts: Iterable[Told]) -> list[float]:
        """Of each fact, 0 for one that states nothing of what is asked."""
        told = list(facts)
        shares = [[sought.credit(one) for sought in self.sought] for one in told]
        named = [[float(code in one.codes) for code in sorted(self.codes)] for one in told]
        weights = [_weight(column) for column in zip(*shares, strict=True)]
        code_weights = [_CODE * _weight(column) for column in zip(*named, strict=True)]
        total = sum(weights) + sum(code_weights) or 1.0
        return [
            self._score(one, _dot(weights, words) + _dot(code_weights, parts), total)
            for one, words, parts in zip(told, shares, named, strict=True)
        ]

    def _score(self, told: Told, credit: float, total: float) -> float:
        asked = frozenset(word for sought in self.sought for words in sought.written for word in words)
        if asked and not told.headed_words & asked:
            return 0.0
        focus = len(told.attribute_words & asked) / max(len(told.attribute_words), 1)
        return credit / total * (1 - _FOCUS + _FOCUS * focus) + (_QUANTITY if self._holds(told) else 0.0)

    def _holds(self, told: Told) -> bool:
        """Whether its values cover a quantity of the question."""
        measure = told.measure() if self.measures else None
        return measure is not None and any(measure.covers(asked) for asked in self.measures)


def _weight(credits: Sequence[float]) -> float:
    """More for what fewer facts have."""
    return log(1 + len(credits) / (1 + sum(credits)))


def _dot(weights: Sequence[float], credits: Sequence[float]) -> float:
    return sum(weight * credit for weight, credit in zip(weights, credits, strict=True))


def _beginnings(question: str, sought: Iterable[Sought]) -> list[str]:
    """How the words begin that an attribute must have one of, whatever their endings."""
    stems = {word for one in sought for words in one.written for word in words}
    written = {word for word in _WORD.findall(question.lower()) if telling_terms(word)}
    cut = {word[:-1] if len(word) > _WHOLE else word for word in stems} | written
    return sorted(word for word in cut if not word.isdecimal())


def _measures(question: str) -> list[Measure]:
    """The quantities of the question."""
    words = question.split()
    told = (measure_of(f"{number} {unit}") for number, unit in pairwise([*words, ""]))
    alone = (measure_of(word) for word in words)
    return [measure for measure in (*told, *alone) if measure]
