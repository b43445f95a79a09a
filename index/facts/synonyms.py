"""What data sheets and customers call the same attribute."""

from collections.abc import Collection
from functools import cache

from index.words.terms import terms

SAME = (
    (
        "supply voltage",
        "input voltage",
        "operating voltage",
        "working voltage",
        "work voltage",
        "power supply",
    ),
    ("operating temperature", "temperature range", "working temperature", "work temperature"),
    ("ambient temperature", "operating temperature"),
    ("supply current", "current consumption", "current draw", "consumption"),
    ("power consumption", "power draw", "consumption", "wattage"),
    ("standby consumption", "standby power", "idle consumption", "quiescent power consumption"),
    ("dimensions", "size"),
    ("weight", "mass"),
    ("accuracy", "tolerance", "precision"),
    ("range", "reach"),
    ("running time", "runtime", "battery life"),
    ("charging time", "charge time"),
    ("noise", "sound pressure", "loudness", "sound level"),
    ("frequency", "frequency band", "radio frequency"),
    ("transmitted power", "transmission power", "transmit power", "transmitter power", "output power"),
    ("data rate", "bit rate", "speed"),
    ("speed", "revolutions", "rpm"),
    ("period", "interval"),
    ("protection class", "ingress protection", "IP rating", "enclosure"),
    ("capacity", "volume"),
)

Words = frozenset[str]


@cache
def _groups() -> tuple[tuple[Words, ...], ...]:
    return tuple(tuple(frozenset(terms(phrase)) for phrase in group) for group in SAME)


def same_as(words: Words) -> list[tuple[Words, list[Words]]]:
    """The attributes among these words, the longest first, each with all that may be written for it.

    A word belongs to one attribute; words of none are left out.
    """
    found: list[tuple[Words, list[Words]]] = []
    left = words
    named = sorted({phrase for group in _groups() for phrase in group if phrase <= words}, key=_longest)
    for phrase in named:
        if phrase <= left:
            found.append((phrase, [other for group in _groups() if phrase in group for other in group]))
            left -= phrase
    return found


def _longest(phrase: Collection[str]) -> tuple[int, list[str]]:
    return -len(phrase), sorted(phrase)
