"""Weekly hours as people write them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.staffing import Shift, Weekday
from desk.timetable import shifts_of


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Mon 09:00-17:30", {("Mon", "09:00", "17:30")}),
        ("mon, WED 9:00 - 12:00", {("Mon", "09:00", "12:00"), ("Wed", "09:00", "12:00")}),
        ("Sat-Mon 22:00-06:00", {(day, "22:00", "06:00") for day in ("Sat", "Sun", "Mon")}),
        ("Sun 08:00-12:00, 13:00-24:00", {("Sun", "08:00", "12:00"), ("Sun", "13:00", "00:00")}),
        ("Fri-Fri 00:00-24:00", {("Fri", "00:00", "00:00")}),
    ],
)
def test_days_and_times_are_read(line: str, said: set[tuple[str, str, str]]) -> None:
    read = {
        (shift.day.name[:3].title(), f"{shift.start:%H:%M}", f"{shift.end:%H:%M}")
        for shift in shifts_of([line])
    }
    assert read == said


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Mon",
        "09:00-17:00",
        "Mon 9-17",
        "Montag 09:00-17:00",
        "Mon-Wed-Fri 09:00-10:00",
        "Mon 09:00-25:00",
        "Mon 24:00-25:00",
        "Mon 09:60-10:00",
        "Mon 09:00-10:00,",
        "Mon/Tue 09:00-10:00",
        "Xyz 09:00-10:00",
    ],
)
def test_what_says_no_hours_is_quoted_back(line: str) -> None:
    with pytest.raises(ValueError, match="says no hours") as error:
        shifts_of([line])
    assert repr(line) in str(error.value)


minutes = st.times().map(lambda moment: time(moment.hour, moment.minute))


@given(st.sets(st.builds(Shift, st.sampled_from(Weekday), minutes, minutes), max_size=8))
def test_what_is_written_is_read(said: set[Shift]) -> None:
    lines = [f"{shift.day.name[:3].title()} {shift.start:%H:%M}-{shift.end:%H:%M}" for shift in said]
    assert set(shifts_of(lines)) == said
    assert shifts_of([*lines, *lines]) == tuple(sorted(said))
