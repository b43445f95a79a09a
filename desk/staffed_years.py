"""Staffed time for thousands of questions about the same hours: each year is looked at once."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from desk.staffed import never_stops, pieces
from desk.staffing import Hours

_NOTHING = timedelta(0)


@dataclass(frozen=True)
class _Year:
    """Its staffed pieces, and how much of it had gone by when each of them began."""

    starts: Sequence[datetime]
    ends: Sequence[datetime]
    before: Sequence[timedelta]
    total: timedelta

    def until(self, at: datetime) -> timedelta:
        """Staffed time from the beginning of the year."""
        number = bisect_right(self.starts, at) - 1
        if number < 0:
            return _NOTHING
        return self.before[number] + min(at, self.ends[number]) - self.starts[number]


@dataclass(frozen=True)
class StaffedYears:
    """For one thread."""

    hours: Hours

    def between(self, start: datetime, end: datetime) -> timedelta:
        """As `staffed.between` says it; both moments in UTC, and `start` not the later one."""
        if self._never_stops:
            return end - start
        whole = sum((self._year(year).total for year in range(start.year, end.year)), _NOTHING)
        return whole + self._year(end.year).until(end) - self._year(start.year).until(start)

    @cached_property
    def _never_stops(self) -> bool:
        return never_stops(self.hours)

    @cached_property
    def _years(self) -> dict[int, _Year]:
        return {}

    def _year(self, number: int) -> _Year:
        if number not in self._years:
            self._years[number] = _year_of(self.hours, number)
        return self._years[number]


def _year_of(hours: Hours, number: int) -> _Year:
    end = datetime(number + 1, 1, 1, tzinfo=UTC)
    starts, ends, before, total = list[datetime](), list[datetime](), list[timedelta](), _NOTHING
    for piece in pieces(datetime(number, 1, 1, tzinfo=UTC), hours):
        if piece.start >= end:
            break
        starts.append(piece.start)
        ends.append(min(piece.end, end))
        before.append(total)
        total += ends[-1] - starts[-1]
    return _Year(starts, ends, before, total)
