"""Arithmetic in staffed time, against somebody who counts minutes on paper."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.cases import Priority
from desk.service_level import Lengths, ServiceLevel, Terms
from desk.sla import at_risk, breached, first_due, left
from desk.staffed import after, between
from desk.staffed_years import StaffedYears
from desk.staffing import ALWAYS, Hours
from desk.timetable import shifts_of
from tests.builders import NOON, a_message
from tests.desk.cases import a_new_case
from tests.desk.service.desks import BERLIN, MINUTE, Desk, desks, minutes
from tests.desk.service.minutes import MINUTES

HOUR = 60 * MINUTE


def staffed_time_is_what_paper_says(desk: Desk, one: int, other: int, length: int) -> None:
    hours, paper = desk
    ticks = paper.between(min(one, other), max(one, other)) * (1 if one <= other else -1)
    assert between(paper.at(one), paper.at(other), hours) == ticks * MINUTE
    level = ServiceLevel(Terms(first=Lengths(*[length * MINUTE] * 4)), hours=hours)
    due = first_due(a_message(posted_at=paper.at(one)), Priority.HIGH, level)
    counted = paper.after(one, length)
    assert due == paper.at(counted) if counted is not None else due > paper.at(MINUTES - 1)


def a_case_stands_as_paper_says(desk: Desk, now: int, due: int, margin: int) -> None:
    hours, paper = desk
    level = ServiceLevel(hours=hours, risk=Lengths(*[margin * MINUTE] * 4))
    case = replace(a_new_case(), due_at=paper.at(due))
    ticks = paper.between(now, due) if now <= due else -paper.between(due, now)
    assert left(case, paper.at(now), level) == ticks * MINUTE
    assert breached(case, paper.at(now)) is (due < now)
    within = paper.after(now, margin)
    known = within is not None or due < MINUTES - 1
    soon = now <= due and (within is None or due <= within)
    assert not known or at_risk(case, paper.at(now), level) is soon


lengths = st.integers(1, 3 * 24 * 60)


@settings(max_examples=12, deadline=None)
@given(desks(), minutes, minutes, lengths)
def test_staffed_time_and_what_is_due_are_what_somebody_counts_on_paper(
    desk: Desk, one: int, other: int, length: int
) -> None:
    staffed_time_is_what_paper_says(desk, one, other, length)
    a_case_stands_as_paper_says(desk, one, other, length)


@pytest.mark.prove
def test_they_are_so_thousands_of_times(rounds: int) -> None:
    @settings(max_examples=100 * rounds, deadline=None)
    @given(desks(), minutes, minutes, lengths)
    def counted(desk: Desk, one: int, other: int, length: int) -> None:
        staffed_time_is_what_paper_says(desk, one, other, length)
        a_case_stands_as_paper_says(desk, one, other, length)

    counted()


@settings(max_examples=25, deadline=None)
@given(
    desks(),
    st.lists(st.timedeltas(timedelta(0), timedelta(days=5)), min_size=3, max_size=3),
    st.timedeltas(timedelta(microseconds=1), timedelta(days=2)),
)
def test_parts_of_staffed_time_add_up_to_the_microsecond(
    desk: Desk, offsets: list[timedelta], length: timedelta
) -> None:
    one, two, three = sorted(desk.paper.start + offset for offset in offsets)
    whole = between(one, three, desk.hours)
    assert between(one, two, desk.hours) + between(two, three, desk.hours) == whole
    due = after(one, length, desk.hours)
    assert between(one, due, desk.hours) == length
    assert between(one, due - timedelta(microseconds=1), desk.hours) < length


def at(text: str) -> datetime:
    """By the clock in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


