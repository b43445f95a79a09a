"""Desks with all kinds of hours, for rules that must hold at each."""

from datetime import date, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from desk.staffing import Hours, Shift, Weekday
from desk.timetable import shifts_of
from tests.desk.service.minutes import BAVARIA, Paper, paper_of

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
TRAPS = {  # zones, and days from which on something happens to their clocks, or to the calendar
    "Europe/Berlin": [date(2026, 3, 26), date(2026, 10, 22), date(2026, 4, 1), date(2025, 12, 31)],
    "America/New_York": [date(2026, 3, 5), date(2026, 10, 29)],
    "Australia/Lord_Howe": [date(2026, 4, 2), date(2026, 10, 1)],  # half an hour
    "America/Sao_Paulo": [
        date(2018, 10, 31),
        date(2018, 2, 15),
    ],  # midnight does not exist, or is there twice
    "Pacific/Apia": [date(2011, 12, 27)],  # skipped a day
    "Asia/Kathmandu": [date(2026, 1, 1)],
}
SPLIT = shifts_of(["Mon-Fri 09:00-12:30, 13:30-18:00"])
NIGHTS = shifts_of(["Mon-Sun 22:00-06:00"])
IN_TURN = shifts_of(["Mon-Sun 06:00-14:00", "Mon-Sun 14:00-22:00", "Mon-Sun 22:00-06:00"])

minutes = st.integers(0, 6 * 24 * 60)
_times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 0, 15, 30, 59]))
_shifts = st.builds(Shift, st.sampled_from(Weekday), _times, _times)
_rotas = st.one_of(
    st.lists(_shifts, min_size=1, max_size=8).map(tuple),
    st.sampled_from([SPLIT, NIGHTS, IN_TURN]),
    st.lists(_shifts, max_size=4).map(lambda some: (*SPLIT, *some)),  # they overlap, or touch
)


class Desk(NamedTuple):
    """Some hours, and the same counted on paper."""

    hours: Hours
    paper: Paper


@st.composite
def desks(draw: st.DrawFn) -> Desk:
    """One with a trap on its way."""
    zone, first = draw(st.sampled_from([(zone, day) for zone, days in TRAPS.items() for day in days]))
    off = frozenset(first + number * DAY for number in draw(st.sets(st.integers(0, 8), max_size=2)))
    place = draw(st.sampled_from([None, "DE-BY"]))
    hours = Hours(draw(_rotas), ZoneInfo(zone), place, off)
    return Desk(hours, paper_of(hours, zone, first, {*off, *(BAVARIA if place else ())}))
