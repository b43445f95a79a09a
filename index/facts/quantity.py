"""Numbers with their units as data sheets write them: "3.3 V", "-25℃～+60℃", "100 V to 240 V, 50 Hz", "12-bit"."""

import re
from dataclasses import dataclass

_LONGEST = 300  # characters: longer text is prose

_PREFIXED = (  # with a prefix such as k or m, or without
    "VA[Rr]?|var|V|A|Wh|W|Ah|[Hh][Zz]|F|H|Ω|(?i:ohms?)|g|m|s|bits?|bps|bit/s|b/s|B/s|B|bytes?|J|Nm|N|Pa|bar"
    "|bauds?|[lL]|cd|lm|lx|T|eV"
)
_WHOLE = (  # as they stand
    r"%|‰|ppm|ppb|(?:[°º˚]|(?i:deg(?:rees?)?\.?))(?:\s?[CFK](?![a-z]))?|℃|℉|dB\(A\)|dB[Amiuµ]?"
    "|(?i:sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|rpm|r/min|lit(?:er|re)s?)"
    r"|in|inch(?:es)?|ft|lbs?|oz|psi|h|C|F|K|k|R|imp(?:ulses)?|pulses|samples|cycles|turns|1/min|min-1|[\"”″]"
)
_KIND = r"(?:\s?(?:(?i:[ad]\.?c\.?|rms|pp|p-p|pk|peak)))?"  # of a voltage or current
_POWER = r"(?:[²³23](?!\d))?"
_PER = rf"(?:/(?:kWh|min|day|[hsmlKVWA]|year|°C|Hz){_POWER})?"
_UNIT = rf"(?:(?:{_WHOLE})|[pnuµμmcdhkKMGT]?(?:{_PREFIXED}){_POWER}){_KIND}{_PER}(?![^\W_]|/\w)"
_SIGN = r"(?:[+\-−–±≤≥<>~≈]\s?){0,3}"
_NUMBER = rf"{_SIGN}\d+(?:[.,]\d+)*(?:\s?[x×]\s?10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?"
_PART = rf"{_NUMBER}(?:\s?-?{_UNIT})?"
_BETWEEN = r"\s?(?:to|and|or|\.{2,3}|…|[-–—−~～/x×*,;@]|±)\s?"
_ABOUT = (
    r"(?:(?i:approx(?:imately)?|about|around|ca|up to|max(?:imum)?|min(?:imum)?|typ(?:ical)?|nom|less than"
    r"|more than|at least|from)\.?\s?)?"
)

_SEQUENCE = re.compile(rf"(?!0x){_ABOUT}{_PART}(?:{_BETWEEN}{_PART})*")
_BARE = re.compile(rf"{_ABOUT}{_NUMBER}(?:{_BETWEEN}{_NUMBER})*")
_AFTER_NUMBER = re.compile(rf"(?<=[\d⁰¹²³⁴⁵⁶⁷⁸⁹])\s?-?({_UNIT})")
_ALONE = re.compile(_UNIT)


@dataclass(frozen=True)
class Quantity:
    """What a text begins with: numbers as written, their unit when all have the same one, and what follows.

    A unit that stands once, at the end, is not in `value`: "3.3" and "V", but "-25℃～+60℃" and "℃".
    """

    value: str
    unit: str | None
    rest: str


def is_unit(text: str) -> bool:
    """Whether the text is a unit and nothing else."""
    return bool(_ALONE.fullmatch(text.strip()))


def units_in(text: str) -> list[str]:
    """The units that stand after a number, in order, as written."""
    return [found[1] for found in _AFTER_NUMBER.finditer(text)]


def without_units(text: str) -> str:
    """The text without the units that stand after a number."""
    return _AFTER_NUMBER.sub("", text)


def quantity_of(text: str, *, bare: bool = False) -> Quantity | None:
    """The numbers with a unit that the text begins with; None when it begins otherwise.

    `bare`: numbers need no unit, because the name of their column has it.
    """
    text = text.strip()
    found = _SEQUENCE.match(text) if len(text) <= _LONGEST else None
    units = units_in(found.group()) if found else []
    if not found or not units:
        return Quantity(text, None, "") if bare and _BARE.fullmatch(text) else None
    written, rest = found.group(), text[found.end() :]
    if rest[:1].isalnum():
        return None
    if len(set(units)) > 1:
        return Quantity(written, None, rest.strip())
    value = written.removesuffix(units[0]).rstrip(" -") if len(units) == 1 else written
    return Quantity(value, units[0], rest.strip())
