"""From a question to the terms to look for and what each counts, by how rare it is among all passages."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple, Protocol

from index.words.bm25 import emphasis, rarity
from index.words.codes import codes
from index.words.spelling import spelt
from index.words.terms import AskedWord, asked_words

# What a term counts in each field; the text has the words of the title and the headings, too.
WORD_FIELDS: Final = {"text": 1.0, "title": 0.75, "heading": 0.5}
CODE_FIELDS: Final = {"codes": 0.7}
FIELDS: Final = WORD_FIELDS | CODE_FIELDS
SPELT_SHARE: Final = 0.7  # what a word counts that the question may have meant
LONGEST_QUESTION: Final = 64  # words, and codes; of a longer one the rarest words count
MENDED_UP_TO: Final = (
    300  # different words; in a longer question misspelt ones are left as they are: each costs 1 ms
)


class Counted(Protocol):
    """Passages whose terms are counted: those of a snapshot, or the recent ones."""

    @property
    def documents(self) -> int:
        """How many passages they are."""

    @property
    def languages(self) -> Mapping[str, int]:
        """How many of them are analysed as each language."""

    @property
    def averages(self) -> Mapping[str, float]:
        """Terms in a passage by field, 0 when none has any."""

    def doc_freq(self, field: str, term: str) -> int:
        """How many of them have the term in this field."""


class Weighted(NamedTuple):
    """A term to look for in a field, and what one that is average in all else counts."""

    field: str
    term: str
    weight: float


@dataclass(frozen=True)
class Asked:
    """What a question comes to among certain passages; falsy when it tells nothing.

    `averages`: the lengths of fields that those of passages are held against.
    """

    weights: Sequence[Weighted]
    averages: Mapping[str, float]

    def __bool__(self) -> bool:
        return bool(self.weights)


def ask(question: str, store: Counted, recent: Counted) -> Asked:
    """What to look for in the passages of both; a word that none has is left out."""
    both = Both(store, recent)
    asked = asked_words(question, both.languages)
    look = both.found if len(asked) <= MENDED_UP_TO else both.as_it_is
    words = [look(word) for word in asked]
    rarest = sorted(words, key=_most, reverse=True)[:LONGEST_QUESTION]
    named = [AskedWord(code, (code,), 1) for code in dict.fromkeys(codes(question))][:LONGEST_QUESTION]
    found = [*rarest, *[both.weighted(CODE_FIELDS, code) for code in named]]
    return Asked([each for weights in found for each in weights], both.averages)


def _most(weights: Sequence[Weighted]) -> float:
    return max((each.weight for each in weights), default=0.0)


@dataclass(frozen=True)
class Both:
    """The passages of a snapshot and the recent ones, counted as if they lay in one place."""

    store: Counted
    recent: Counted

    @property
    def documents(self) -> int:
        """How many passages they are."""
        return self.store.documents + self.recent.documents

    @property
    def languages(self) -> list[str]:
        """What they are analysed as, the commonest first; of two as common always the same."""
        counted = Counter(self.store.languages) + Counter(self.recent.languages)
        return sorted(counted, key=lambda language: (-counted[language], language))

    @property
    def averages(self) -> dict[str, float]:
        """The store's as long as it has any: what is on disk cannot be held against other lengths."""
        return {field: self.store.averages[field] or self.recent.averages[field] for field in FIELDS}

    def doc_freq(self, field: str, term: str) -> int:
        """How many of them have the term in this field."""
        here = self.store.doc_freq(field, term)
        return here + self.recent.doc_freq(field, term) if self.recent.documents else here

    def as_it_is(self, word: AskedWord) -> list[Weighted]:
        """The word where it is."""
        return self.weighted(WORD_FIELDS, self.emphasized(word))

    def found(self, word: AskedWord) -> list[Weighted]:
        """The word where it is; where it is nowhere, the one that it may be a misspelling of."""
        weights = self.as_it_is(word)
        if weights or not (meant := spelt(word.written, self.languages, partial(self.doc_freq, "text"))):
            return weights
        right = self.emphasized(AskedWord(meant, (meant,), word.often))
        return self.weighted(WORD_FIELDS, right._replace(often=right.often * SPELT_SHARE))

    def emphasized(self, word: AskedWord) -> AskedWord:
        """The word as often as it counts."""
        has = sum(self.doc_freq("text", form) for form in word.forms)
        rare = rarity(min(has, self.documents), self.documents)
        return word._replace(often=emphasis(word.often, rare, rarity(0, self.documents)))

    def weighted(self, fields: Mapping[str, float], word: AskedWord) -> list[Weighted]:
        """Its forms in these fields; they count the same, however rare one is by itself."""
        found = []
        for field, share in fields.items():
            has = {form: self.doc_freq(field, form) for form in word.forms}
            weight = share * word.often * rarity(min(sum(has.values()), self.documents), self.documents)
            found += [Weighted(field, form, weight) for form, number in has.items() if number]
        return found
