"""The rules of a case when the customer writes again, and while its reply is sent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import casework, outbox
from desk.cases import Priority, Stage
from desk.errors import NotAllowed, StepNotPossible
from tests.builders import ALICE, NOON, SAM, a_message
from tests.desk.cases import (
    HOUR,
    a_case_at,
    a_new_case,
    after,
    approved,
    claimed,
    customer_wrote,
    handed_on,
    in_doubt,
    refused,
    sent,
)

LATER = NOON + timedelta(minutes=5)


class TestCustomerWroteAgain:
    @pytest.mark.parametrize(
        "stage",
        [
            Stage.NEW,
            Stage.AWAITING_DECISION,
            Stage.WITH_EXPERT,
            Stage.APPROVED,
            Stage.SENT,
            Stage.RESOLVED,
            Stage.SET_ASIDE,
        ],
    )
    def test_the_case_starts_anew(self, stage: Stage) -> None:
        case = after(a_case_at(stage), customer_wrote("@FennbyCare it still rains in"))
        assert case.stage is Stage.NEW
        assert (case.draft, case.decision, case.triage, case.reason, case.receipt) == (None,) * 5
        assert [message.text for message in case.messages][1:] == ["@FennbyCare it still rains in"]

    @pytest.mark.parametrize("stage", [Stage.SENDING, Stage.UNCERTAIN, Stage.REJECTED])
    def test_what_is_on_its_way_or_rejected_keeps_its_stage_and_the_message_is_kept(
        self, stage: Stage
    ) -> None:
        before = a_case_at(stage)
        case = after(before, customer_wrote())
        assert case.stage is stage
        assert (case.draft, case.decision) == (before.draft, before.decision)
        assert len(case.messages) == 2
        assert case.wrote_again

    def test_the_case_is_taken_up_again_once_its_reply_is_out(self) -> None:
        last = after(a_case_at(Stage.SENDING), customer_wrote())
        step = sent(last)
        assert [each.case.stage for each in step.chain()] == [Stage.SENT, Stage.NEW]
        assert after(last, sent).revision == last.revision + 2

    def test_a_reply_that_did_not_go_out_is_stale_when_the_customer_wrote_meanwhile(self) -> None:
        case = after(a_case_at(Stage.SENDING), customer_wrote())
        assert after(case, refused(retry_at=LATER)).stage is Stage.NEW
        assert after(case, refused(retry_at=None)).stage is Stage.NEW
        doubtful = after(case, in_doubt)
        assert list(outbox.settle_unsent(doubtful, ALICE, NOON).chain())[-1].case.stage is Stage.NEW
        assert list(outbox.settle_sent(doubtful, ALICE, NOON).chain())[-1].case.stage is Stage.NEW

    def test_a_waiting_customer_who_writes_again_is_not_put_off(self) -> None:
        case = after(a_case_at(Stage.AWAITING_DECISION), customer_wrote(due_at=NOON + 5 * HOUR))
        assert case.due_at == NOON + HOUR

    def test_a_reply_that_is_late_stays_late_when_the_customer_writes_while_it_goes_out(self) -> None:
        case = after(a_case_at(Stage.SENDING), customer_wrote(due_at=NOON + 5 * HOUR))
        assert sent(case).case.due_at == NOON + HOUR

    def test_an_answered_customer_who_writes_again_gets_a_new_due_time(self) -> None:
        case = after(a_case_at(Stage.SENT), customer_wrote(due_at=NOON + 5 * HOUR))
        assert case.due_at == NOON + 5 * HOUR

    def test_the_more_urgent_of_two_unanswered_messages_counts(self) -> None:
        for first, second in [(Priority.LOW, Priority.URGENT), (Priority.URGENT, Priority.LOW)]:
            case = replace(a_new_case(), priority=first)
            step = casework.customer_wrote(case, a_message(), priority=second, due_at=NOON, at=NOON)
            assert step.case.priority is Priority.URGENT


class TestSending:
    def test_every_claim_counts_as_an_attempt(self) -> None:
        case = after(a_case_at(Stage.SENDING), refused(retry_at=LATER), claimed)
        assert case.attempt == 2

    def test_a_reply_is_claimed_once(self) -> None:
        with pytest.raises(StepNotPossible, match="'sending' and cannot become 'sending'"):
            claimed(a_case_at(Stage.SENDING))

    def test_a_reply_refused_for_now_stays_approved_and_says_when(self) -> None:
        case = after(a_case_at(Stage.SENDING), refused(retry_at=LATER))
        assert (case.stage, case.send_after) == (Stage.APPROVED, LATER)
        assert case.reason == "the post is a duplicate"
        assert case.decision is not None

    def test_a_reply_refused_for_good_goes_back_to_the_people_with_the_reason(self) -> None:
        case = after(a_case_at(Stage.SENDING), refused(retry_at=None))
        assert (case.stage, case.decision) == (Stage.AWAITING_DECISION, None)
        assert case.reason == "the post is a duplicate"
        assert after(case, approved).stage is Stage.APPROVED

    def test_a_refusal_cannot_approve_what_was_never_sent(self) -> None:
        with pytest.raises(StepNotPossible, match="nothing was sent"):
            after(a_case_at(Stage.AWAITING_DECISION), refused(retry_at=LATER))

    def test_a_reason_does_not_outlive_its_stage(self) -> None:
        case = after(a_case_at(Stage.SENDING), refused(retry_at=LATER), claimed)
        assert (case.reason, case.send_after) == (None, None)

    def test_an_uncertain_reply_found_on_the_channel_is_sent(self) -> None:
        assert after(a_case_at(Stage.UNCERTAIN), sent).stage is Stage.SENT

    def test_only_an_uncertain_reply_can_be_settled(self) -> None:
        with pytest.raises(StepNotPossible, match="not uncertain"):
            outbox.settle_sent(a_case_at(Stage.SENDING), ALICE, NOON)
        with pytest.raises(StepNotPossible, match="not uncertain"):
            outbox.settle_unsent(a_case_at(Stage.AWAITING_DECISION), ALICE, NOON)

    def test_only_who_may_approve_settles(self) -> None:
        with pytest.raises(NotAllowed, match="'sam' may not settle"):
            outbox.settle_unsent(a_case_at(Stage.UNCERTAIN), SAM, NOON)

    def test_a_case_goes_to_an_expert_with_its_reason(self) -> None:
        case = after(a_new_case(), handed_on)
        assert (case.stage, case.reason, case.question) == (
            Stage.WITH_EXPERT,
            "nothing found",
            "What is E17?",
        )

    def test_only_an_answered_case_can_be_resolved(self) -> None:
        with pytest.raises(StepNotPossible, match="cannot become 'resolved'"):
            casework.resolve(a_case_at(Stage.REJECTED), ALICE, NOON)
