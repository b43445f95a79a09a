"""Cases at risk and overdue are noticed once for each time that something is due, on each kind of database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk import handling
from desk.cases import Case, Priority, Stage
from desk.ledger import Ledger
from desk.messages import Kind
from desk.service_alarms import Alarm, Noticed, still_to_tell
from desk.service_level import USUAL, ServiceLevel
from desk.staffing import Hours
from desk.timetable import shifts_of
from tests.builders import ALICE, NOON, a_message
from tests.desk.cases import HOUR, customer_wrote, stored

MINUTE = timedelta(minutes=1)


def told(ledger: Ledger, after: int = 0) -> list[tuple[int, Alarm]]:
    return [(one.case_id, one.alarm) for one in ledger.alarms.after(after, 99)]


def due(ledger: Ledger, minutes: int) -> Case:
    due_at = NOON + minutes * MINUTE
    made = ledger.receive(a_message(), priority=Priority.NORMAL, due_at=due_at, at=NOON)
    assert made is not None
    return ledger.case(made)


def test_a_case_is_at_risk_once_and_overdue_once_however_often_somebody_looks(ledger: Ledger) -> None:
    case = due(ledger, 60)
    noticed = [ledger.alarms.notice(NOON + minute * MINUTE, USUAL) for minute in range(0, 90, 5)]
    assert sum(noticed) == 2
    assert told(ledger) == [(case.id, Alarm.AT_RISK), (case.id, Alarm.BREACHED)]


def test_what_went_by_unseen_is_overdue_and_was_never_at_risk(ledger: Ledger) -> None:
    case = due(ledger, 60)
    assert ledger.alarms.notice(NOON + 3 * HOUR, USUAL) == 1
    assert told(ledger) == [(case.id, Alarm.BREACHED)]


@pytest.mark.parametrize("stage", [Stage.SENT, Stage.RESOLVED, Stage.SET_ASIDE])
def test_nothing_is_noticed_of_what_waits_for_the_customer(ledger: Ledger, stage: Stage) -> None:
    stored(ledger, stage)
    assert ledger.alarms.notice(NOON + 9 * HOUR, USUAL) == 0


def test_nothing_is_noticed_of_who_was_found_by_a_search(ledger: Ledger) -> None:
    found = replace(a_message(), kind=Kind.LISTENING)
    ledger.receive(found, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    assert ledger.alarms.notice(NOON + HOUR, USUAL) == 0
    assert ledger.figures.standing(NOON + HOUR).breached == 0
    assert ledger.queues.breached(NOON + HOUR, 9).total == 0


def test_who_writes_again_is_due_again_and_that_is_noticed_again(ledger: Ledger) -> None:
    case = stored(ledger, Stage.SET_ASIDE)
    ledger.apply(customer_wrote(due_at=NOON + 2 * HOUR)(case))
    assert ledger.alarms.notice(NOON + 3 * HOUR, USUAL) == 1
    again = ledger.apply(handling.put_aside(ledger.case(case.id), "spam", ALICE, NOON))
    ledger.apply(customer_wrote(due_at=NOON + 4 * HOUR)(again))
    assert ledger.alarms.notice(NOON + 5 * HOUR, USUAL) == 1
    assert [one.holds for one in ledger.alarms.after(0, 9)] == [False, True]


def test_nobody_is_warned_at_night_of_what_is_due_in_the_morning(ledger: Ledger) -> None:
    office = ServiceLevel(hours=Hours(shifts_of(["Mon-Fri 09:00-18:00"])))
    due(ledger, 69 * 60 + 30)  # Monday, 09:30
    moments = [datetime.fromisoformat(f"2026-11-23T{clock}+00:00") for clock in ("08:59", "09:19", "09:20")]
    assert [ledger.alarms.notice(now, office) for now in moments] == [0, 0, 1]


def test_the_ones_after_a_number_come_in_their_order_with_who_has_the_case(ledger: Ledger) -> None:
    first, second = due(ledger, 30), due(ledger, 20)
    ledger.apply(handling.claim(first, ALICE, NOON))
    ledger.alarms.notice(NOON + HOUR, USUAL)
    assert told(ledger) == [(second.id, Alarm.BREACHED), (first.id, Alarm.BREACHED)]
    [later] = ledger.alarms.after(1, 99)
    assert (later.number, later.assignee, later.due_at) == (ledger.alarms.newest(), "alice", first.due_at)
    assert ledger.alarms.after(0, 1)[0].case_id == second.id


def test_nothing_was_noticed_at_an_empty_desk(ledger: Ledger) -> None:
    assert (ledger.alarms.notice(NOON, USUAL), ledger.alarms.newest(), told(ledger)) == (0, 0, [])


def test_two_who_look_at_the_same_moment_notice_everything_once(ledger: Ledger, rounds: int) -> None:
    for number in range(1, rounds + 1):
        due(ledger, number * 20)
        now = NOON + number * 20 * MINUTE + MINUTE
        with ThreadPoolExecutor(4) as threads:
            assert sum(threads.map(lambda _, now=now: ledger.alarms.notice(now, USUAL), range(4))) == 1
    numbers = [one.number for one in ledger.alarms.after(0, 999)]
    assert numbers == sorted(numbers)


def a_noticed(number: int, alarm: Alarm, *, case: int = 1, holds: bool = True, minutes: int = 0) -> Noticed:
    found: Noticed = Noticed(number, case, alarm, NOON + minutes * MINUTE, None, holds)  # type: ignore[arg-type]
    return found


def test_people_are_told_of_each_case_once_and_not_of_what_was_answered_meanwhile() -> None:
    noticed = [
        a_noticed(1, Alarm.AT_RISK),
        a_noticed(2, Alarm.BREACHED),
        a_noticed(3, Alarm.AT_RISK, case=2, holds=False),
        a_noticed(4, Alarm.AT_RISK, case=3, minutes=-5),
    ]
    assert [one.number for one in still_to_tell(noticed)] == [4, 2]
