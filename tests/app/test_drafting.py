"""Drafting at scale: soonest due first, in slices, and what fails keeps nobody else waiting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.drafting import PORTION, Drafting
from app.patience import FIRST_REST, Patience
from assist.draft.ports import Told, unheard
from assist.underway import Underway
from desk import casework
from desk.cases import Case, Priority, Stage
from desk.ledger import Ledger
from desk.steps import Step
from tests.builders import NOON, a_draft, a_message
from tests.desk.cases import TRIAGE, HandClock
from tests.templates import a_ledger


@dataclass
class Machine:
    """Drafts the same for everybody, but fails at some."""

    fails_at: set[str] = field(default_factory=set)
    drafted: list[str] = field(default_factory=list)
    meanwhile: Callable[[], object] = lambda: None

    def respond(self, case: Case, at: datetime, told: Told = unheard) -> Step:
        words = case.message.text
        told(words)
        self.drafted.append(words)
        if words in self.fails_at:
            raise ValueError(f"cannot read {words!r}")
        self.meanwhile()
        return casework.propose(case, TRIAGE, None, a_draft(), at)


@dataclass
class Room:
    """A ledger in which customers wait, and what drafts for them."""

    ledger: Ledger
    machine: Machine = field(default_factory=Machine)
    clock: HandClock = field(default_factory=HandClock)

    def __post_init__(self) -> None:
        self.drafting = Drafting(self.ledger, self.machine, self.clock, Underway(), Patience(self.clock))

    def hear(self, words: str, due_in: int = 60) -> None:
        message = a_message(words, author_id=words)
        due = NOON + timedelta(minutes=due_in)
        self.ledger.receive(message, priority=Priority.NORMAL, due_at=due, at=NOON)

    def draft(self, at_most: int = 1000) -> bool:
        end = len(self.machine.drafted) + at_most
        return self.drafting.until(lambda: len(self.machine.drafted) >= end)

    def stages(self) -> dict[str, Stage]:
        return {case.message.text: case.stage for case in self.ledger.cases()}


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(a_ledger(tmp_path))


def test_the_soonest_due_is_drafted_first_whenever_it_came(room: Room) -> None:
    for words, due_in in (("later", 60), ("soon", 5), ("last", 90)):
        room.hear(words, due_in)
    room.draft()
    assert room.machine.drafted == ["soon", "later", "last"]


def test_a_slice_ends_after_a_draft_and_says_that_there_is_more(room: Room) -> None:
    for number in range(3):
        room.hear(f"m{number}")
    assert room.draft(at_most=2)
    assert len(room.machine.drafted) == 2
    assert not room.draft()
    assert len(room.machine.drafted) == 3


def test_what_is_due_sooner_and_comes_in_the_middle_goes_before_the_rest(room: Room) -> None:
    for number in range(3):
        room.hear(f"m{number}")
    room.draft(at_most=1)
    room.hear("it smokes", due_in=1)
    room.draft(at_most=1)
    assert room.machine.drafted[-1] == "it smokes"


def test_within_one_slice_it_waits_for_one_portion_at_most(room: Room) -> None:
    for number in range(PORTION + 1):
        room.hear(f"m{number}")
    coming = iter(["it smokes"])

    def it_comes() -> None:
        for words in coming:
            room.hear(words, due_in=1)

    room.machine.meanwhile = it_comes
    room.draft()
    assert room.machine.drafted.index("it smokes") == PORTION


def test_cases_that_fail_every_time_keep_nobody_behind_them_waiting(room: Room) -> None:
    bad = {f"bad{number}" for number in range(PORTION + 1)}
    for words in sorted(bad):
        room.hear(words, due_in=1)
    room.hear("good")
    room.machine.fails_at = bad
    for _ in range(len(bad)):  # a few at each turn
        room.draft()
    assert room.stages()["good"] is Stage.AWAITING_DECISION


def test_a_case_that_failed_rests_longer_each_time_and_is_then_a_persons(
    room: Room, caplog: pytest.LogCaptureFixture
) -> None:
    room.hear("bad")
    room.machine.fails_at = {"bad"}
    tried_at = []
    for second in range(0, 601, 10):
        room.clock.now = NOON + timedelta(seconds=second)
        before = len(room.machine.drafted)
        room.draft()
        tried_at += [second] * (len(room.machine.drafted) - before)
    rest = FIRST_REST.total_seconds()
    assert tried_at == [0, rest, 3 * rest, 7 * rest, 15 * rest]
    [case] = room.ledger.cases()
    assert case.stage is Stage.WITH_EXPERT
    assert "failed 5 times" in str(case.reason)
    assert "rests until" in caplog.text


def test_a_case_that_works_again_starts_with_a_clean_sheet(room: Room) -> None:
    room.hear("bad")
    room.machine.fails_at = {"bad"}
    room.draft()
    room.machine.fails_at = set()
    room.clock.move(FIRST_REST)
    room.draft()
    assert room.stages() == {"bad": Stage.AWAITING_DECISION}
    assert room.drafting.patience.rests == {}


def test_when_all_fail_it_leaves_off_until_the_next_turn(room: Room) -> None:
    for number in range(5):
        room.hear(f"bad{number}")
    room.machine.fails_at = {f"bad{number}" for number in range(5)}
    assert not room.draft()
    assert len(room.machine.drafted) == 3


def test_what_somebody_else_drafted_meanwhile_is_left_alone(room: Room) -> None:
    room.hear("m")
    other = Room(room.ledger)
    room.machine.meanwhile = lambda: other.draft()
    room.draft()
    [case] = room.ledger.cases()
    assert (case.stage, case.drafts) == (Stage.AWAITING_DECISION, 1)
