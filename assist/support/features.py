"""What tells a sentence that its quote supports from one that it does not: numbers from 0 to 1."""

from collections.abc import Sequence
from dataclasses import dataclass

from assist.support.polarity import without_prefix
from assist.support.proof import Proof
from assist.support.quantities import quantities
from assist.support.reading import Reading, Word
from assist.support.vocabulary import LIGHT, meant

LIGHT_WEIGHT = 0.2  # of a word that says little by itself
_OWN = 1 / 3  # of a sentence that its quote itself must have, before headings and titles lend their words
_MANY = 4  # words that are not there: as bad as any more of them
_SEVERAL = 3  # differences: as bad as any more of them


@dataclass(frozen=True)
class Features:
    """How much of a sentence its quote has; each 0 to 1."""

    coverage: (
        float  # share of its words, light ones counting little, that the quote or what stands above it has
    )
    missing: float  # how many words that are not light are nowhere there, in fours
    run: float  # share of its words that stand side by side in the quote, too: the longest row of them
    differences: float  # how many an exact rule found, in threes


def features_of(said: Reading, proof: Proof, found: int, given: frozenset[str] = frozenset()) -> Features:
    """`found`: differences by the exact rules. `given`: stems of the question that the sentence answers.

    What the question says already needs no support, and proves nothing: an answer that adds no word has none.
    """
    words = _compared(said)
    new = [word for word in words if word.stem not in given]
    restated = bool(words) and not new
    absent = _absent(said, new, proof)
    heavy = sum(word.stem not in LIGHT for word in absent)
    return Features(
        coverage=0.0 if restated else 1 - _weights(absent) / (_weights(new) or 1.0),
        missing=min(heavy, _MANY) / _MANY,
        run=0.0 if restated else _run(_stems(new), _stems(proof.quote.content)),
        differences=min(found, _SEVERAL) / _SEVERAL,
    )


def _absent(said: Reading, words: Sequence[Word], proof: Proof) -> list[Word]:
    """The words that neither the quote has nor, where it has enough of the sentence itself, what stands above it."""
    elsewhere = [word for word in words if not _says(proof.quote, proof.said, word)]
    amounts = sum(
        one.is_same(other) for one in quantities(said.text) for other in quantities(proof.quote.text)
    )
    own = _weights(words) - _weights(elsewhere) + amounts
    if own < _OWN * (_weights(words) + amounts):
        return elsewhere
    return [word for word in elsewhere if meant(word.stem) not in proof.meanings]


def _says(quote: Reading, meanings: frozenset[str], word: Word) -> bool:
    """It has the word, a synonym, or what the word denies ("untouched" for "not touched": a rule sees to that)."""
    return meant(word.stem) in meanings or without_prefix(word, quote) is not None


def _weights(words: Sequence[Word]) -> float:
    return sum(LIGHT_WEIGHT if word.stem in LIGHT else 1.0 for word in words)


def _stems(words: Sequence[Word]) -> list[str]:
    return [word.stem for word in words]


def _run(words: Sequence[str], others: Sequence[str]) -> float:
    """The longest row of words that both have, as a share of the first."""
    if not words:
        return 1.0
    longest = 0
    row = [0] * (len(others) + 1)
    for word in words:
        row = [0, *(row[place] + 1 if word == other else 0 for place, other in enumerate(others))]
        longest = max(longest, *row)
    return longest / len(words)


def absent_words(said: Reading, proof: Proof) -> list[str]:
    """The words of the sentence that are nowhere in its proof, as they are written, without light ones."""
    return [said.slice(word) for word in _absent(said, _compared(said), proof) if word.stem not in LIGHT]


def _compared(said: Reading) -> list[Word]:
    """The words that no exact rule compares: neither amounts nor codes."""
    amounts = [(one.start, one.end) for one in quantities(said.text)]
    codes = {word.start for word in said.codes}
    return [
        word
        for word in said.content
        if word.start not in codes and not any(start <= word.start < end for start, end in amounts)
    ]
