"""Whether a number is the least, the most, or neither: "at least 5 V", "5 to 9 V", "max 9 V"."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum


class Bound(Enum):
    """Which end of what is possible a number names."""

    NONE = "as it is"
    LOW = "at least"
    HIGH = "at most"


_RANGE = re.compile(r"\s?(?:to|and|\.{2,3}|…|[-–—−~])\s?", re.IGNORECASE)
_NOT = r"(?:no|not|never|nothing|n['’]t) (?:be )?"
_LESS = r"(?:(?:less|fewer|lower|shorter|lighter|smaller|older|earlier|sooner|slower) than|below|under)"
_MORE = r"(?:(?:more|greater|higher|longer|heavier|larger|newer|later|older) than|over|above|exceed(?:s|ing)?|outside)"
_LEAST = r"(?:lowest|smallest|shortest|least|minimum) [\w ]{0,30}(?:is|are)"
_MOST = r"(?:highest|largest|longest|greatest|biggest|maximum) [\w ]{0,30}(?:is|are)"
_ALSO = r"[\s:]*(?:about |of |is )?(?:[^\W\d_]{2,} )?$"  # "at least Android 10"
_AS_FAR = r"as (?:far|much|many|long|high) as"
_HIGH_BEFORE = re.compile(
    rf"(?:(?:up to|at (?:the )?most|at worst|max(?:imum|imal)?|{_AS_FAR}|<|≤|{_MOST}|{_NOT}{_MORE})"
    rf"|(?<!no )(?<!not )(?<!never ){_LESS}){_ALSO}",
    re.IGNORECASE,
)
_LOW_BEFORE = re.compile(
    rf"(?:(?:at (?:the )?least|min(?:imum|imal)?|from|starting at|>|≥|{_LEAST}|{_NOT}{_LESS})"
    rf"|(?<!no )(?<!not )(?<!never ){_MORE}){_ALSO}",
    re.IGNORECASE,
)
_HIGH_AFTER = re.compile(
    r"[^\d.;:]{0,30}\bat (?:the )?most|\s?max(?:imum)?\b|,?\s?or (?:less|fewer|below|older|earlier|under)|and below",
    re.IGNORECASE,
)
_LOW_AFTER = re.compile(
    r"[^\d.;:]{0,30}\bat (?:the )?least|\s?min(?:imum)?\b|,?\s?or (?:more|later|newer|above|higher|over)"
    r"|(?:and|or) up\b|upwards|and (?:above|over|later)",
    re.IGNORECASE,
)
_BEFORE = 45  # characters in which a bound may stand before a number
Place = tuple[int, int]  # of a number with its unit: where it begins and ends


def bounds_of(text: str, places: Sequence[Place]) -> Iterator[Bound]:
    """The bound of each number of the text, in their order."""
    for number, place in enumerate(places):
        before = places[number - 1] if number else None
        after = places[number + 1] if number + 1 < len(places) else None
        yield _bound(text, before, place, after)


def _bound(text: str, before: Place | None, place: Place, after: Place | None) -> Bound:
    if after and _is_range(text, place, after):
        return Bound.LOW
    if before and _is_range(text, before, place):
        return Bound.HIGH
    start, end = place
    lead = text[max(before[1] if before else 0, start - _BEFORE) : start]
    tail = text[end : after[0] if after else len(text)]
    if _HIGH_BEFORE.search(lead) or _follows(_HIGH_AFTER, tail):
        return Bound.HIGH
    return Bound.LOW if _LOW_BEFORE.search(lead) or _follows(_LOW_AFTER, tail) else Bound.NONE


def _follows(bound: re.Pattern[str], tail: str) -> bool:
    """Whether the bound is of the number before: "5 V at most", but not "5 V, max 6 V"."""
    found = bound.match(tail)
    return found is not None and bool(tail[found.end() :].strip() or tail == found.group())


def _is_range(text: str, low: Place, high: Place) -> bool:
    """Whether one number reaches to the other: "5 to 9", "5-9", "between 5 and 9"."""
    between = text[low[1] : high[0]]
    if _RANGE.fullmatch(between) is None:
        return False
    if between.strip().casefold() != "and":
        return True
    return text[: low[0]].casefold().endswith("between ")
