"""Time to undo an approval, and replies that two people must approve."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from assist.workbench import Workbench
from desk.cases import Case, Priority, Stage, Topic
from desk.errors import NotAllowed, StepNotPossible
from desk.four_eyes import FourEyes
from desk.posting import send_waiting
from tests.assist.desk import SHEET, an_assistant
from tests.builders import ALICE, BOB, NOON, SAM, a_message, saw
from tests.desk.cases import HandClock
from tests.fakes.knowledge import FakeKnowledge
from tests.fakes.publisher import FakePublisher
from tests.templates import a_ledger

UNDO = timedelta(seconds=10)


class Desk:
    """A workbench that lets people think again, and a channel that remembers what was sent."""

    def __init__(self, folder: Path) -> None:
        self.clock = HandClock()
        self.ledger = a_ledger(folder)
        self.assistant = an_assistant(FakeKnowledge(SHEET))
        self.x = FakePublisher()
        self.bench = Workbench(
            self.ledger,
            self.assistant,
            {"simulator": self.x},
            self.clock,
            four_eyes=FourEyes(frozenset({Topic.REFUND}), reach=50_000),
            undo=UNDO,
        )

    def asked(self, reach: int = 0) -> Case:
        text = "@FennbyCare what does E17 on the W3 rain gauge mean?"
        message = a_message(text, author_reach=reach)
        made = self.ledger.receive(message, priority=Priority.NORMAL, due_at=NOON, at=NOON)
        assert made is not None
        return self.ledger.apply(self.assistant.respond(self.ledger.case(made), NOON))

    def send(self) -> None:
        send_waiting(self.ledger, {"simulator": self.x}, self.clock)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.ledger.close()


def test_an_approved_reply_waits_for_its_time(desk: Desk) -> None:
    case = desk.asked()
    after = desk.bench.approve(case.id, saw(case, 1), ALICE)
    assert (after.stage, after.send_after) == (Stage.APPROVED, NOON + UNDO)
    desk.clock.move(UNDO - timedelta(seconds=1))
    desk.send()
    assert desk.x.out == []
    desk.clock.move(timedelta(seconds=1))
    desk.send()
    assert [reply.text for reply in desk.x.out] == [case.draft.text if case.draft else ""]


def test_what_is_undone_in_time_is_never_sent(desk: Desk) -> None:
    case = desk.asked()
    desk.bench.approve(case.id, saw(case, 1), ALICE)
    desk.clock.move(UNDO / 2)
    assert desk.bench.take_back(case.id, ALICE).stage is Stage.AWAITING_DECISION
    desk.clock.move(UNDO)
    desk.send()
    assert desk.x.out == []


def test_what_is_out_cannot_be_undone(desk: Desk) -> None:
    case = desk.asked()
    desk.bench.approve(case.id, saw(case, 1), ALICE)
    desk.clock.move(UNDO)
    desk.send()
    with pytest.raises(StepNotPossible):
        desk.bench.take_back(case.id, ALICE)


def test_what_two_must_approve_one_cannot_send(desk: Desk) -> None:
    case = desk.asked(reach=120_000)
    assert desk.bench.why_two(case) == "its author has 120,000 followers"
    after = desk.bench.approve(case.id, saw(case, 1), ALICE)
    assert (after.stage, after.send_after) == (Stage.AWAITING_DECISION, None)
    with pytest.raises(NotAllowed, match="a second person must"):
        desk.bench.approve(case.id, saw(case, 1), ALICE)
    desk.clock.move(UNDO)
    desk.send()
    assert desk.x.out == []
    assert desk.bench.approve(case.id, saw(case, 1), BOB).stage is Stage.APPROVED
    desk.clock.move(UNDO)
    desk.send()
    assert [reply.approved_by for reply in desk.x.out] == ["bob"]


def test_who_answers_before_the_assistant_read_the_message_is_one_of_two_all_the_same(desk: Desk) -> None:
    refund = a_message("@FennbyCare my W3 is broken, I want my money back!")
    made = desk.ledger.receive(refund, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    assert made is not None
    desk.bench.ask_expert(made, "is it broken?", ALICE)
    written = desk.bench.edit(made, desk.bench.case(made).seen, "You get your money back.", ALICE, "agreed")
    assert written.triage is None
    assert desk.bench.approve(made, written.seen, ALICE).stage is Stage.AWAITING_DECISION
    assert desk.bench.approve(made, written.seen, BOB).stage is Stage.APPROVED


def test_a_refund_that_is_asked_for_after_a_draft_was_rejected_takes_two(desk: Desk) -> None:
    case = desk.asked()
    desk.bench.reject(case.id, saw(case, 1), "wrong", ALICE)
    later = a_message("@FennbyCare I want my money back!", conversation=case.conversation)
    desk.ledger.receive(later, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    written = desk.bench.edit(case.id, desk.bench.case(case.id).seen, "You get it back.", ALICE, "agreed")
    assert desk.bench.why_two(written) == "it is about a refund"


def test_an_expert_does_not_end_a_cases_rest(desk: Desk) -> None:
    case = desk.asked()
    desk.bench.snooze_for(case.id, UNDO, ALICE)
    with pytest.raises(NotAllowed, match="'sam' may not wake a case"):
        desk.bench.wake(case.id, SAM)
