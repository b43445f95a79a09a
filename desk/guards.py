"""What must hold before a person's step: they may, they saw the newest draft, and nobody was first."""

from desk.cases import Case, Person, Seen, Stage
from desk.drafts import Draft
from desk.errors import AlreadyDecided, DraftBlocked, NotAllowed, StaleDraft, StepNotPossible
from desk.steps import SETTLED


def expect_approver(by: Person, what: str) -> None:
    """Raises NotAllowed unless the person may approve."""
    if not by.may_approve:
        raise NotAllowed(f"{by.name!r} may not {what}; ask an agent or a team lead")


def expect_unclaimed(case: Case, by: Person) -> None:
    """Raises NotAllowed when somebody else has the case."""
    if case.assignee not in {None, by.name}:
        raise NotAllowed(f"case {case.id} is claimed by {case.assignee}; take it over first")


def endorser_of(case: Case) -> str | None:
    """Who approved the newest draft first, where two must; None when nobody did."""
    first, draft = case.endorsed, case.draft
    if first is None or draft is None:
        return None
    return first.by if (first.draft_version, first.draft_sha256) == (draft.version, draft.sha256) else None


def expect_second(case: Case, first: str | None, by: Person) -> None:
    """Raises NotAllowed when the second of two approvals would be by the same person."""
    if first == by.name:
        raise NotAllowed(f"you approved draft {case.drafts} of case {case.id}; a second person must, too")


def expect_open(case: Case) -> None:
    """Raises StepNotPossible when nobody waits for anything."""
    if case.stage in SETTLED:
        raise StepNotPossible(f"case {case.id} is {case.stage.value!r}: there is nothing left to do")


def expect_newest(case: Case, seen: Seen) -> None:
    """Raises StaleDraft unless the person saw the newest draft, or that there is none, and the newest message."""
    if seen == case.seen:
        return
    if case.draft is not None and case.draft.version != seen.draft_version:
        now = f"draft {case.draft.version} by {case.draft.drafter} took its place"
    else:
        now = "the customer wrote again after it"
    what = (
        f"draft {seen.draft_version} of case {case.id}" if seen.draft_version else f"case {case.id} as shown"
    )
    raise StaleDraft(f"{what} is out of date: {now}; look at the case again")


def expect_undecided(case: Case) -> None:
    """Raises AlreadyDecided when somebody was first."""
    first = case.decision
    if first is not None:
        raise AlreadyDecided(
            f"{first.by} {first.verdict.value} draft {first.draft_version} of case {case.id}"
            f" on {first.at:%Y-%m-%d at %H:%M:%S} UTC; nothing more was done"
        )


def expect_decidable(case: Case, seen: Seen) -> Draft:
    """The draft to decide about. Raises StaleDraft, AlreadyDecided, StepNotPossible."""
    expect_newest(case, seen)
    expect_undecided(case)
    if case.stage is not Stage.AWAITING_DECISION or case.draft is None:
        raise StepNotPossible(f"case {case.id} is {case.stage.value!r}: there is no draft to decide about")
    return case.draft


def expect_unblocked(case: Case, draft: Draft) -> None:
    """Raises DraftBlocked when a check holds the draft back."""
    if draft.blocked:
        why = "; ".join(
            f"{problem.check}: {problem.message}" for problem in draft.problems if problem.blocking
        )
        raise DraftBlocked(f"draft {draft.version} of case {case.id} is held back ({why}); edit it first")


def expect_reason(case: Case, reason: str) -> None:
    """Raises StepNotPossible for a rejection that does not say why."""
    if not reason.strip():
        raise StepNotPossible(
            f"the rejection of case {case.id} gives no reason; say why the draft will not do"
        )


def expect_waiting(case: Case) -> None:
    """Raises StepNotPossible unless an approved reply waits to be sent."""
    if case.stage is not Stage.APPROVED:
        raise StepNotPossible(
            f"case {case.id} is {case.stage.value!r}: no approved reply waits to be taken back"
        )
