"""Units as people write them, each with its dimension and size: a table, for comparing, not for physics."""

import re
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True)
class Unit:
    """`size` in the smallest usual unit of its `dimension`: `mm` and `m` are lengths of 0.001 and 1."""

    dimension: str
    size: float


# dimension: symbols that take prefixes
_SYMBOLS = {
    "V": "voltage", "A": "current", "W": "power", "VA": "apparent power", "Hz": "frequency", "Ω": "resistance",
    "F": "capacity", "H": "inductance", "m": "length", "g": "mass", "s": "time", "l": "volume", "B": "bytes",
    "bit": "bits", "bps": "bit rate", "Pa": "pressure", "bar": "bar", "Ah": "charge", "Wh": "energy", "J": "joule",
    "N": "force", "Nm": "torque", "lm": "light", "eV": "eV", "m²": "area", "m³": "space", "s²": "time²",
}  # fmt: skip
_PREFIXES = {"p": 1e-12, "n": 1e-9, "µ": 1e-6, "m": 1e-3, "c": 1e-2, "d": 0.1, "h": 100.0, "k": 1e3, "M": 1e6}
_PREFIXES |= {"G": 1e9, "T": 1e12, "": 1.0}
_MINUTE, _HOUR, _DAY = 60.0, 3600.0, 86400.0
_MONTH = 30.4375 * _DAY
# What is written as it stands, singular; plurals are told by rule.
_WHOLE = {
    "%": Unit("share", 1), "percent": Unit("share", 1), "‰": Unit("share", 0.1), "ppm": Unit("share", 1e-4),
    "°c": Unit("celsius", 1), "°f": Unit("fahrenheit", 1), "kelvin": Unit("kelvin", 1), "°": Unit("angle", 1),
    "degree": Unit("angle", 1), "db": Unit("decibel", 1), "db(a)": Unit("decibel A", 1), "dba": Unit("decibel A", 1),
    "dbm": Unit("decibel m", 1), "dbi": Unit("decibel i", 1), "min": Unit("time", _MINUTE),
    "minute": Unit("time", _MINUTE), "h": Unit("time", _HOUR), "hour": Unit("time", _HOUR),
    "hr": Unit("time", _HOUR), "day": Unit("time", _DAY), "week": Unit("time", 7 * _DAY),
    "month": Unit("time", _MONTH), "year": Unit("time", 12 * _MONTH), "yr": Unit("time", 12 * _MONTH),
    "second": Unit("time", 1), "sec": Unit("time", 1), "working day": Unit("working days", 1),
    "business day": Unit("working days", 1), "rpm": Unit("1/time", 1 / _MINUTE), "1/min": Unit("1/time", 1 / _MINUTE),
    "r/min": Unit("1/time", 1 / _MINUTE), "inch": Unit("length", 0.0254), "inche": Unit("length", 0.0254),
    "″": Unit("length", 0.0254), '"': Unit("length", 0.0254), "ft": Unit("length", 0.3048),
    "foot": Unit("length", 0.3048), "feet": Unit("length", 0.3048), "mile": Unit("length", 1609.344),
    "lb": Unit("mass", 453.59237), "oz": Unit("mass", 28.349523), "psi": Unit("pressure", 6894.757),
    "€": Unit("euro", 1), "euro": Unit("euro", 1), "eur": Unit("euro", 1), "$": Unit("dollar", 1),
    "dollar": Unit("dollar", 1), "usd": Unit("dollar", 1), "£": Unit("pound sterling", 1),
    "gbp": Unit("pound sterling", 1), "cent": Unit("cent", 1), "square metre": Unit("area", 1),
    "cubic metre": Unit("space", 1), "pixel": Unit("pixels", 1), "px": Unit("pixels", 1), "lux": Unit("lux", 1),
    "lx": Unit("lux", 1), "baud": Unit("baud", 1), "mah": Unit("charge", 1e-3), "tonne": Unit("mass", 1e6),
}  # fmt: skip
_SPELLED = {
    "volt": "V", "amp": "A", "ampere": "A", "watt": "W", "hertz": "Hz", "ohm": "Ω", "farad": "F", "metre": "m",
    "meter": "m", "gram": "g", "gramme": "g", "litre": "l", "liter": "l", "byte": "B", "bit": "bit", "pascal": "Pa",
    "watt-hour": "Wh", "newton": "N", "joule": "J",
}  # fmt: skip
_SPELLED_PREFIXES = {"milli": "m", "kilo": "k", "mega": "M", "giga": "G", "micro": "µ", "centi": "c", "": ""}
_SPELLED_PREFIXES |= {"nano": "n", "hecto": "h", "tera": "T"}
_KIND = re.compile(r"(?<=[VAva])\s?(?i:[ad]\.c\.|[ad]c|rms)$")
_DEGREES = re.compile(r"(?i)^(?:°|degrees?|deg)\s?([cf])(?:elsius|ahrenheit)?$|^([℃℉])$")
_SYMBOL_CHARACTERS = str.maketrans({"μ": "µ", "º": "°", "˚": "°", "″": '"', "”": '"', "L": "l", "ω": "Ω"})


