"""Looks into X's JSON without trusting it: each look gives what was asked for, or nothing."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

Json = Mapping[str, Any]

_ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
_MOST = 2**31 - 1  # what the ledger's integers hold
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&"))  # X escapes these alone; the ampersand comes last
_V1_TIME = "%a %b %d %H:%M:%S %z %Y"
_FIRST_MOMENT = datetime(2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC)  # ids count their milliseconds from here
_STEPS = 1 << 22  # ids in a millisecond


class Unreadable(ValueError):
    """An object of X's that makes no message; the text says which and why."""


def spelled(json: Json, *names: str) -> Any:
    """What stands under the first of these names that is there and not null: X renamed its tweets in 2026-08."""
    return next((json[name] for name in names if json.get(name) is not None), None)


def mapping(value: object) -> Json:
    """An object; an empty one in place of anything else."""
    return value if isinstance(value, Mapping) else {}


def objects(value: object) -> list[Json]:
    """The objects of a list, each without the wrapper `data` that X puts around some."""
    return [whole(item) for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def whole(value: object) -> Json:
    """An object without the wrapper `data`."""
    json = mapping(value)
    return json["data"] if isinstance(json.get("data"), Mapping) else json


def words(value: object) -> str:
    """A text as its author wrote it; empty when it is none."""
    if not isinstance(value, str):
        return ""
    for escape, sign in _ESCAPES:
        value = value.replace(escape, sign)
    return value


def id_in(value: object) -> str | None:
    """An id, given as text or number; None when it is none that X gives."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    said = str(value) if isinstance(value, str) or abs(value) < 10**19 else ""
    return said if _ID.fullmatch(said) else None


def count_in(value: object) -> int | None:
    """A number of people or things; None when it is none."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return None
    return min(value, _MOST)


def place_in(value: object) -> int:
    """A place in a text; 0 when none is given."""
    return count_in(value) or 0


def moment_in(value: object) -> datetime | None:
    """A moment, as API v2 writes it (RFC 3339) or v1.1 does (words, or milliseconds); None when it is none."""
    if not isinstance(value, str):
        return None
    try:
        if value.isascii() and value.isdecimal():
            return datetime.fromtimestamp(int(value) / 1000, UTC)
        return _worded(value)
    except (ValueError, OverflowError, OSError):
        return None


def _worded(value: str) -> datetime | None:
    by_words = value[:1].isalpha()
    at = datetime.strptime(value, _V1_TIME) if by_words else datetime.fromisoformat(value)  # noqa: DTZ007 - %z is in it
    return at.astimezone(UTC) if at.tzinfo else None


def moment_of(id: str) -> datetime:
    """When X made an id."""
    return _FIRST_MOMENT + timedelta(milliseconds=int(id) // _STEPS)


def id_at(moment: datetime) -> str:
    """The smallest id of a moment."""
    return str(max(1, (moment - _FIRST_MOMENT) // timedelta(milliseconds=1) * _STEPS))
