"""Arithmetic in staffed time: the clock runs while somebody is on duty, and stands still between. Pure."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from desk.staffing import A_YEAR, ALWAYS, Hours, Span

_NOTHING = timedelta(0)


def after(start: datetime, length: timedelta, hours: Hours) -> datetime:
    """The first moment, in UTC, at which so much staffed time has gone by since `start`.

    What is left when nobody is on duty for a year counts by the wall clock: it is due some day, never lost.
    """
    start = _in_utc(start)
    if never_stops(hours) or length <= _NOTHING:
        return start + length
    left, reached = length, start
    for piece in pieces(start, hours):
        if left <= piece.end - piece.start:
            return piece.start + left
        left, reached = left - (piece.end - piece.start), piece.end
    return reached + left


def between(start: datetime, end: datetime, hours: Hours) -> timedelta:
    """How much staffed time lies between two moments; negative when `end` is the earlier one."""
    start, end = _in_utc(start), _in_utc(end)
    if never_stops(hours):
        return end - start
    if end < start:
        return -between(end, start, hours)
    total = _NOTHING
    for piece in pieces(start, hours):
        if piece.start >= end:
            break
        total += min(piece.end, end) - piece.start
    return total


def never_stops(hours: Hours) -> bool:
    """True where somebody is always on duty, by whatever clock."""
    return hours.shifts == ALWAYS.shifts and hours.holidays is None and not hours.days_off


def _in_utc(at: datetime) -> datetime:
    """Python reckons by the wall clock between two moments of one zone: an hour is lost or won twice a year."""
    if at.tzinfo is None:
        raise ValueError(f"{at!r} has no time zone, so nobody can tell who is on duty then")
    return at.astimezone(UTC)


def pieces(start: datetime, hours: Hours) -> Iterator[Span]:
    """The staffed time from `start` on, in order and nothing of it twice; it ends where a whole year has none."""
    reached, looked_from, found = start, start, True
    while found:
        found = False
        for span in hours.spans(looked_from):
            if span.end > reached:  # else it lies within what went before
                yield Span(max(span.start, reached), span.end)
                reached, found = span.end, True
        looked_from += A_YEAR
