"""The rules of who has a case: claims, handing over, snoozing, two approvals."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from desk import casework, handling
from desk.cases import Case, Person, Stage
from desk.errors import NotAllowed, StepNotPossible
from desk.ledger import Ledger
from desk.steps import SETTLED, Step
from tests.builders import ALICE, BOB, LENA, NOON, SAM, a_draft, saw
from tests.desk.cases import a_case_at, after, customer_wrote, proposed, put_aside, stored

LATER = NOON + timedelta(hours=4)
OPEN = [stage for stage in Stage if stage not in SETTLED]


def by(person: Person, *, over: bool = False) -> Callable[[Case], Step]:
    return lambda case: handling.claim(case, person, NOON, over=over)


def approved_by(person: Person, why_two: str | None = None) -> Callable[[Case], Step]:
    return lambda case: casework.approve(case, saw(case, case.drafts), person, NOON, why_two=why_two)


def waiting(*takes: Callable[[Case], Step]) -> Case:
    return after(a_case_at(Stage.AWAITING_DECISION), *takes)


OF_ONES_OWN: dict[str, Callable[[Case, Person], Step]] = {
    "edit": lambda case, who: casework.revise(
        case, saw(case, case.drafts), a_draft("Rinse it."), who, "edited", NOON
    ),
    "reject": lambda case, who: casework.reject(case, saw(case, case.drafts), "wrong", who, NOON),
    "approve": lambda case, who: casework.approve(case, saw(case, case.drafts), who, NOON),
    "snooze": lambda case, who: handling.snooze(case, LATER, who, NOON),
    "set aside": lambda case, who: handling.put_aside(case, "spam", who, NOON),
    "ask an expert": lambda case, who: handling.ask_expert(case, "unsure", who, NOON),
    "hand over": lambda case, who: handling.hand_over(case, LENA, who, NOON),
    "release": lambda case, who: handling.release(case, who, NOON),
    "claim": lambda case, who: handling.claim(case, who, NOON),
}


class TestClaiming:
    @pytest.mark.parametrize("stage", OPEN)
    def test_an_open_case_can_be_claimed_without_moving_it(self, stage: Stage) -> None:
        case = after(a_case_at(stage), by(ALICE))
        assert (case.assignee, case.stage) == ("alice", stage)

    @pytest.mark.parametrize("stage", [stage for stage in Stage if stage in SETTLED])
    def test_a_settled_case_cannot(self, stage: Stage) -> None:
        with pytest.raises(StepNotPossible, match="nothing left to do"):
            handling.claim(a_case_at(stage), ALICE, NOON)

    @pytest.mark.parametrize("what", OF_ONES_OWN)
    def test_what_somebody_has_nobody_else_touches(self, what: str) -> None:
        with pytest.raises(NotAllowed, match="claimed by alice; take it over first"):
            OF_ONES_OWN[what](waiting(by(ALICE)), BOB)

    @pytest.mark.parametrize("what", sorted(set(OF_ONES_OWN) - {"claim"}))
    def test_but_whoever_has_it_may(self, what: str) -> None:
        assert OF_ONES_OWN[what](waiting(by(ALICE)), ALICE).entry.by == "alice"

    @pytest.mark.parametrize("what", OF_ONES_OWN)
    def test_who_may_not_approve_may_do_nothing_with_a_case(self, what: str) -> None:
        with pytest.raises(NotAllowed, match="'sam' may not"):
            OF_ONES_OWN[what](waiting(), SAM)

    def test_it_can_be_taken_over(self) -> None:
        step = handling.claim(waiting(by(ALICE)), BOB, NOON, over=True)
        assert (step.case.assignee, step.entry.detail) == ("bob", "from alice")

    def test_a_released_case_is_free(self) -> None:
        case = waiting(by(ALICE), lambda case: handling.release(case, ALICE, NOON), by(BOB))
        assert case.assignee == "bob"

    def test_it_goes_to_no_one_who_could_not_decide_it(self) -> None:
        with pytest.raises(NotAllowed, match="'sam' may not approve"):
            handling.hand_over(waiting(), SAM, ALICE, NOON)

    def test_a_customer_who_comes_back_to_a_settled_case_finds_it_free(self) -> None:
        assert after(a_case_at(Stage.NEW), by(ALICE), put_aside, customer_wrote()).assignee is None

    def test_a_customer_who_writes_on_keeps_their_agent(self) -> None:
        assert waiting(by(ALICE), customer_wrote()).assignee == "alice"


class TestSnoozing:
    def test_a_case_rests_until_its_time(self) -> None:
        assert waiting(lambda case: handling.snooze(case, LATER, ALICE, NOON)).snoozed_until == LATER

    def test_it_cannot_rest_until_a_time_that_is_over(self) -> None:
        with pytest.raises(StepNotPossible, match="that is over"):
            handling.snooze(waiting(), NOON, ALICE, NOON)

    def test_the_customer_wakes_it(self) -> None:
        case = waiting(lambda case: handling.snooze(case, LATER, ALICE, NOON), customer_wrote())
        assert case.snoozed_until is None

    def test_what_does_not_rest_cannot_be_woken(self) -> None:
        with pytest.raises(StepNotPossible, match="not snoozed"):
            handling.wake(waiting(), NOON)


class TestTwoApprovals:
    WHY = "it is about a refund"

    def test_the_first_one_lets_nothing_out(self) -> None:
        case = waiting(approved_by(ALICE, self.WHY))
        assert (case.stage, case.decision) == (Stage.AWAITING_DECISION, None)
        assert case.endorsed is not None
        assert case.endorsed.by == "alice"

    def test_the_second_one_lets_it_out_and_both_are_on_record(self) -> None:
        case = waiting(approved_by(ALICE, self.WHY), approved_by(BOB, self.WHY))
        assert case.stage is Stage.APPROVED
        assert case.decision is not None
        assert (case.decision.by, case.decision.endorsed_by) == ("bob", "alice")

    def test_nobody_is_two_people(self) -> None:
        with pytest.raises(NotAllowed, match="a second person must"):
            approved_by(ALICE, self.WHY)(waiting(approved_by(ALICE, self.WHY)))

    def test_the_second_one_need_not_take_the_case_over(self) -> None:
        case = waiting(by(ALICE), approved_by(ALICE, self.WHY), approved_by(LENA, self.WHY))
        assert case.stage is Stage.APPROVED

    @pytest.mark.parametrize("change", ["edit", "customer wrote", "taken back", "rejected and drafted again"])
    def test_the_first_one_is_gone_with_any_change(self, change: str) -> None:
        endorsed = waiting(approved_by(ALICE, self.WHY))
        case = {
            "edit": lambda: after(endorsed, lambda case: OF_ONES_OWN["edit"](case, BOB)),
            "customer wrote": lambda: after(endorsed, customer_wrote(), proposed()),
            "taken back": lambda: after(
                endorsed, approved_by(BOB), lambda case: casework.take_back(case, BOB, NOON)
            ),
            "rejected and drafted again": lambda: after(
                endorsed, lambda case: OF_ONES_OWN["reject"](case, BOB), proposed()
            ),
        }[change]()
        assert (case.stage, case.endorsed) == (Stage.AWAITING_DECISION, None)
        assert after(case, approved_by(BOB, self.WHY)).stage is Stage.AWAITING_DECISION


def test_an_expert_is_asked_with_nothing_left_to_approve() -> None:
    case = waiting(lambda case: handling.ask_expert(case, "unsure about the W4", ALICE, NOON))
    assert (case.stage, case.draft, case.reason) == (Stage.WITH_EXPERT, None, "unsure about the W4")


def test_putting_a_case_aside_needs_a_reason() -> None:
    with pytest.raises(StepNotPossible, match="say why"):
        handling.put_aside(waiting(), " ", ALICE, NOON)


def test_the_ledger_keeps_all_of_it(ledger: Ledger) -> None:
    case = stored(ledger, Stage.AWAITING_DECISION)
    for take in (by(ALICE), lambda case: handling.snooze(case, LATER, ALICE, NOON)):
        case = ledger.apply(take(case))
    case = ledger.apply(approved_by(ALICE, "it is about a refund")(case))
    assert ledger.case(case.id) == case
    assert ledger.rested(LATER) == [case.id]
    assert ledger.rested(NOON) == []
    case = ledger.apply(approved_by(LENA, "it is about a refund")(case))
    assert ledger.case(case.id) == case
