"""Who is at work when: against a model that looks at the clock on the wall minute by minute."""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import accumulate
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.staffing import A_YEAR, ALWAYS, Hours, Shift, Weekday
from desk.timetable import shifts_of

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BERLIN = ZoneInfo("Europe/Berlin")
LENGTH = 6  # days that the model looks at
WEEKS = {  # zones with the first day that the model looks at: each with a trap in the middle
    "Europe/Berlin": [date(2026, 3, 26), date(2026, 10, 22)],
    "America/New_York": [date(2026, 3, 5), date(2026, 10, 29)],
    "Australia/Lord_Howe": [date(2026, 4, 2), date(2026, 10, 1)],  # half an hour
    "America/Sao_Paulo": [date(2018, 11, 1), date(2018, 2, 15)],  # midnight does not exist, or is there twice
    "Pacific/Apia": [date(2011, 12, 27)],  # skipped a day
    "Asia/Kathmandu": [date(2026, 1, 1)],
}


@cache
def walls(zone: str, first: date) -> tuple[datetime, tuple[datetime, ...]]:
    """The first minute, and for each minute from it on the latest time that the clocks have shown by then."""
    start = datetime.combine(first, time(), ZoneInfo(zone)).astimezone(UTC).replace(second=0)
    shown = (
        (start + minute * MINUTE).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        for minute in range(LENGTH * 24 * 60)
    )
    return start, tuple(accumulate(shown, max))


def minutes_on_duty(hours: Hours, zone: str, first: date) -> set[int]:
    """By the model."""
    _, shown = walls(zone, first)
    on: set[int] = set()
    for number in range(-2, LENGTH + 2):
        day = first + number * DAY
        for shift in hours.shifts if day not in hours.days_off else ():
            if shift.day == day.weekday():
                last = day if shift.start < shift.end else day + DAY
                begins = bisect_left(shown, datetime.combine(day, shift.start))
                on |= set(range(begins, bisect_left(shown, datetime.combine(last, shift.end))))
    return on


times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 0, 15, 30, 59]))
shifts = st.builds(Shift, st.sampled_from(Weekday), times, times)
weeks = st.sampled_from([(zone, first) for zone, days in WEEKS.items() for first in days])
rotas = st.tuples(
    st.lists(shifts, max_size=6).map(tuple), st.sets(st.integers(0, LENGTH - 1), max_size=1), weeks
)


def of(rota: tuple[tuple[Shift, ...], set[int], tuple[str, date]]) -> tuple[Hours, str, date, set[int]]:
    """Hours, where, from when on, and the minutes on duty by the model."""
    said, free, (zone, first) = rota
    hours = Hours(said, ZoneInfo(zone), days_off=frozenset(first + day * DAY for day in free))
    return hours, zone, first, minutes_on_duty(hours, zone, first)


@settings(max_examples=40, deadline=None)
@given(rotas, st.lists(st.integers(0, 4 * 24 * 60), min_size=1, max_size=5))
def test_duty_begins_and_ends_when_the_clock_on_the_wall_says(
    rota: tuple[tuple[Shift, ...], set[int], tuple[str, date]], some: list[int]
) -> None:
    hours, zone, first, on = of(rota)
    start, shown = walls(zone, first)
    edges = {minute for minute in range(4 * 24 * 60) if (minute in on) != (minute - 1 in on)}
    for minute in {*some, *edges}:
        at = start + minute * MINUTE
        known = range(minute, len(shown) - 24 * 60)  # what is later the model has not seen whole
        begins = next((one for one in known if one in on), None)
        ends = next((one for one in known if one not in on), None)
        assert hours.on_duty(at) is (minute in on), at
        assert begins is None or hours.next_on_duty(at) == start + begins * MINUTE, at
        assert ends is None or hours.next_off_duty(at) == start + ends * MINUTE, at


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(rotas)
def test_duty_is_what_the_clock_on_the_wall_says_in_every_minute(
    rota: tuple[tuple[Shift, ...], set[int], tuple[str, date]],
) -> None:
    hours, zone, first, on = of(rota)
    start, _ = walls(zone, first)
    whole = range(4 * 24 * 60)
    assert {minute for minute in whole if hours.on_duty(start + minute * MINUTE)} == on & set(whole)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


