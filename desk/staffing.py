"""When somebody is at work: weekly shifts by the clock of a place, less its holidays and their own days off."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import IntEnum
from functools import cached_property

from desk.public_holidays import public_holidays

A_YEAR = timedelta(days=366)  # so far ahead is looked
_SECOND, _DAY = timedelta(seconds=1), timedelta(days=1)


class Weekday(IntEnum):
    """As `date.weekday` counts them."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, order=True)
class Shift:
    """Every week from `start` to `end` by the wall clock, into the next day when `end` is not later than `start`.

    It belongs to the day on which it begins: when that day is free, none of it takes place.
    """

    day: Weekday
    start: time
    end: time


@dataclass(frozen=True)
class Span:
    """From `start` until just before `end`, both in UTC."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Hours:
    """Somebody's working hours. Shifts may touch and overlap. A moment that is asked about must be aware."""

    shifts: tuple[Shift, ...]
    zone: tzinfo = UTC
    holidays: str | None = None  # where they are kept, by its ISO 3166 code, such as "DE-BY"
    days_off: frozenset[date] = frozenset()

    def on_duty(self, at: datetime) -> bool:
        """True from a shift's start until just before its end."""
        return self.next_on_duty(at) == at

    def next_on_duty(self, at: datetime) -> datetime | None:
        """The first moment on duty, `at` itself or later; None when there is none for a year."""
        return next((max(at, span.start) for span in self.spans(at)), None)

    def next_off_duty(self, at: datetime) -> datetime | None:
        """The first moment off duty, `at` itself or later; None when there is none for a year."""
        free = at
        for span in self.spans(at):
            if span.start > free:
                break
            free = max(free, span.end)
        return free if free < at + A_YEAR else None

    def spans(self, at: datetime) -> Iterator[Span]:
        """The shifts that end after `at`, each as a whole, for a year ahead, in the order they begin."""
        if at.tzinfo is None:
            raise ValueError(f"{at!r} has no time zone, so nobody can tell who is on duty then")
        today = at.astimezone(self.zone).date()
        for number in range(-1, A_YEAR.days + 2):  # yesterday's last into today
            yield from (span for span in self._spans_of(today + number * _DAY) if span.end > at)

    def _spans_of(self, day: date) -> Iterator[Span]:
        for shift in () if self._is_free(day) else self._shifts_on[day.weekday()]:
            last = day if shift.start < shift.end else day + _DAY
            start = first_shown(datetime.combine(day, shift.start), self.zone)
            end = first_shown(datetime.combine(last, shift.end), self.zone)
            if start < end:  # else the clock jumped over it
                yield Span(start, end)

    def _is_free(self, day: date) -> bool:
        return day in self.days_off or (
            self.holidays is not None and day in public_holidays(self.holidays, day.year)
        )

    @cached_property
    def _shifts_on(self) -> Mapping[int, list[Shift]]:
        return {day: sorted(shift for shift in self.shifts if shift.day is day) for day in Weekday}


ALWAYS = Hours(tuple(Shift(day, time(), time()) for day in Weekday))


def first_shown(wall: datetime, zone: tzinfo) -> datetime:
    """The first moment, in UTC, at which the clocks of a zone show this time or a later one; `wall` is naive.

    So a time that is shown twice when summer ends is the first of the two, one that is skipped when summer begins is
    the moment of the jump, and shifts that touch on the wall clock always touch.
    """
    one = wall.replace(tzinfo=zone, fold=0).astimezone(UTC)
    other = wall.replace(tzinfo=zone, fold=1).astimezone(UTC)
    if one <= other:
        return one
    seconds = range(int((one - other) / _SECOND))  # the jump is somewhere between the two (PEP 495)
    jump = bisect_left(
        seconds,
        True,
        key=lambda second: (other + second * _SECOND).astimezone(zone).replace(tzinfo=None) >= wall,
    )
    return other + jump * _SECOND
