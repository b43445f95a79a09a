"""No sequence of steps leads a case astray."""

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desk import casework, outbox
from desk.cases import Case, Person, Stage, Verdict
from desk.drafts import Problem
from desk.errors import DeskError
from desk.steps import NEXT_STAGES, Step
from tests.builders import ALICE, BOB, LENA, NOON, SAM, a_draft, saw
from tests.desk.cases import (
    TRIAGE,
    a_new_case,
    claimed,
    customer_wrote,
    handed_on,
    in_doubt,
    put_aside,
    refused,
    sent,
)

people = st.sampled_from([ALICE, BOB, LENA, SAM])
texts = st.sampled_from(["Rinse the funnel.", "Dry the funnel.", "Lift the funnel off."])
versions = st.integers(0, 6)
MAY_STAY = {"wrote again", "revised"}  # the steps that may leave a case where it is


class AnyCase(RuleBasedStateMachine):
    """Everybody does anything at any moment; what is not allowed must raise and change nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.case: Case = a_new_case()
        self.approved_texts: set[str] = set()

    def take(self, make: Callable[[Case], Step]) -> None:
        try:
            step = make(self.case)
        except DeskError:
            return
        cases = [self.case, *(each.case for each in step.chain())]
        for (before, after), each in zip(pairwise(cases), step.chain(), strict=True):
            self.check(before, after, each)
        self.case = cases[-1]

    def check(self, before: Case, after: Case, step: Step) -> None:
        stays = after.stage is before.stage and step.entry.action in MAY_STAY
        assert stays or after.stage in NEXT_STAGES[before.stage]
        assert after.revision == before.revision + 1
        assert after.attempt - before.attempt == (after.stage is Stage.SENDING and not stays)
        assert after.messages[: len(before.messages)] == before.messages
        assert after.drafts - before.drafts == (step.draft is not None)
        if step.draft is not None:
            assert after.decision is None
            assert step.draft.version == after.drafts
        if after.stage is Stage.APPROVED and before.stage is Stage.AWAITING_DECISION:
            assert step.decision is not None
            self.approved_texts.add(step.decision.draft_sha256)

    @rule(text=texts, blocking=st.booleans())
    def propose(self, text: str, blocking: bool) -> None:
        draft = a_draft(text, problems=[Problem("length", "300 of 280", blocking)])
        self.take(lambda case: casework.propose(case, TRIAGE, None, draft, NOON))

    @rule(text=texts, by=people, version=versions)
    def revise(self, text: str, by: Person, version: int) -> None:
        self.take(lambda case: casework.revise(case, saw(case, version), a_draft(text), by, "edited", NOON))

    @rule(by=people, version=versions)
    def approve(self, by: Person, version: int) -> None:
        self.take(lambda case: casework.approve(case, saw(case, version), by, NOON))

    @rule(by=people)
    def approve_the_newest(self, by: Person) -> None:
        self.take(lambda case: casework.approve(case, saw(case, case.drafts), by, NOON))

    @rule(by=people, version=versions)
    def reject(self, by: Person, version: int) -> None:
        self.take(lambda case: casework.reject(case, saw(case, version), "wrong", by, NOON))

    @rule(step=st.sampled_from([claimed, sent, in_doubt, handed_on, put_aside]))
    def anything_else(self, step: Callable[[Case], Step]) -> None:
        self.take(step)

    @rule(minutes=st.none() | st.integers(1, 9))
    def refuse(self, minutes: int | None) -> None:
        self.take(refused(None if minutes is None else NOON + timedelta(minutes=minutes)))

    @rule(by=people, was_sent=st.booleans())
    def settle(self, by: Person, was_sent: bool) -> None:
        settle = outbox.settle_sent if was_sent else outbox.settle_unsent
        self.take(lambda case: settle(case, by, NOON))

    @rule(by=people)
    def resolve(self, by: Person) -> None:
        self.take(lambda case: casework.resolve(case, by, NOON))

    @rule()
    def customer_writes(self) -> None:
        self.take(customer_wrote())

    @invariant()
    def a_decision_is_about_the_draft_that_lies_there(self) -> None:
        draft, decision = self.case.draft, self.case.decision
        if decision is not None:
            assert draft is not None
            assert (decision.draft_version, decision.draft_sha256) == (draft.version, draft.sha256)

    @invariant()
    def nothing_is_on_its_way_that_no_person_approved(self) -> None:
        if self.case.stage in {Stage.APPROVED, Stage.SENDING, Stage.UNCERTAIN, Stage.SENT}:
            assert self.case.draft is not None
            assert not self.case.draft.blocked
            assert self.case.draft.sha256 in self.approved_texts
            assert self.case.decision is not None
            assert self.case.decision.verdict is Verdict.APPROVED
            assert self.case.decision.by != SAM.name

    @invariant()
    def no_message_is_forgotten(self) -> None:
        """Whatever was not answered either waits, or is noticed when the reply on its way is settled."""
        if self.case.stage in {Stage.AWAITING_DECISION, Stage.APPROVED, Stage.SENT, Stage.RESOLVED}:
            assert not self.case.wrote_again


AnyCase.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
test_no_sequence_of_steps_leads_a_case_astray = AnyCase.TestCase
