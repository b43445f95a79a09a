"""Weekly hours as people write them: "Mon-Fri 09:00-12:30, 13:30-18:00", "Sat 22:00-06:00", "Sun 00:00-24:00"."""

import re
from collections.abc import Iterable, Iterator
from datetime import time

from desk.staffing import Shift, Weekday

_DAYS = {day.name[:3].lower(): day for day in Weekday}
_LINE = re.compile(r"\s*(?P<days>[a-z]{3}(?:\s*[-,]\s*[a-z]{3})*)\s+(?P<times>\d.*)", re.IGNORECASE)
_TIMES = re.compile(r"\s*(\d\d?):(\d\d)\s*-\s*(\d\d?):(\d\d)\s*")


def shifts_of(lines: Iterable[str]) -> tuple[Shift, ...]:
    """The shifts that the lines say, each once, from Monday on. Raises ValueError for what is no such line."""
    return tuple(sorted({shift for line in lines for shift in _shifts(line)}))


def _shifts(line: str) -> Iterator[Shift]:
    found = _LINE.fullmatch(line)
    if not found:
        raise _unreadable(line)
    for times in found["times"].split(","):
        start, end = _from_to(times, line)
        yield from (Shift(day, start, end) for day in _days(found["days"], line))


def _days(written: str, line: str) -> Iterator[Weekday]:
    for part in written.lower().replace(" ", "").split(","):
        ends = [_DAYS.get(name) for name in part.split("-")]
        first, last = ends[0], ends[-1]
        if first is None or last is None or len(ends) > 2:
            raise _unreadable(line)
        yield from (Weekday((first + number) % 7) for number in range((last - first) % 7 + 1))


def _from_to(written: str, line: str) -> tuple[time, time]:
    found = _TIMES.fullmatch(written)
    if not found:
        raise _unreadable(line)
    hour, minute, last_hour, last_minute = map(int, found.groups())
    midnight = (last_hour, last_minute) == (24, 0)
    try:
        return time(hour, minute), time() if midnight else time(last_hour, last_minute)
    except ValueError as error:
        raise _unreadable(line) from error


def _unreadable(line: str) -> ValueError:
    return ValueError(f"{line!r} says no hours; write them like 'Mon-Fri 09:00-12:30, 13:30-18:00'")
