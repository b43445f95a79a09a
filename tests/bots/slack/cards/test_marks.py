"""A card is written again when its mark changes, and not for every minute that goes by."""

from datetime import datetime, timedelta
from pathlib import Path

from bots.slack.cards.marks import Marks
from desk.cases import CaseId, Priority
from tests.builders import NOON, a_message
from tests.desk.cases import HandClock
from tests.templates import a_ledger

MINUTE = timedelta(minutes=1)


def test_a_case_is_renewed_when_it_comes_at_risk_and_when_it_is_overdue(tmp_path: Path) -> None:
    ledger, clock = a_ledger(tmp_path), HandClock()
    ledger.receive(a_message(), priority=Priority.NORMAL, due_at=NOON + 60 * MINUTE, at=NOON)
    ledger.receive(a_message(), priority=Priority.LOW, due_at=NOON + 480 * MINUTE, at=NOON)
    marks = Marks(ledger.due_between, clock)
    renewed = {}
    for minute in range(1, 75):
        clock.move(MINUTE)
        if crossed := marks.crossed():
            renewed[minute] = crossed
    ledger.close()
    assert renewed == {50: [CaseId(1)], 60: [CaseId(1)]}


def test_the_cases_are_not_read_more_than_once_a_minute() -> None:
    clock, reads = HandClock(), []

    def due(start: datetime, end: datetime) -> list[CaseId]:
        reads.append((start, end))
        return []

    marks = Marks(due, clock)
    for _ in range(10):
        clock.move(MINUTE / 4)
        marks.crossed()
    assert len(reads) == 4
