"""People's names: by what stands before them, and by lists of first names."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from assist.text.words import STOPWORDS

_CAPITAL = r"[^\W\d_a-zß-ÿ][^\W\d_]+(?:['’-][^\W\d_]+)*"
_NAME = rf"{_CAPITAL}(?: [A-Z]\b\.?)?(?: (?:(?:van|von|de|der|da|del|di|la|le|al|bin) ){{0,2}}{_CAPITAL})?"
_KIN = (
    r"mother|father|brother|sister|son|daughter|kid|child|wife|husband|partner|girlfriend|boyfriend|friend|neighbou?r"
    r"|aunt|uncle|grand(?:mother|father|ma|pa|son|daughter)|colleague|boss|landlord"
)
_INTRODUCED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Herr|Frau|Señora?|Madame|Monsieur)\b\.? ?"
    r"|(?:^[> ]*|\b(?i:my|his|her|their|your|first|last|full|maiden|customer|partner['’]s) )"
    r"(?i:name)(?i:['’]s|\s+is|:|\?)?\s+"
    r"|\b(?i:attn|attention|customer|signed|contact|recipient|account holder):\s+"
    r"|\b(?i:(?:everyone|they|friends|people) calls? (?:me|him|her)|under the name(?: of)?|it['’]s under|belongs to)\s+"
    rf"|\b(?i:(?:my|his|her|their|your) (?:great )*(?:{_KIN})|(?:an)?other customer)"
    r"(?:['’]s)?,?(?i:\s(?:is called|was called|is named|called|named|is|was))?\s+"
    r")"
    rf"({_NAME})",
    re.MULTILINE,
)
_LISTED = re.compile(rf"\b({_CAPITAL})(?: [A-Z]\b\.?)? ({_CAPITAL})")
_LISTS = ("dist.male.first", "dist.female.first")
_SHORTEST = 3


def names_in(text: str) -> Iterator[str]:
    """Names of people, as far as they are introduced as such or begin with a usual first name."""
    for match in _INTRODUCED.finditer(text):
        if not _ordinary(match.group(1)):
            yield match.group(1)
    for match in _LISTED.finditer(text):
        first, last = match.groups()
        if first.casefold() in _first_names() and not _ordinary(last):
            yield match.group()


def _ordinary(word: str) -> bool:
    return word.partition(" ")[0].casefold() in STOPWORDS


@cache
def _first_names() -> frozenset[str]:
    """Those of the United States' census of 1990, as the package `names` carries them; folded."""
    lists = (files("names").joinpath(name).read_text("ascii") for name in _LISTS)
    listed = (line.split()[0].casefold() for text in lists for line in text.splitlines() if line.strip())
    return frozenset(name for name in listed if len(name) >= _SHORTEST) - STOPWORDS
