"""Cases at risk and overdue are told to people: once, together, and also after a crash."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from app.alarms import PAUSE, Alarms, Watch
from desk import handling
from desk.cases import CaseId, Priority
from desk.ledger import Ledger
from desk.service_alarms import Noticed
from desk.service_level import USUAL
from tests.builders import ALICE, NOON, a_message
from tests.desk.cases import HandClock
from tests.templates import a_ledger

MINUTE = timedelta(minutes=1)


@dataclass
class Loud:
    """A front with a memory; it may be out of order, or die after it told."""

    name: str = "loud"
    works: bool = True
    dies: bool = False
    said: dict[str, list[int]] = field(default_factory=dict)
    shown: list[int] = field(default_factory=list)

    def show(self, id: CaseId) -> None:
        self.shown.append(id)

    def tell_alarms(self, key: str, alarms: Sequence[Noticed]) -> bool:
        if self.works:
            self.said.setdefault(key, [one.case_id for one in alarms])  # once for one key
        if self.dies:
            raise KeyboardInterrupt
        return self.works


@dataclass
class Desk:
    """Where minutes go by."""

    ledger: Ledger
    clock: HandClock
    bell: Loud
    alarms: Alarms

    def due(self, *minutes: int) -> list[int]:
        made = [
            self.ledger.receive(a_message(), priority=Priority.NORMAL, due_at=NOON + minute * MINUTE, at=NOON)
            for minute in minutes
        ]
        return [one for one in made if one is not None]

    def wait(self, minutes: int) -> None:
        for _ in range(minutes):
            self.clock.move(MINUTE)
            Watch(self.ledger, USUAL, self.clock).refresh()
            self.alarms.refresh()

    @property
    def told(self) -> list[list[int]]:
        return list(self.bell.said.values())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    ledger, clock, bell = a_ledger(tmp_path), HandClock(), Loud()
    yield Desk(ledger, clock, bell, Alarms(bell, ledger, clock))
    ledger.close()


def test_a_case_is_told_when_it_is_at_risk_and_when_it_is_overdue_and_then_no_more(desk: Desk) -> None:
    [case] = desk.due(60)
    desk.wait(49)
    assert desk.told == []
    desk.wait(1)
    assert desk.told == [[case]]
    desk.wait(200)
    assert desk.told == [[case], [case]]
    assert desk.bell.shown == [case, case]


def test_many_at_once_are_one_message(desk: Desk) -> None:
    cases = desk.due(*range(60, 64))
    desk.wait(54)
    assert desk.told == [cases[:1]]  # at minute 50; the others while it paused
    desk.wait(1)
    assert desk.told == [cases[:1], cases[1:]]
    assert desk.bell.shown == cases  # their marks do not wait for the message
    assert timedelta(minutes=5) == PAUSE


def test_nobody_is_told_of_what_was_answered_while_the_bell_paused(desk: Desk) -> None:
    first, second = desk.due(60, 62)
    desk.wait(52)
    desk.ledger.apply(handling.put_aside(desk.ledger.case(CaseId(second)), "spam", ALICE, NOON))
    desk.wait(20)
    assert desk.told == [[first], [first]]


def test_what_a_front_did_not_take_is_told_later(desk: Desk) -> None:
    [case] = desk.due(60)
    desk.bell.works = False
    desk.wait(55)
    desk.bell.works = True
    desk.wait(1)
    assert desk.told == [[case]]


def test_after_a_crash_between_telling_and_writing_that_down_nothing_is_told_twice(desk: Desk) -> None:
    first, second = desk.due(60, 61)
    desk.wait(49)
    desk.bell.dies = True
    with pytest.raises(KeyboardInterrupt):
        desk.wait(1)
    desk.bell.dies = False
    desk.alarms = Alarms(desk.bell, desk.ledger, desk.clock)
    desk.wait(8)
    assert desk.told == [[first], [second]]


def test_a_front_that_comes_late_hears_of_what_still_holds_alone(desk: Desk) -> None:
    first, second = desk.due(10, 20)
    Watch(desk.ledger, USUAL, lambda: NOON + 90 * MINUTE).refresh()
    desk.ledger.apply(handling.put_aside(desk.ledger.case(CaseId(first)), "spam", ALICE, NOON))
    desk.alarms.refresh()
    assert desk.told == [[second]]
