"""When replies are due."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.cases import Priority
from desk.sla import SOON, ServiceLevel, at_risk, due_at, left
from tests.builders import NOON
from tests.desk.cases import HOUR, a_new_case


@pytest.mark.parametrize(
    ("priority", "minutes"),
    [(Priority.URGENT, 15), (Priority.HIGH, 30), (Priority.NORMAL, 60), (Priority.LOW, 480)],
)
def test_the_more_urgent_the_sooner(priority: Priority, minutes: int) -> None:
    assert due_at(NOON, priority) == NOON + timedelta(minutes=minutes)


def test_a_company_may_have_its_own_targets() -> None:
    assert due_at(NOON, Priority.LOW, ServiceLevel(low=2 * HOUR)) == NOON + 2 * HOUR


def test_time_left_is_negative_once_a_case_is_overdue() -> None:
    assert left(a_new_case(), NOON + 3 * HOUR) == -2 * HOUR


def test_a_case_is_at_risk_when_it_is_due_soon_and_not_when_it_is_overdue() -> None:
    case = replace(a_new_case(), due_at=NOON)
    told = [at_risk(case, NOON + offset) for offset in (-SOON - HOUR, -SOON, timedelta(0), HOUR)]
    assert told == [False, True, True, False]
