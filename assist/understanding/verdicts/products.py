"""Which products a message names, by the names that the index knows them by; misspelt ones, too."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assist.text.words import QUANTITY, STOPWORDS

ProductNames = Sequence[str]

_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_MARKS = re.compile(r"[\W_]+")
_MOST_WORDS = 5  # of a name
_FEWEST_LETTERS = 5  # of a misspelt word; shorter ones have too many neighbours


def products_in(text: str, names: ProductNames) -> dict[str, str]:
    """The names that the text mentions, in its order, each with the words that mention it there."""
    if not names:
        return {}
    catalogue = _catalogue(tuple(names))
    found: dict[str, str] = {}
    taken = 0
    for start, end in _stretches(text):
        if start >= taken and (name := catalogue.named(text[start:end])):
            found.setdefault(name, text[start:end])
            taken = end
    return found


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of words begin and end, the longest of each beginning first."""
    spots = [match.span() for match in _WORD.finditer(text)]
    for first, (start, _) in enumerate(spots):
        for _, end in reversed(spots[first : first + _MOST_WORDS]):
            yield start, end


@dataclass(frozen=True)
class _Catalogue:
    """Names by their folded form, and by what is left of it when one letter is lost."""

    exact: Mapping[str, str]
    short_of_one: Mapping[str, frozenset[str]]

    def named(self, words: str) -> str | None:
        """The name that these words are, one slip of the hand allowed; None when there is none or more than one."""
        key = folded(words)
        if (name := self.exact.get(key)) or sum(map(str.isalpha, key)) < _FEWEST_LETTERS:
            return name
        near = {one for cut in (key, *_short_of_one(key)) for one in self.short_of_one.get(cut, ())}
        slips = [one for one in near if _is_slip(key, one)]
        return self.exact[slips[0]] if len(slips) == 1 else None


@lru_cache(maxsize=4)
def _catalogue(names: tuple[str, ...]) -> _Catalogue:
    exact = {folded(name): name for name in reversed(names) if _tells(name)}
    short: dict[str, set[str]] = {}
    for key in exact:
        for cut in (key, *_short_of_one(key)):
            short.setdefault(cut, set()).add(key)
    return _Catalogue(exact, {cut: frozenset(keys) for cut, keys in short.items()})


def _tells(name: str) -> bool:
    """False for what a table may call a product and no customer would: a number, a quantity, a common word."""
    return any(map(str.isalpha, name)) and folded(name) not in STOPWORDS and not QUANTITY.fullmatch(name)


def folded(name: str) -> str:
    """`HR-200`, `HR 200` and `hr200` alike."""
    return _MARKS.sub("", name).casefold()


def _short_of_one(key: str) -> Iterator[str]:
    """What is left when one letter is lost, but for the first: that one is seldom mistyped."""
    return (key[:place] + key[place + 1 :] for place in range(1, len(key)))


def _is_slip(typed: str, meant: str) -> bool:
    """One letter added, lost or changed or two swapped; no digit, which would be another product."""
    if _digits(typed) != _digits(meant):
        return False
    if len(typed) != len(meant):
        return True  # they share what is left when one of them loses a letter
    wrong = [place for place in range(len(meant)) if typed[place] != meant[place]]
    first, last = wrong[0], wrong[-1] + 1
    return len(wrong) == 1 or typed[first:last] == meant[first:last][::-1]


def _digits(key: str) -> str:
    return "".join(filter(str.isdigit, key))
