"""Numbers with their units: what a sentence says of how much, against what its quote says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isclose

from assist.support.bounds import Bound, bounds_of
from assist.support.difference import Difference
from assist.support.reading import Reading
from assist.support.units import UNIT, Unit, units_named


@dataclass(frozen=True)
class Quantity:
    """A number as text[start:end] says it, with the units that may be meant (none: a bare number)."""

    number: str  # with a decimal point and no thousands' comma
    units: frozenset[Unit]
    bound: Bound
    start: int
    end: int
    version: bool = False  # 2.10 is not 2.1
    may_be_bare: bool = False  # the unit may be a word of the sentence

    def is_same(self, other: "Quantity") -> bool:
        """The same amount, whatever unit of one dimension it is told in."""
        bare = not self.units or self.may_be_bare, not other.units or other.may_be_bare
        if all(bare) and self._same_number(other):
            return True
        if not (_is_float(self.number) and _is_float(other.number)):
            return False
        return any(
            one.dimension == two.dimension and _equal(float(self.number), one, float(other.number), two)
            for one in self.units
            for two in other.units
        )

    def _same_number(self, other: "Quantity") -> bool:
        if self.number == other.number:
            return True
        plain = _is_float(self.number) and _is_float(other.number) and not (self.version or other.version)
        return plain and float(self.number) == float(other.number)


def _equal(one: float, unit: Unit, other: float, its: Unit) -> bool:
    """Nothing is the same in every unit, but nobody says 0 km for 0 m."""
    return isclose(one * unit.size, other * its.size, rel_tol=1e-9) and (one != 0 or unit == its)


_SMALL = "zero one two three four five six seven eight nine ten eleven twelve"
_SPELLED = {word: str(number) for number, word in enumerate(_SMALL.split())} | {
    "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "ninety": "90",
    "hundred": "100", "a hundred": "100", "thousand": "1000", "a": "1", "an": "1", "half a": "0.5", "half an": "0.5",
    "both": "2",
}  # fmt: skip
_VAGUE = frozenset({"a", "an", "both"})
_FIGURES = r"\d{1,2}:\d{2}(?!\d)|\d{1,3}(?:[,\u202f]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:[.,]\d+)*|(?<![\d.,])[.]\d+"
_NAMES = "|".join(sorted(_SPELLED, key=len, reverse=True))
_SIGN = r"(?P<sign>(?<![\w)%°])[-−–+±]\s?(?=[\d.]))?"
_V = r"(?P<v>\bv(?:er)?\.?\s?(?=\d))?"
_NOT_WITHIN = r"(?:(?<![\w,])|(?<=\bv)|(?<=\bver))"  # a word, but for "v2.1"
_QUANTITY = re.compile(
    rf"(?P<currency>[€$£]\s?)?{_V}{_SIGN}{_NOT_WITHIN}(?:(?P<figure>{_FIGURES})|(?P<name>{_NAMES})(?!\w))"
    rf"(?:[\s|]{{0,3}}-?\s?(?P<unit>{UNIT})(?![^\W_]))?",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?<!\w)(?![vV](?:er)?\d)[^\W\d_][\w-]*\d[\w-]*|(?<!\w)\d+[^\W\d_]+-?\d+[\w-]*")
_LIST = re.compile(r"\s?(?:to|and|or|\.{2,3}|…|[-–—−~]|x|×|,)\s?", re.IGNORECASE)
_MINUS = frozenset("-−–")
_LEAD = 10  # characters before a number that may say that it is a version
_VERSION = re.compile(r"(?:\bv|version|firmware|release|revision)\s?$", re.IGNORECASE)


@lru_cache(maxsize=512)
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of the text in order; codes such as `X200` have none."""
    masked = _CODE.sub(
        lambda found: found.group() if _is_amount(found.group()) else "#" * len(found.group()), text
    )
    found = [match for match in _QUANTITY.finditer(masked) if _counts(match)]
    return tuple(_bounded(masked, _with_units(masked, found)))


def _is_amount(written: str) -> bool:
    match = _QUANTITY.fullmatch(written)
    return match is not None and match["unit"] is not None


def _counts(match: re.Match[str]) -> bool:
    """Leaves out what only looks like a number: "one" and "a" without a unit."""
    name = (match["name"] or "").casefold()
    return bool(match["unit"]) or name not in {"one", "a", "an", "half a", "half an"}


def _units(match: re.Match[str]) -> frozenset[Unit]:
    written = match["unit"] or (match["currency"] or "").strip()
    return units_named(written) if written else frozenset()


def _may_be_bare(match: re.Match[str]) -> bool:
    """In "12 a day" the a is no ampere, and in "16 a with a lamp" it may be one."""
    return (match["unit"] or "") == "a" and match.string[match.end() - 2].isspace()


def _with_units(text: str, found: Sequence[re.Match[str]]) -> list[Quantity]:
    """In "9 to 30 V" and "24, 30 or 36 V" the unit belongs to every number."""
    made: list[Quantity] = []
    for match in reversed(found):
        units = _units(match)
        if not units and made and made[0].units and _LIST.fullmatch(text, match.end(), made[0].start):
            units = made[0].units
        made.insert(0, _quantity(match, units))
    return made


def _quantity(match: re.Match[str], units: frozenset[Unit]) -> Quantity:
    number = _SPELLED[match["name"].casefold()] if match["name"] else _plain(match["figure"])
    sign = "-" if (match["sign"] or "+").strip() in _MINUS else ""
    version = bool(match["v"] or _VERSION.search(match.string[: match.start()][-_LEAD:]))
    end = match.end("unit") if match["unit"] and units else match.end("figure" if match["figure"] else "name")
    return Quantity(sign + number, units, Bound.NONE, match.start(), end, version, _may_be_bare(match))


def _plain(figure: str) -> str:
    """`1,000` is 1000, `0,5` is 0.5 and `.5` is 0.5; `2.1.4` and `14:00` stay."""
    figure = figure.replace("\u202f", "")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", figure):
        figure = figure.replace(",", "")
    figure = figure.replace(",", ".")
    return f"0{figure}" if figure.startswith(".") else figure


def _is_float(number: str) -> bool:
    return ":" not in number and number.count(".") <= 1


def _bounded(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    places = [(one.start, one.end) for one in found]
    for one, bound in zip(found, bounds_of(text, places), strict=True):
        yield replace(one, bound=bound)


def compare_quantities(said: Reading, source: Reading) -> Iterator[Difference]:
    """Numbers that the quote does not have, or has with another unit or as another bound."""
    known, here = quantities(source.text), _amounts(said.text)
    for one in here:
        words = said.text[one.start : one.end]
        same = [other for other in known if one.is_same(other)]
        if not same:
            yield Difference(words, _what_instead(one, known))
        elif not one.may_be_bare and sum(map(one.is_same, here)) > len(same):
            yield Difference(words, "is there less often")
        elif all(other.bound is not one.bound for other in same):
            yield Difference(words, f"{one.bound.value} here, {same[0].bound.value} there")


def _amounts(text: str) -> list[Quantity]:
    """Without "a minute", "both" and the like, which may be no amount at all."""
    return [one for one in quantities(text) if text[one.start : one.end].split()[0].casefold() not in _VAGUE]


def _what_instead(one: Quantity, known: Sequence[Quantity]) -> str:
    if any(one.number == other.number for other in known):
        return "stands there with another unit"
    return "is not there"
