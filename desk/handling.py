"""Who has a case and until when it rests: claimed, handed over, snoozed, put aside, given to an expert. Pure."""

from dataclasses import replace
from datetime import datetime

from desk import casework
from desk.cases import Case, Person, Seen, Stage
from desk.errors import NotAllowed, StepNotPossible
from desk.guards import expect_approver, expect_newest, expect_open, expect_unclaimed
from desk.history import Entry
from desk.steps import DESK, Step


def claim(case: Case, by: Person, at: datetime, *, over: bool = False) -> Step:
    """The person takes the case on; with `over` also from somebody else.

    Raises NotAllowed, StepNotPossible.
    """
    expect_approver(by, "claim a case")
    expect_open(case)
    if case.assignee == by.name:
        raise StepNotPossible(f"case {case.id} is yours already")
    if not over:
        expect_unclaimed(case, by)
    what = f"from {case.assignee}" if case.assignee else ""
    return Step(_changed(case, assignee=by.name), Entry(at, by.name, "claimed the case", what))


def release(case: Case, by: Person, at: datetime) -> Step:
    """Nobody has the case any more. Raises NotAllowed, StepNotPossible."""
    expect_approver(by, "release a case")
    if case.assignee is None:
        raise StepNotPossible(f"case {case.id} is nobody's; there is nothing to release")
    expect_unclaimed(case, by)
    return Step(_changed(case, assignee=None), Entry(at, by.name, "released the case"))


def hand_over(case: Case, to: Person, by: Person, at: datetime) -> Step:
    """Somebody else takes the case on, who must be able to decide it. Raises NotAllowed, StepNotPossible."""
    expect_approver(by, "hand over a case")
    expect_open(case)
    expect_unclaimed(case, by)
    if not to.may_approve:
        raise NotAllowed(f"{to.name!r} may not approve replies; hand case {case.id} to an agent")
    if to.name == case.assignee:
        raise StepNotPossible(f"case {case.id} is {to.name}'s already")
    return Step(_changed(case, assignee=to.name), Entry(at, by.name, "handed over", f"to {to.name}"))


def snooze(case: Case, until: datetime, by: Person, at: datetime) -> Step:
    """The case rests until then, or until its customer writes. Raises NotAllowed, StepNotPossible."""
    expect_approver(by, "snooze a case")
    expect_open(case)
    expect_unclaimed(case, by)
    if until <= at:
        raise StepNotPossible(f"case {case.id} cannot rest until {until:%Y-%m-%d %H:%M} UTC: that is over")
    return Step(
        _changed(case, snoozed_until=until),
        Entry(at, by.name, "snoozed", f"until {until:%Y-%m-%d %H:%M} UTC"),
    )


def wake(case: Case, at: datetime, by: str = DESK) -> Step:
    """The case rests no longer. Raises StepNotPossible."""
    if case.snoozed_until is None:
        raise StepNotPossible(f"case {case.id} is not snoozed")
    return Step(_changed(case, snoozed_until=None), Entry(at, by, "woke"))


def put_aside(case: Case, reason: str, by: Person, at: datetime, seen: Seen | None = None) -> Step:
    """A person says that nobody need answer what they saw (None: whatever there is), and why.

    Raises NotAllowed, StaleDraft, StepNotPossible.
    """
    expect_approver(by, "set a case aside")
    if seen is not None:
        expect_newest(case, seen)
    expect_unclaimed(case, by)
    if not reason.strip():
        raise StepNotPossible(f"case {case.id}: say why nobody need answer")
    return casework.set_aside(case, case.triage, reason, at, by.name)


def ask_expert(case: Case, why: str, by: Person, at: datetime, seen: Seen | None = None) -> Step:
    """A person wants somebody who knows to say it; `why` may begin with whom ("sam: ...").

    Raises as `put_aside` does.
    """
    expect_approver(by, "ask an expert")
    if seen is not None:
        expect_newest(case, seen)
    expect_unclaimed(case, by)
    if case.stage is Stage.WITH_EXPERT:
        raise StepNotPossible(f"case {case.id} is with the experts already")
    reason = why.strip() or f"{by.name} wants an expert's word"
    handed = casework.hand_to_expert(
        case, case.triage, case.question, reason, at, by.name, guidance=case.guidance
    )
    return replace(handed, case=replace(handed.case, draft=None))


def _changed(case: Case, **fields: object) -> Case:
    return replace(case, **fields, revision=case.revision + 1)  # type: ignore[arg-type]
