"""Staffed time as somebody counts it who looks at the clock on the wall once a minute and makes ticks on paper.

Nothing here is shared with what it is held against: neither the desk's arithmetic nor how it finds out when a shift
begins and ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from desk.staffing import Hours, Shift

DAYS = 10  # that are looked at
MINUTES = DAYS * 24 * 60
BAVARIA = {  # its public holidays within those days, from a calendar on paper
    *(date(2011, 12, 25), date(2011, 12, 26), date(2012, 1, 1), date(2012, 1, 6), date(2018, 11, 1)),
    *(date(2026, 1, 1), date(2026, 1, 6), date(2026, 4, 3), date(2026, 4, 6)),
    *(date(2026, 10, 3), date(2026, 11, 1)),
}


@dataclass(frozen=True)
class Paper:
    """From `start`, one tick for each minute in which somebody is there."""

    start: datetime
    ticks: Sequence[bool] = field(repr=False)

    def at(self, minute: int) -> datetime:
        """The moment at which a minute begins."""
        return self.start + timedelta(minutes=minute)

    def between(self, one: int, other: int) -> int:
        """Ticks from one minute until just before another."""
        return sum(self.ticks[one:other])

    def after(self, minute: int, ticks: int) -> int | None:
        """The minute at the beginning of which so many ticks were made since; None: later than was looked."""
        for here in range(minute, len(self.ticks)):
            if self.ticks[here]:
                ticks -= 1
                if ticks == 0:
                    return here + 1
        return None


@cache
def shown(zone: str, first: date) -> tuple[datetime, tuple[datetime, ...]]:
    """When the first day begins, and what the clock on the wall shows at the beginning of each minute from then on."""
    place = ZoneInfo(zone)
    minute = datetime.combine(first - timedelta(days=1), time(0), UTC)
    while minute.astimezone(place).date() < first:
        minute += timedelta(minutes=1)
    moments = (minute + timedelta(minutes=number) for number in range(MINUTES))
    return minute, tuple(moment.astimezone(place).replace(tzinfo=None) for moment in moments)


def paper_of(hours: Hours, zone: str, first: date, closed: set[date]) -> Paper:
    """One walk through all minutes. A shift goes on from when the clock first shows its start, or later, to its end."""
    start, walls = shown(zone, first)
    waiting = sorted(
        (times for number in range(-2, DAYS + 1) for times in _on(hours.shifts, first, number, closed)),
        reverse=True,
    )
    on: list[datetime] = []
    ticks, latest = [], walls[0]
    for wall in walls:
        latest = max(latest, wall)
        while waiting and waiting[-1][0] <= latest:
            on.append(waiting.pop()[1])
        on = [end for end in on if end > latest]
        ticks.append(bool(on))
    return Paper(start, ticks)


def _on(
    shifts: Sequence[Shift], first: date, number: int, closed: set[date]
) -> list[tuple[datetime, datetime]]:
    """The shifts of one day, as the clock shows their start and end."""
    day = first + timedelta(days=number)
    found = []
    for shift in shifts:
        if shift.day.value == day.weekday() and day not in closed:
            over_midnight = shift.end <= shift.start
            end = datetime.combine(day, shift.end) + timedelta(days=1 if over_midnight else 0)
            found.append((datetime.combine(day, shift.start), end))
    return found
