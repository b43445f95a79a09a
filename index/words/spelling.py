"""Misspelt words of a question, against the words that the passages have."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from string import ascii_lowercase
from typing import Final

from index.words.terms import telling_terms

SHORTEST: Final = 5  # letters; a shorter word has too many neighbours
Has = Callable[[str], int]  # how many passages have a term


def spelt(word: str, languages: Sequence[str], has: Has) -> str | None:
    """The commonest term one letter away (added, lost, changed, two swapped); None when passages have none."""
    if len(word) < SHORTEST or not word.isascii() or not word.isalpha():
        return None
    terms = _near(word, tuple(languages))
    return max((term for term in terms if has(term)), key=lambda term: (has(term), term), default=None)


@lru_cache(maxsize=4096)
def _near(word: str, languages: tuple[str, ...]) -> frozenset[str]:
    near = " ".join(_one_away(word))
    return frozenset(term for language in languages for term in telling_terms(near, language))


def _one_away(word: str) -> list[str]:
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return [
        *[before + after[1:] for before, after in cuts if after],
        *[before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1],
        *[before + letter + after[1:] for before, after in cuts if after for letter in ascii_lowercase],
        *[before + letter + after for before, after in cuts for letter in ascii_lowercase],
    ]
