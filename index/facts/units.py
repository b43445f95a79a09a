"""Quantities in base units, for looking up: the one door to pint. What is shown stays as it is written."""

import re
from dataclasses import dataclass
from functools import cache
from math import inf, isinf
from typing import Any

from index.facts.quantity import quantity_of, units_in, without_units

_NUMBER = r"[+\-−–]?\s?\d[\d.,]*"
_ONE = re.compile(rf"(?P<limit>[±≤≥<>]?)\s?(?P<number>{_NUMBER})")
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s?(?:to|\.{{2,3}}|…|[-–—−~～])\s?(?P<high>{_NUMBER})")
_KIND = re.compile(r"(?<=[VA])\s?(?:[ad]\.?c\.?|rms|pp|p-p|pk|peak)$", re.IGNORECASE)
_SEVERAL_READINGS = re.compile(r",\d{3}(?!\d)|,.*[.,]")  # "1,500" is more in one country than in another

# What pint takes for something else (C is the coulomb, Nm a length, k Boltzmann's constant) or does not know.
# None: writers mean different things by it, so it is left alone.
_MEANT = {
    **dict.fromkeys(("C", "F", "K", '"', "”", "″")),
    "℃": "degC",
    "℉": "degF",
    "R": "ohm",  # of resistors: 22R
    "Nm": "N*m",
    "r/min": "rpm",
    "l/day": "liter/day",
}
_TIMES = {"k": 1000.0, "ppb": 1e-9}  # of resistors: 10k


@dataclass(frozen=True)
class Measure:
    """From `low` to `high`, of which one may be infinite, in the base unit of its dimension."""

    low: float
    high: float
    unit: str

    def covers(self, other: "Measure") -> bool:
        """Whether all of the other lies within this one."""
        return self.unit == other.unit and self.low <= other.low and other.high <= self.high


def measure_of(value: str, unit: str | None = None) -> Measure | None:
    """What is written as a measure; None where the unit is not known or more than one reading is possible."""
    found = quantity_of(f"{value} {unit}" if unit and not units_in(value) else value)
    if found is None or found.unit is None:
        return None
    ends, base = _ends(without_units(found.value)), _base_unit(found.unit)
    if ends is None or base is None:
        return None
    low, high = sorted(_in_base(end, found.unit) for end in ends)
    return Measure(low, high, base)


def _ends(written: str) -> tuple[float, float] | None:
    """The least and the greatest number of a single one, a limit or a range."""
    if found := _RANGE.fullmatch(written):
        low, high = _float(found["low"]), _float(found["high"])
        return None if low is None or high is None else (low, high)
    found = _ONE.fullmatch(written)
    number = _float(found["number"]) if found else None
    if found is None or number is None:
        return None
    limits = {"±": (-number, number), "": (number, number)}
    limits |= dict.fromkeys("≤<", (-inf, number)) | dict.fromkeys("≥>", (number, inf))
    return limits[found["limit"]]


def _float(written: str) -> float | None:
    if _SEVERAL_READINGS.search(written):
        return None
    try:
        return float(re.sub(r"[−–]", "-", written).replace(" ", "").replace(",", "."))
    except ValueError:
        return None


@cache
def _base_unit(unit: str) -> str | None:
    """The base unit of the dimension; None for a unit that is not known or has several meanings."""
    from pint.errors import PintError

    try:
        return str(_quantity(1.0, unit).units)
    except (PintError, AssertionError):  # the latter for characters that pint's parser does not expect
        return None


def _in_base(number: float, unit: str) -> float:
    return number if isinf(number) else float(_quantity(number, unit).magnitude)


def _quantity(number: float, unit: str) -> Any:
    named = "" if unit in _TIMES else _named(unit)
    return _registry().Quantity(number * _TIMES.get(unit, 1.0), named).to_base_units()


def _named(unit: str) -> str:
    """The unit in pint's words."""
    plain = re.sub(r"(?<=m)([23])(?!\d)", r"**\1", _KIND.sub("", unit))
    plain = re.sub(r"(?i)^deg(?:rees?)?\.?\s?([CF])$|^[°º˚]\s?([CF])$", lambda t: f"deg{t[1] or t[2]}", plain)
    plain = re.sub(r"^K(?=[A-Za-zΩ])", "k", plain)
    plain = re.sub(r"(?i)^([pnuµμmkg]?)hz$", r"\1Hz", plain)
    meant = _MEANT.get(plain, plain)
    return (
        "not known" if meant is None else re.sub(r"(?i)(ohms?|bauds?|bits?)$", lambda t: t[0].lower(), meant)
    )


@cache
def _registry() -> Any:
    import pint

    return pint.UnitRegistry(autoconvert_offset_to_baseunit=True)
