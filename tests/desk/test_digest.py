"""Which week a digest is about, and what is summed up in it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.cases import CaseId
from desk.digest import Schedule, Week, reasons, summed_up
from desk.reviewing import Criterion, Grade, Review
from desk.staffing import Weekday
from tests.builders import NOON

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY_AT_NINE = Schedule(BERLIN)


@pytest.mark.parametrize(
    ("now", "key"),
    [
        ("2026-11-23 08:59", "2026-W46"),
        ("2026-11-23 09:00", "2026-W47"),
        ("2026-11-29 23:59", "2026-W47"),
        ("2026-11-30 09:00", "2026-W48"),
        ("2027-01-04 09:00", "2026-W53"),
        ("2027-01-11 09:00", "2027-W01"),
    ],
)
def test_the_newest_digest_that_is_due_is_about_the_week_before(now: str, key: str) -> None:
    at = datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    assert MONDAY_AT_NINE.week(at).key == key


def test_it_may_be_due_on_another_day_and_where_the_team_is() -> None:
    schedule = Schedule(ZoneInfo("America/New_York"), Weekday.FRIDAY, time(17, 30))
    friday = datetime(2026, 11, 27, 17, 30, tzinfo=schedule.zone)
    assert schedule.week(friday).key == "2026-W47"
    assert schedule.week(friday - timedelta(minutes=1)).key == "2026-W46"


def test_a_week_begins_and_ends_at_the_teams_midnight_also_when_the_clocks_change() -> None:
    week = Week(date(2026, 10, 19), BERLIN)
    assert week.until.astimezone(ZoneInfo("UTC")) - week.since.astimezone(ZoneInfo("UTC")) == timedelta(
        days=7, hours=1
    )
    assert week.until == week.before(-1).since
    assert week.before().until == week.since


@given(
    st.integers(-60_000, 60_000).map(lambda hours: NOON + timedelta(hours=hours)),
    st.sampled_from(Weekday),
    st.times(),
    st.integers(0, 400),
)
def test_weeks_only_go_forward_and_are_over_when_they_are_told(
    now: datetime, day: Weekday, at: time, hours: int
) -> None:
    schedule = Schedule(BERLIN, day, at)
    week, later = schedule.week(now), schedule.week(now + timedelta(hours=hours))
    assert week.until <= now
    assert week.key <= later.key
    assert now - week.until < timedelta(days=14, hours=2)


def test_reasons_are_counted_without_what_was_written_beside_them() -> None:
    given_ = {
        "The tone is wrong": 2,
        "The tone is wrong: too stiff": 1,
        "It is handled elsewhere": 1,
        "no": 1,
    }
    assert reasons(given_, 2) == [("The tone is wrong", 3), ("It is handled elsewhere", 1)]


def test_what_does_not_apply_to_a_reply_is_not_counted() -> None:
    def review(tone: Grade) -> Review:
        grades = dict.fromkeys(Criterion, Grade.NOT_APPLICABLE) | {Criterion.TONE: tone}
        return Review(CaseId(1), 1, "lena", NOON, grades)

    reviewed = summed_up([review(Grade.YES), review(Grade.NO), review(Grade.NOT_APPLICABLE)])
    assert reviewed.total == 3
    assert reviewed.met[Criterion.TONE] == (1, 2)
    assert reviewed.met[Criterion.CORRECT] == (0, 0)