class TestAWeekInBerlin:
    HOURS = Hours(
        shifts_of(["Mon-Fri 09:00-12:30, 13:30-18:00"]), BERLIN, "DE-BY", frozenset({date(2026, 11, 24)})
    )

    @pytest.mark.parametrize(
        ("moment", "there"),
        [
            ("2026-11-20 07:59", False),
            ("2026-11-20 08:00", True),
            ("2026-11-20 11:30", False),  # lunch
            ("2026-11-20 12:30", True),
            ("2026-11-20 16:59", True),
            ("2026-11-20 17:00", False),
            ("2026-11-21 10:00", False),  # Saturday
            ("2026-11-24 10:00", False),  # a day off
            ("2026-12-25 10:00", False),
            ("2026-01-06 10:00", False),  # Epiphany, in Bavaria
        ],
    )
    def test_the_clock_the_week_lunch_and_holidays_count(self, moment: str, there: bool) -> None:
        assert self.HOURS.on_duty(at(moment)) is there

    def test_the_next_shift_is_found_over_a_long_weekend(self) -> None:
        assert self.HOURS.next_on_duty(at("2026-12-24 18:00")) == at("2026-12-28 08:00")

    def test_the_end_is_that_of_the_shift(self) -> None:
        assert self.HOURS.next_off_duty(at("2026-11-20 09:00")) == at("2026-11-20 11:30")
        assert self.HOURS.next_off_duty(at("2026-11-21 09:00")) == at("2026-11-21 09:00")


class TestNights:
    HOURS = Hours(shifts_of(["Sat 22:00-06:00"]), BERLIN)

    def test_a_night_is_an_hour_shorter_when_summer_begins_and_longer_when_it_ends(self) -> None:
        lengths = [
            next(self.HOURS.spans(at(day)))
            for day in ("2026-03-28 12:00", "2026-10-24 12:00", "2026-11-21 12:00")
        ]
        assert [(span.end - span.start) / timedelta(hours=1) for span in lengths] == [7, 9, 8]

    def test_it_belongs_to_the_day_on_which_it_begins(self) -> None:
        saturday, sunday = date(2026, 11, 21), date(2026, 11, 22)
        night = at("2026-11-22 03:00")
        assert not Hours(self.HOURS.shifts, BERLIN, days_off=frozenset({saturday})).on_duty(night)
        assert Hours(self.HOURS.shifts, BERLIN, days_off=frozenset({sunday})).on_duty(night)


def test_a_shift_in_an_hour_that_there_is_twice_takes_place_once() -> None:
    hours = Hours(shifts_of(["Sun 02:15-02:45"]), BERLIN)
    first = at("2026-10-25 00:15")
    assert next(hours.spans(first)).start == first
    assert not hours.on_duty(first + timedelta(hours=1))


def test_a_shift_in_an_hour_that_is_skipped_does_not_take_place() -> None:
    hours = Hours(shifts_of(["Sun 02:15-02:45"]), BERLIN)
    assert hours.next_on_duty(at("2026-03-28 12:00")) == at("2026-04-05 00:15")


def test_shifts_that_touch_are_one_stretch_of_duty() -> None:
    hours = Hours(shifts_of(["Mon-Fri 09:00-12:00", "Mon-Fri 12:00-24:00", "Tue 00:00-01:00"]))
    assert hours.next_off_duty(at("2026-11-23 10:00")) == at("2026-11-24 01:00")


def test_who_is_always_there_never_leaves_and_who_never_is_never_comes() -> None:
    now = at("2026-11-20 12:00")
    assert ALWAYS.on_duty(now)
    assert ALWAYS.next_off_duty(now) is None
    assert Hours(()).next_on_duty(now) is None
    assert Hours(()).next_off_duty(now) == now


def test_somebody_on_leave_for_longer_than_a_year_is_not_waited_for() -> None:
    days = frozenset(date(2026, 11, 20) + number * DAY for number in range(A_YEAR.days + 40))
    assert Hours(ALWAYS.shifts, days_off=days).next_on_duty(at("2026-11-20 12:00")) is None


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        ALWAYS.on_duty(datetime(2026, 11, 20, 12, 0))  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize("place", ["XX", "DE-XX", "", "Atlantis"])
def test_a_place_whose_holidays_nobody_knows_is_refused(place: str) -> None:
    with pytest.raises(ValueError, match="no public holidays are known of"):
        Hours(ALWAYS.shifts, holidays=place).on_duty(at("2026-11-20 12:00"))
