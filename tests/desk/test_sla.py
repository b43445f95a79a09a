"""When replies are due, and how a case stands against that."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.cases import Priority, Stage
from desk.messages import Kind, Message
from desk.service_level import PROMISED, Exceptional, Lengths, ServiceLevel, Terms
from desk.sla import at_risk, breached, due_at, first_due, left, next_due
from desk.staffing import Hours
from desk.timetable import shifts_of
from tests.builders import NOON, a_message
from tests.desk.cases import HOUR, a_case_at, a_new_case

MINUTE = timedelta(minutes=1)
OFFICE = Hours(shifts_of(["Mon-Fri 09:00-12:30, 13:30-18:00"]))
QUICK, QUICKER = Lengths(*[5 * MINUTE] * 4), Lengths(*[2 * MINUTE] * 4)
AT_X = ServiceLevel(
    usual=Terms(first=PROMISED, next=QUICK),
    exceptions=(
        Exceptional("x", Terms(QUICKER, QUICKER), direct=True),
        Exceptional("x", Terms(QUICK, QUICK)),
    ),
)


@pytest.mark.parametrize(
    ("priority", "minutes"),
    [(Priority.URGENT, 15), (Priority.HIGH, 30), (Priority.NORMAL, 60), (Priority.LOW, 480)],
)
def test_the_more_urgent_the_sooner(priority: Priority, minutes: int) -> None:
    assert due_at(NOON, priority) == NOON + timedelta(minutes=minutes)


def test_a_company_may_have_its_own_targets() -> None:
    level = ServiceLevel(Terms(first=replace(PROMISED, low=2 * HOUR)))
    assert due_at(NOON, Priority.LOW, level) == NOON + 2 * HOUR


@pytest.mark.parametrize(
    ("message", "first", "following"),
    [
        (a_message(), HOUR, 5 * MINUTE),
        (replace(a_message(), channel="x"), 5 * MINUTE, 5 * MINUTE),
        (replace(a_message(public=False), channel="x"), 2 * MINUTE, 2 * MINUTE),
        (a_message(public=False), HOUR, 5 * MINUTE),
    ],
)
def test_a_channel_may_have_targets_of_its_own_and_so_may_what_is_direct_there(
    message: Message, first: timedelta, following: timedelta
) -> None:
    assert first_due(message, Priority.NORMAL, AT_X) == NOON + first
    assert next_due(message, Priority.NORMAL, AT_X) == NOON + following


def test_the_clock_runs_from_when_the_customer_wrote_not_from_when_we_heard() -> None:
    assert first_due(a_message(posted_at=NOON - HOUR), Priority.NORMAL) == NOON


def test_what_comes_in_at_lunch_is_due_after_lunch() -> None:
    lunch = a_message(posted_at=NOON + 45 * MINUTE)
    assert first_due(lunch, Priority.HIGH, ServiceLevel(hours=OFFICE)) == NOON + 2 * HOUR


def test_time_left_is_negative_once_a_case_is_overdue() -> None:
    assert left(a_new_case(), NOON + 3 * HOUR) == -2 * HOUR


def test_over_the_weekend_no_time_goes_by_and_what_was_late_on_friday_stays_late() -> None:
    level = ServiceLevel(hours=OFFICE)
    friday, saturday = NOON + 5 * HOUR, NOON + 24 * HOUR
    late = replace(a_new_case(), due_at=friday)
    assert (left(late, saturday, level), breached(late, saturday)) == (-HOUR, True)
    in_time = replace(a_new_case(), due_at=NOON + 69 * HOUR + 5 * MINUTE)  # Monday, 09:05
    assert (left(in_time, saturday, level), at_risk(in_time, saturday, level)) == (5 * MINUTE, True)
    assert not breached(in_time, saturday)


def test_a_case_is_at_risk_when_it_is_due_soon_and_not_when_it_is_overdue() -> None:
    case, soon = replace(a_new_case(), due_at=NOON), 10 * MINUTE
    told = [at_risk(case, NOON + offset) for offset in (-soon - MINUTE, -soon, timedelta(0), MINUTE)]
    assert told == [False, True, True, False]


def test_who_was_found_by_a_search_asked_us_nothing_and_is_never_overdue() -> None:
    case = a_new_case(replace(a_message(), kind=Kind.LISTENING))
    assert (left(case, NOON), breached(case, NOON + 9 * HOUR)) == (None, False)


@pytest.mark.parametrize("stage", list(Stage))
def test_nothing_is_due_while_we_wait_for_the_customer(stage: Stage) -> None:
    case = a_case_at(stage)
    ours = stage in {Stage.SENT, Stage.RESOLVED, Stage.SET_ASIDE}
    assert breached(case, NOON + 9 * HOUR) is not ours
    assert at_risk(case, NOON + 55 * MINUTE) is not ours
    assert (left(case, NOON) is None) is ours
