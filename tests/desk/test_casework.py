"""The rules of a case's steps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import casework
from desk.cases import Case, Stage, Verdict
from desk.drafts import Draft, Problem, To
from desk.errors import AlreadyDecided, DraftBlocked, NotAllowed, StaleDraft, StepNotPossible
from desk.steps import NEXT_STAGES
from tests.builders import ALICE, BOB, LENA, NOON, SAM, a_draft, a_message, saw
from tests.desk.cases import (
    a_case_at,
    a_new_case,
    after,
    approved,
    customer_wrote,
    edited,
    proposed,
    refused,
)

LATER = NOON + timedelta(minutes=5)


def the_draft(case: Case) -> Draft:
    assert case.draft is not None
    return case.draft


def test_the_table_is_the_one_in_the_architecture() -> None:
    told = """
        NEW → SET_ASIDE | WITH_EXPERT | AWAITING_DECISION
        AWAITING_DECISION → APPROVED | REJECTED | WITH_EXPERT | SET_ASIDE | NEW
        WITH_EXPERT → AWAITING_DECISION | SET_ASIDE | NEW
        REJECTED → AWAITING_DECISION | WITH_EXPERT | SET_ASIDE
        APPROVED → SENDING | AWAITING_DECISION | NEW
        SENDING → SENT | APPROVED | UNCERTAIN
        UNCERTAIN → SENT | APPROVED
        SENT → NEW | RESOLVED
        RESOLVED → NEW
        SET_ASIDE → NEW
    """
    lines = [line.split(" → ") for line in told.strip().splitlines()]
    table = {Stage[left.strip()]: {Stage[name] for name in right.split(" | ")} for left, right in lines}
    assert table == NEXT_STAGES


class TestProposing:
    def test_a_draft_gets_the_next_number_and_the_message_it_answers(self) -> None:
        case = after(a_new_case(a_message(external_id="m-9")), proposed(a_draft(version=7)))
        assert case.stage is Stage.AWAITING_DECISION
        assert (the_draft(case).version, case.drafts) == (1, 1)
        assert the_draft(case).answers == "m-9"

    def test_numbers_go_on_after_a_stale_draft(self) -> None:
        case = after(a_new_case(), proposed(), customer_wrote(), proposed())
        assert the_draft(case).version == 2

    @pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.SENDING, Stage.UNCERTAIN, Stage.SENT])
    def test_a_late_draft_never_replaces_an_approved_one(self, stage: Stage) -> None:
        with pytest.raises(AlreadyDecided, match="alice approved draft 1"):
            after(a_case_at(stage), proposed())

    def test_a_draft_is_not_proposed_over_one_that_lies_before_the_people(self) -> None:
        with pytest.raises(StepNotPossible, match="case 1 is 'awaiting_decision'"):
            after(a_case_at(Stage.AWAITING_DECISION), proposed())


class TestDeciding:
    def test_an_approval_binds_the_exact_text_and_where_it_goes(self) -> None:
        case = a_case_at(Stage.APPROVED)
        assert case.decision is not None
        assert case.decision.verdict is Verdict.APPROVED
        assert case.decision.draft_sha256 == the_draft(case).sha256
        assert case.decision.draft_sha256 != replace(the_draft(case), to=To.DM).sha256

    def test_an_expert_without_another_role_decides_nothing(self) -> None:
        case = a_case_at(Stage.AWAITING_DECISION)
        with pytest.raises(NotAllowed, match="'sam' may not approve"):
            casework.approve(case, saw(case, 1), SAM, NOON)
        with pytest.raises(NotAllowed, match="'sam' may not reject"):
            casework.reject(case, saw(case, 1), "no", SAM, NOON)
        with pytest.raises(NotAllowed, match="'sam' may not change"):
            casework.revise(case, saw(case, 1), a_draft(), SAM, "edited", NOON)

    def test_a_team_lead_may_approve(self) -> None:
        case = a_case_at(Stage.AWAITING_DECISION)
        assert casework.approve(case, saw(case, 1), LENA, NOON).entry.by == "lena"

    def test_the_second_person_is_told_who_was_first_and_when(self) -> None:
        case = a_case_at(Stage.APPROVED)
        with pytest.raises(
            AlreadyDecided, match=r"alice approved draft 1 of case 1 on 2026-11-20 at 12:00:00"
        ):
            casework.approve(case, saw(case, 1), BOB, LATER)
        with pytest.raises(AlreadyDecided, match="alice approved"):
            casework.reject(case, saw(case, 1), "no", BOB, LATER)
        with pytest.raises(AlreadyDecided, match="alice approved"):
            casework.revise(case, saw(case, 1), a_draft("other"), BOB, "edited", LATER)

    @pytest.mark.parametrize("stage", [Stage.SENDING, Stage.UNCERTAIN, Stage.SENT, Stage.REJECTED])
    def test_a_decision_stands_after_it_was_carried_out(self, stage: Stage) -> None:
        case = a_case_at(stage)
        with pytest.raises(AlreadyDecided):
            casework.approve(case, saw(case, 1), BOB, LATER)

    def test_a_replaced_draft_cannot_be_approved(self) -> None:
        case = after(a_case_at(Stage.AWAITING_DECISION), edited("Rinse the funnel."))
        with pytest.raises(StaleDraft, match=r"draft 1 of case 1 is out of date: draft 2 by person:bob"):
            casework.approve(case, saw(case, 1), ALICE, NOON)

    def test_a_draft_is_stale_once_the_customer_wrote_again(self) -> None:
        case = after(a_case_at(Stage.AWAITING_DECISION), customer_wrote())
        with pytest.raises(StaleDraft, match="the customer wrote again"):
            casework.approve(case, saw(case, 1), ALICE, NOON)

    @pytest.mark.parametrize("stage", [Stage.WITH_EXPERT, Stage.REJECTED])
    def test_an_answer_to_the_message_before_is_stale_where_no_draft_tells_so(self, stage: Stage) -> None:
        before = a_case_at(stage)
        case = after(before, customer_wrote())
        with pytest.raises(StaleDraft, match="the customer wrote again after it; look at the case again"):
            casework.revise(case, before.seen, a_draft("For the first one."), ALICE, "edited", NOON)
        assert after(case, edited()).stage is Stage.AWAITING_DECISION

    def test_a_draft_that_a_check_holds_back_cannot_be_approved(self) -> None:
        problems = [Problem("length", "300 of 280", True), Problem("tone", "curt", False)]
        case = after(a_new_case(), proposed(a_draft(problems=problems)))
        with pytest.raises(DraftBlocked, match=r"held back \(length: 300 of 280\)"):
            casework.approve(case, saw(case, 1), ALICE, NOON)
        assert casework.reject(case, saw(case, 1), "too long", ALICE, NOON).case.stage is Stage.REJECTED

    def test_a_remark_that_blocks_nothing_lets_an_approval_through(self) -> None:
        case = after(a_new_case(), proposed(a_draft(problems=[Problem("tone", "curt", False)])))
        assert after(case, approved).stage is Stage.APPROVED

    @pytest.mark.parametrize("stage", [Stage.NEW, Stage.WITH_EXPERT, Stage.SET_ASIDE])
    def test_there_is_nothing_to_approve_without_a_draft(self, stage: Stage) -> None:
        case = a_case_at(stage)
        with pytest.raises(StepNotPossible, match="there is no draft"):
            casework.approve(case, saw(case, 0), ALICE, NOON)

    def test_a_rejection_keeps_its_reason(self) -> None:
        case = a_case_at(Stage.REJECTED)
        assert case.reason == "wrong product"

    @pytest.mark.parametrize("reason", ["", " \n"])
    def test_a_rejection_says_why(self, reason: str) -> None:
        case = a_case_at(Stage.AWAITING_DECISION)
        with pytest.raises(StepNotPossible, match="gives no reason"):
            casework.reject(case, case.seen, reason, ALICE, NOON)

    def test_an_approval_is_taken_back_while_its_reply_waits(self) -> None:
        waiting = after(a_case_at(Stage.SENDING), refused(retry_at=LATER))
        step = casework.take_back(waiting, BOB, NOON)
        assert (step.case.stage, step.case.decision) == (Stage.AWAITING_DECISION, None)
        assert (step.case.send_after, step.case.reason) == (None, None)
        assert (step.entry.by, step.entry.action) == ("bob", "took back the approval")
        assert after(step.case, approved).stage is Stage.APPROVED
        with pytest.raises(NotAllowed, match="'sam' may not take back"):
            casework.take_back(waiting, SAM, NOON)

    @pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.APPROVED])
    def test_nothing_is_taken_back_that_does_not_wait_to_be_sent(self, stage: Stage) -> None:
        with pytest.raises(StepNotPossible, match="no approved reply waits"):
            casework.take_back(a_case_at(stage), ALICE, NOON)


class TestRevising:
    def test_an_edit_makes_a_new_version_that_nobody_has_decided_about(self) -> None:
        case = after(a_case_at(Stage.AWAITING_DECISION), edited("Rinse the funnel."))
        assert (the_draft(case).version, the_draft(case).text) == (2, "Rinse the funnel.")
        assert case.stage is Stage.AWAITING_DECISION
        assert case.decision is None

    def test_a_rejected_draft_can_be_mended(self) -> None:
        case = after(a_case_at(Stage.REJECTED), edited())
        assert (case.stage, case.decision, case.reason) == (Stage.AWAITING_DECISION, None, None)

    @pytest.mark.parametrize("stage", [Stage.NEW, Stage.WITH_EXPERT])
    def test_a_person_may_write_the_first_draft(self, stage: Stage) -> None:
        case = after(a_case_at(stage), edited(), approved)
        assert case.stage is Stage.APPROVED

    def test_two_people_who_edit_the_same_draft_do_not_overwrite_each_other(self) -> None:
        case = after(a_case_at(Stage.AWAITING_DECISION), edited())
        with pytest.raises(StaleDraft):
            casework.revise(case, saw(case, 1), a_draft("Mine."), ALICE, "edited", NOON)