@cache
def units_named(written: str) -> frozenset[Unit]:
    """Every unit that may be meant: `5 mw` may be milli or mega, `5 mW` may not. Empty for no unit."""
    plain = _KIND.sub("", " ".join(written.split())).translate(_SYMBOL_CHARACTERS).replace(" per ", "/")
    plain = _DEGREES.sub(lambda found: "°" + (found[1] or {"℃": "c", "℉": "f"}[found[2]]), plain)
    top, slash, below = plain.partition("/")
    if slash and top != "1" and top.casefold() != "r":
        over, under = units_named(top), units_named(below)
        return frozenset(Unit(f"{a.dimension}/{b.dimension}", a.size / b.size) for a in over for b in under)
    exact = _symbol(plain) or _word(plain.casefold())
    return exact | _any_case(plain) if plain.islower() or not exact else exact


def _symbol(written: str) -> frozenset[Unit]:
    """A symbol, in the case that the standard gives it."""
    squared = re.sub(r"(?<=m)2$", "²", re.sub(r"(?<=m)3$", "³", written))
    found = [
        Unit(_SYMBOLS[rest], size ** (2 if rest == "m²" else 3 if rest == "m³" else 1))
        for prefix, size in _PREFIXES.items()
        if squared.startswith(prefix) and (rest := squared.removeprefix(prefix)) in _SYMBOLS
    ]
    whole = _WHOLE.get(squared) if squared in ("h", "min") else None
    return frozenset([whole] if whole else found)


def _word(folded: str) -> frozenset[Unit]:
    for name in (folded, folded.removesuffix("s"), folded.removesuffix(".")):
        if name in _WHOLE:
            return frozenset({_WHOLE[name]})
        for prefix, short in _SPELLED_PREFIXES.items():
            symbol = _SPELLED.get(name.removeprefix(prefix)) if name.startswith(prefix) else None
            if symbol:
                return _symbol(short + symbol)
    return frozenset()


def _any_case(written: str) -> frozenset[Unit]:
    return frozenset(
        Unit(dimension, size)
        for symbol, dimension in _SYMBOLS.items()
        for prefix, size in _PREFIXES.items()
        if (prefix + symbol).casefold() == written.casefold()
    )


def _pattern() -> str:
    """Everything that `units_named` may know, the longest first."""
    prefixes = "|".join(sorted((one for one in _PREFIXES if one), key=len, reverse=True))
    symbols = "|".join(sorted(map(re.escape, [*_SYMBOLS, "m2", "m3", "ω"]), key=len, reverse=True))
    spelled_prefixes = "|".join(one for one in _SPELLED_PREFIXES if one)
    spelled = "|".join(sorted(_SPELLED, key=len, reverse=True))
    whole = "|".join(sorted(map(re.escape, _WHOLE), key=len, reverse=True))
    one = rf"(?:(?:{spelled_prefixes})?(?:{spelled})s?|(?:{whole})s?|(?:{prefixes})?(?:{symbols}))"
    degrees = r"(?:°|º|˚|degrees?\s|deg\s?)\s?[CF](?:elsius|ahrenheit)?|℃|℉"
    kind = r"(?:\s?(?:[ad]\.c\.|[ad]c|rms)(?!\w))?"
    return rf"(?:{degrees}|{one}{kind}(?:(?:\s?/\s?|\sper\s){one})?)"


UNIT = _pattern()
