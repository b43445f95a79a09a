"""Replies go out at most once, and only what a person approved."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk import casework
from desk.cases import Decision, Reply, Stage, Verdict
from desk.ledger import Ledger
from desk.posting import send_approved, send_waiting
from tests.builders import ALICE, NOON, saw
from tests.desk.cases import (
    HandClock,
    customer_wrote,
    stored,
)
from tests.fakes.publisher import (
    FakePublisher,
    answer_is_lost,
    breaks_off,
    refuses,
)

SOON = NOON + timedelta(minutes=15)


def test_an_approved_reply_is_sent_and_recorded(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher()
    case = send_approved(ledger, publisher, stored(ledger, Stage.APPROVED).id, clock)
    assert (case.stage, case.attempt, case.claimed_at) == (Stage.SENT, 1, NOON)
    assert case.receipt is not None
    assert len(publisher.out) == 1


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.APPROVED])
def test_nothing_is_sent_from_another_stage(ledger: Ledger, clock: HandClock, stage: Stage) -> None:
    publisher = FakePublisher()
    case = stored(ledger, stage)
    assert send_approved(ledger, publisher, case.id, clock) == case
    assert publisher.asked == []


def test_asking_again_sends_nothing(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher()
    case = stored(ledger, Stage.APPROVED)
    for _ in range(3):
        send_approved(ledger, publisher, case.id, clock)
    assert len(publisher.asked) == 1


def test_a_reply_is_claimed_before_it_is_sent(ledger: Ledger, clock: HandClock) -> None:
    seen: list[Stage] = []
    case = stored(ledger, Stage.APPROVED)
    watching = FakePublisher([lambda _publisher, reply: seen.append(ledger.case(reply.case_id).stage)])
    send_approved(ledger, watching, case.id, clock)
    assert seen == [Stage.SENDING]


def test_a_reply_refused_for_now_waits(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher([refuses(SOON)])
    case = send_approved(ledger, publisher, stored(ledger, Stage.APPROVED).id, clock)
    assert (case.stage, case.send_after, case.reason) == (Stage.APPROVED, SOON, "too many posts")
    assert send_waiting(ledger, {"simulator": publisher}, clock) == []
    clock.move(timedelta(minutes=15))
    [case] = send_waiting(ledger, {"simulator": publisher}, clock)
    assert (case.stage, case.attempt, len(publisher.out)) == (Stage.SENT, 2, 1)


def test_a_reply_refused_for_good_is_not_tried_again(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher([refuses(None)])
    case = send_approved(ledger, publisher, stored(ledger, Stage.APPROVED).id, clock)
    assert (case.stage, case.reason) == (Stage.AWAITING_DECISION, "the post is a duplicate")
    assert send_waiting(ledger, {"simulator": publisher}, clock) == []
    assert len(publisher.asked) == 1


def test_a_lost_answer_is_uncertain_and_not_sent_again(ledger: Ledger, clock: HandClock) -> None:
    publisher = FakePublisher([answer_is_lost])
    case = send_approved(ledger, publisher, stored(ledger, Stage.APPROVED).id, clock)
    assert (case.stage, case.reason) == (Stage.UNCERTAIN, "no answer within 30 seconds")
    assert send_waiting(ledger, {"simulator": publisher}, clock) == []
    assert len(publisher.out) == 1


def test_a_fault_of_ours_is_uncertain_and_raised_again(ledger: Ledger, clock: HandClock) -> None:
    case = stored(ledger, Stage.APPROVED)
    with pytest.raises(ZeroDivisionError):
        send_approved(ledger, FakePublisher([breaks_off]), case.id, clock)
    doubtful = ledger.case(case.id)
    assert doubtful.stage is Stage.UNCERTAIN
    assert doubtful.reason == "sending broke off: ZeroDivisionError('a fault of ours')"


def test_a_customer_who_wrote_after_the_approval_gets_no_stale_reply(
    ledger: Ledger, clock: HandClock
) -> None:
    publisher = FakePublisher()
    case = ledger.apply(customer_wrote()(stored(ledger, Stage.APPROVED)))
    assert send_approved(ledger, publisher, case.id, clock).stage is Stage.NEW
    assert publisher.asked == []


def test_a_customer_who_writes_in_the_moment_of_the_claim_gets_no_stale_reply(ledger: Ledger) -> None:
    publisher = FakePublisher()
    case = stored(ledger, Stage.APPROVED)

    def a_clock_that_gives_the_customer_time() -> datetime:
        ledger.change(case.id, customer_wrote())
        return NOON

    now = send_approved(ledger, publisher, case.id, a_clock_that_gives_the_customer_time)
    assert (now.stage, len(now.messages)) == (Stage.NEW, 2)
    assert publisher.asked == []


def test_a_message_that_comes_in_while_sending_is_taken_up_afterwards(
    ledger: Ledger, clock: HandClock
) -> None:
    case = stored(ledger, Stage.APPROVED)

    def the_customer_writes(_publisher: FakePublisher, _reply: Reply) -> None:
        ledger.change(case.id, customer_wrote("@FennbyCare found it myself"))

    send_approved(ledger, publisher := FakePublisher([the_customer_writes]), case.id, clock)
    now = ledger.case(case.id)
    assert (now.stage, now.message.text) == (Stage.NEW, "@FennbyCare found it myself")
    assert len(publisher.out) == len(ledger.sent()) == 1


def test_one_case_that_cannot_be_sent_does_not_hold_up_the_others(
    ledger: Ledger, clock: HandClock, caplog: pytest.LogCaptureFixture
) -> None:
    other_text = stored(ledger, Stage.AWAITING_DECISION)
    decision = Decision(1, "0" * 64, Verdict.APPROVED, "mallory", NOON)
    step = casework.approve(other_text, saw(other_text, 1), ALICE, NOON)
    forged = replace(step, case=replace(step.case, decision=decision), decision=decision)
    ledger.apply(forged)
    stored(ledger, Stage.APPROVED)
    publisher = FakePublisher()
    stages = [case.stage for case in send_waiting(ledger, {"simulator": publisher}, clock)]
    assert stages == [Stage.AWAITING_DECISION, Stage.SENT]
    assert "goes back to the people" in caplog.text
    back = ledger.case(other_text.id)
    assert (back.attempt, back.decision) == (0, None)
    assert "is not what mallory approved" in (back.reason or "")


def test_a_channel_without_a_publisher_waits(ledger: Ledger, clock: HandClock) -> None:
    stored(ledger, Stage.APPROVED)
    assert send_waiting(ledger, {}, clock) == []