class TestADeskInBerlin:
    HOURS = Hours(
        shifts_of(["Mon-Fri 09:00-12:30, 13:30-18:00"]), BERLIN, "DE-BY", frozenset({date(2026, 11, 24)})
    )

    @pytest.mark.parametrize(
        ("asked", "length", "due"),
        [
            ("2026-11-20 12:15", 30 * MINUTE, "2026-11-20 13:45"),  # lunch
            ("2026-11-20 17:30", 30 * MINUTE, "2026-11-20 18:00"),  # just in time
            ("2026-11-20 17:31", 30 * MINUTE, "2026-11-23 09:01"),  # a weekend
            ("2026-11-23 17:45", HOUR, "2026-11-25 09:45"),  # a day off
            ("2026-11-21 03:00", 15 * MINUTE, "2026-11-23 09:15"),  # Saturday night
            ("2026-12-24 17:00", 8 * HOUR, "2026-12-28 17:00"),  # two days of Christmas and a weekend
            ("2026-11-19 09:00", 8 * HOUR, "2026-11-19 18:00"),  # a whole day
        ],
    )
    def test_lunch_nights_weekends_and_holidays_do_not_count(
        self, asked: str, length: timedelta, due: str
    ) -> None:
        assert after(at(asked), length, self.HOURS) == at(due)

    def test_a_reply_on_monday_morning_took_minutes_not_a_weekend(self) -> None:
        assert between(at("2026-11-20 17:50"), at("2026-11-23 09:05"), self.HOURS) == 15 * MINUTE


@pytest.mark.parametrize(("night", "hours"), [("2026-03-28 21:00", 7), ("2026-10-24 21:00", 9)])
def test_a_night_shift_is_as_long_as_the_night_when_the_clocks_change(night: str, hours: int) -> None:
    shift = Hours(shifts_of(["Sat 22:00-06:00"]), BERLIN)
    begins = at(night).astimezone(UTC)
    assert between(begins, begins + timedelta(days=1), shift) == hours * HOUR
    assert after(begins, hours * HOUR, shift) == begins + (hours + 1) * HOUR


def test_an_hour_is_an_hour_also_for_moments_that_are_told_by_the_clock_of_a_place() -> None:
    assert between(at("2026-03-29 01:30"), at("2026-03-29 03:30"), ALWAYS) == HOUR
    assert after(at("2026-03-29 01:30"), HOUR, ALWAYS) == at("2026-03-29 03:30")


@pytest.mark.parametrize("years", [(2026, 2026), (2026, 2027), (2025, 2028)])
@pytest.mark.parametrize("rota", ["Mon-Fri 09:00-12:30, 13:30-18:00", "Mon-Sun 22:00-06:00"])
def test_looking_at_years_at_once_gives_the_same(years: tuple[int, int], rota: str) -> None:
    hours = Hours(shifts_of([rota]), BERLIN, "DE-BY")
    staffed = StaffedYears(hours)
    starts = [datetime(years[0], 12, 31, hour, 30, tzinfo=UTC) for hour in range(0, 24, 5)]
    for start in starts:
        for end in (start, start + 7 * HOUR, datetime(years[1], 12, 31, 23, 59, 59, tzinfo=UTC)):
            assert staffed.between(start, end) == between(start, end, hours)


def test_a_day_off_stops_the_clock_also_where_somebody_is_always_there() -> None:
    hours = Hours(ALWAYS.shifts, days_off=frozenset({date(2026, 11, 21)}))
    assert after(NOON, 13 * HOUR, hours) == NOON + 37 * HOUR
    assert StaffedYears(hours).between(NOON, NOON + 48 * HOUR) == 24 * HOUR
    assert StaffedYears(ALWAYS).between(NOON, NOON + 48 * HOUR) == 48 * HOUR


def test_without_hours_the_clock_never_stops() -> None:
    assert after(NOON, 100 * HOUR, ALWAYS) == NOON + 100 * HOUR
    assert between(NOON, NOON - 3 * HOUR, ALWAYS) == -3 * HOUR


def test_where_nobody_ever_comes_the_clock_on_the_wall_counts_and_nothing_is_lost() -> None:
    nobody = Hours(())
    assert after(NOON, HOUR, nobody) == NOON + HOUR
    assert between(NOON, NOON + HOUR, nobody) == timedelta(0)


def test_a_long_target_with_few_hours_goes_on_into_the_years_after() -> None:
    an_hour_a_week = Hours(shifts_of(["Mon 09:00-10:00"]))
    due = after(NOON, 60 * HOUR, an_hour_a_week)
    assert due == datetime.fromisoformat("2028-01-10T10:00:00+00:00")
    assert between(NOON, due, an_hour_a_week) == 60 * HOUR


def test_a_moment_without_a_zone_is_refused_rather_than_guessed() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        after(datetime(2026, 11, 20, 12), HOUR, ALWAYS)  # noqa: DTZ001 - that is the point
