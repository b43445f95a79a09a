"""When X may be asked again: the least of the settings, of X's headers and of a pause it asked for. Pure."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

QUARTER, DAY = timedelta(minutes=15), timedelta(hours=24)
TOO_MANY = 429

_SHORTEST_PAUSE = timedelta(seconds=30)
_PREFIXES = ("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour")
_FARTHEST = DAY + timedelta(minutes=5)  # a reset that is later than this is not believed
_AN_ID = re.compile(r"(?<=[a-z_])/\d[\d-]*(?=/|$)|(?<=/username)/\w+$")


@dataclass(frozen=True)
class Window:
    """So many calls in any stretch of time that is so long."""

    calls: int
    per: timedelta


@dataclass(frozen=True)
class Told:
    """What the headers of the call that began `at` said of one limit, whoever used it."""

    remaining: int
    reset_at: datetime
    at: datetime


@dataclass(frozen=True)
class Usage:
    """What is known of one endpoint. `began` are our own calls, oldest first; `told` goes by header."""

    began: tuple[datetime, ...] = ()
    told: Mapping[str, Told] = field(default_factory=dict)
    barred_until: datetime | None = None
    refusals: int = 0  # in a row


# What X's pages state per account (https://docs.x.com/x-api/fundamentals/rate-limits, read 2026-11-21), where they
# state more than one the least; any other endpoint is learnt from its headers.
WINDOWS: Mapping[str, tuple[Window, ...]] = {
    "POST /2/tweets": (Window(100, QUARTER), Window(10_000, DAY)),
    "POST /2/dm_conversations/with/:id/messages": (Window(15, QUARTER), Window(1440, DAY)),
    "GET /2/dm_events": (Window(15, QUARTER),),
    "GET /2/dm_conversations/with/:id/dm_events": (Window(15, QUARTER),),
    "GET /2/users/:id/mentions": (Window(300, QUARTER),),
}
POSTS, MESSAGES = "POST /2/tweets", "POST /2/dm_conversations/with/:id/messages"


def endpoint_of(method: str, path: str) -> str:
    """What X counts together: the method and the path without ids and names."""
    return f"{method} {_AN_ID.sub('/:id', path)}"


def free_at(windows: Iterable[Window], usage: Usage, now: datetime) -> datetime | None:
    """When the next call may begin; None: now."""
    times = [*_by_windows(windows, usage), *_by_headers(usage, now)]
    if usage.barred_until is not None:
        times.append(usage.barred_until)
    latest = max(times, default=now)
    return latest if latest > now else None


def began(windows: Sequence[Window], usage: Usage, now: datetime) -> Usage:
    """A call begins now."""
    longest = max((window.per for window in windows), default=QUARTER)
    recent = tuple(at for at in usage.began if at > now - longest)
    return replace(usage, began=(*recent, now))


def learnt(usage: Usage, status: int, headers: Mapping[str, str], at: datetime, now: datetime) -> Usage:
    """What the answer to the call that began `at` says. Names of headers are in lower case."""
    told = {**usage.told, **dict(_told(headers, at, now))}
    if status != TOO_MANY:
        return replace(usage, told=told, refusals=0)  # a pause ends by itself: this call may be older than it
    pause = max(_pauses(told, headers, now), default=now + _backoff(usage.refusals))
    return replace(usage, told=told, barred_until=pause, refusals=usage.refusals + 1)


def _by_windows(windows: Iterable[Window], usage: Usage) -> Iterator[datetime]:
    for window in windows:
        if len(usage.began) >= window.calls:
            yield usage.began[-window.calls] + window.per


def _by_headers(usage: Usage, now: datetime) -> Iterator[datetime]:
    """Our own calls since X told count against what it said was left."""
    for told in usage.told.values():
        since = sum(1 for at in usage.began if at > told.at)
        if told.reset_at > now and since >= told.remaining:
            yield told.reset_at


def _told(headers: Mapping[str, str], at: datetime, now: datetime) -> Iterator[tuple[str, Told]]:
    for prefix in _PREFIXES:
        remaining = _number(headers.get(f"{prefix}-remaining"))
        reset = _number(headers.get(f"{prefix}-reset"))
        when = None if reset is None else _moment(reset)
        if remaining is not None and when is not None and now < when <= now + _FARTHEST:
            yield prefix, Told(int(max(remaining, 0)), when, at)


def _pauses(told: Mapping[str, Told], headers: Mapping[str, str], now: datetime) -> Iterator[datetime]:
    """When a refusal ends, as far as X says. What it refuses with calls left has another cause, and no end given."""
    for one in told.values():
        if one.remaining == 0 and one.reset_at > now:
            yield one.reset_at
    after = _number(headers.get("retry-after"))
    if after is not None and 0 < after <= _FARTHEST.total_seconds():
        yield now + timedelta(seconds=after)


def _backoff(refusals: int) -> timedelta:
    doubled: int = 2 ** min(refusals, 10)
    return min(_SHORTEST_PAUSE * doubled, QUARTER)


def _number(said: str | None) -> float | None:
    """None for what is no number."""
    try:
        number = float(said or "")
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _moment(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, ValueError, OSError):
        return None
