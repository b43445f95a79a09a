"""What tells one text from another: its codes, figures, dates, names and the stems of its words."""

import re
from dataclasses import dataclass
from functools import lru_cache

from assist.text.words import content_stems, is_identifier, words

_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug"
    " sep sept oct nov dec"
)
_DATE = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({_MONTHS.replace(' ', '|')})\b(?: (\d{{1,2}})\b)?(?: (\d{{4}})\b)?"
)
_MONEY = re.compile(r"\b(\d+(?:\.\d+)?) (?:euros?|eur|pounds?|gbp|dollars?|usd)\b")
_SIGN = re.compile(r"[€£$] ?(\d+(?:[.,]\d+)?)|(\d+(?:[.,]\d+)?) ?[€£$]")
_NAME = re.compile(r"(?<![^\s(\"'“])[^\W\d_a-zß-ÿ][^\W\d_]{3,}")
_DECIMAL = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))")
_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES = {
    **{word: value for value, word in enumerate(_ONES.split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), start=2)},
}
_MULTIPLIERS = {"hundred": 100, "thousand": 1000}
_TEN, _TWENTY = 10, 20


@dataclass(frozen=True)
class Facts:
    """Each kind folded, so that two spellings of a thing are one."""

    codes: frozenset[str]  # letters with digits: `kx4471`
    figures: frozenset[str]  # `45`, `9.2`, also when they are spelt out
    dates: frozenset[str]  # pairs: `4 aug`, `aug 2027`
    money: frozenset[str]  # amounts, whatever the currency
    names: frozenset[str]  # words that have a capital within a sentence
    stems: frozenset[str]
    squeezed: str  # letters and digits alone


@lru_cache(maxsize=2048)
def facts_of(text: str) -> Facts:
    """The facts of a text of any length."""
    found = words(_DECIMAL.sub(".", text))
    digits = " ".join(_digits(found))
    months = frozenset(_MONTHS.split())
    return Facts(
        codes=frozenset(word.replace("-", "") for word in found if is_identifier(word)),
        figures=frozenset(_figures(found)),
        dates=frozenset(_dates(digits)),
        money=frozenset(_money(text, digits)),
        names=frozenset(match.group().casefold() for match in _NAME.finditer(_but_first(text))) - months,
        stems=frozenset(stem for stem in content_stems(text) if not stem[0].isdigit() and stem not in months),
        squeezed=squeezed(text),
    )


def squeezed(text: str) -> str:
    """Letters and digits alone, folded."""
    return "".join(filter(str.isalnum, text.casefold()))


def _but_first(text: str) -> str:
    """Without the first word, which has a capital whatever it is."""
    return text.lstrip("\"'“(").partition(" ")[2]


def _figures(found: list[str]) -> list[str]:
    return [_plain(word) for word in _digits(found) if word[0].isdigit() and not is_identifier(word)]


def _plain(number: str) -> str:
    """`9.20` and `9.2` are one number, `12V` and `12` are, too."""
    digits = re.match(r"\d+(?:\.\d+)?", number)
    value = digits.group() if digits else number
    return value.rstrip("0").rstrip(".") if "." in value else value.lstrip("0") or "0"


def _digits(found: list[str]) -> list[str]:
    """The words with numbers that are spelt out in digits: `two thousand and twenty-seven` is `2027`."""
    told: list[str] = []
    counted: list[str] = []  # the words of the number so far
    for word, following in zip(found, [*found[1:], ""], strict=False):
        joins = word == "and" and counted[-1:] in (["hundred"], ["thousand"]) and following in _VALUES
        if joins or (word in _MULTIPLIERS and counted) or (word in _VALUES and _goes_on(counted, word)):
            counted.append(word)
            continue
        told += _number(counted)
        counted = [word] if word in _VALUES else []
        told += [] if counted else [word]
    return [*told, *_number(counted)]


def _goes_on(counted: list[str], word: str) -> bool:
    """`twenty seven` is one number and `six seven` are two."""
    last = counted[-1] if counted else "and"
    return last not in _VALUES or (_VALUES[last] >= _TWENTY and 0 < _VALUES[word] < _TEN)


def _number(counted: list[str]) -> list[str]:
    total = part = 0
    for word in counted:
        if word == "thousand":
            total, part = total + part * _MULTIPLIERS[word], 0
        else:
            part = part * _MULTIPLIERS[word] if word in _MULTIPLIERS else part + _VALUES.get(word, 0)
    return [str(total + part)] if counted else []


def _money(text: str, digits: str) -> list[str]:
    signed = ("".join(sums).replace(",", ".") for sums in _SIGN.findall(text))
    return [_plain(amount) for amount in [*_MONEY.findall(digits), *signed]]


def _dates(digits: str) -> list[str]:
    pairs = []
    for day, month, after, year in _DATE.findall(digits):
        pairs += [f"{number} {month[:3]}" for number in (day, after) if number]
        pairs += [f"{month[:3]} {year}"] if year else []
    return pairs
