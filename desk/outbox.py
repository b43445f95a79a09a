"""The steps of a reply on its way out: claimed, sent, refused, uncertain, settled. Pure."""

from dataclasses import replace
from datetime import datetime, timedelta

from desk.cases import Case, Person, Receipt, Said, Stage
from desk.errors import SendRefused, StepNotPossible
from desk.guards import expect_approver, expect_waiting
from desk.history import Entry
from desk.steps import DESK, ON_ITS_WAY, Step, anew, to_stage

_LOOKED = "; looked for it on "
_FIRST_LOOK, _LAST_LOOK = timedelta(minutes=1), timedelta(hours=6)  # between two looks


def claim(case: Case, at: datetime) -> Step:
    """The reply is taken for sending: from here on it goes out once or somebody looks."""
    after = replace(to_stage(case, Stage.SENDING), claimed_at=at, attempt=case.attempt + 1)
    return Step(after, Entry(at, DESK, "claimed", f"attempt {after.attempt}"))


def sent(case: Case, receipt: Receipt) -> Step:
    """The channel has it, also when somebody took it for unsent too early: what is out must not go out again."""
    if case.stage is Stage.APPROVED:
        taken = claim(case, receipt.at)
        return replace(taken, then=sent(taken.case, receipt))
    after = replace(to_stage(case, Stage.SENT), receipt=receipt, said=_said(case, receipt.at))
    entry = Entry(receipt.at, DESK, "sent", receipt.url or receipt.external_id)
    return Step(after, entry, replied=True, then=_taken_up_again(after, receipt.at))


def refused(case: Case, error: SendRefused, at: datetime) -> Step:
    """The channel took nothing: tried again at `retry_at`, or back to the people when that is None.

    Raises StepNotPossible.
    """
    if case.stage not in ON_ITS_WAY:
        raise StepNotPossible(
            f"case {case.id} is {case.stage.value!r}: nothing was sent that could be refused"
        )
    after = replace(to_stage(case, Stage.APPROVED, str(error)), send_after=error.retry_at)
    follow = _taken_up_again(after, at)
    if follow is None and error.retry_at is None:
        follow = _handed_back(after, str(error), at)
    return Step(after, Entry(at, DESK, "refused", str(error)), then=follow)


def unsendable(case: Case, why: str, at: datetime) -> Step:
    """What was approved cannot go out as it stands: back to the people. Raises StepNotPossible when nothing waits."""
    expect_waiting(case)
    return _handed_back(case, why, at)


def uncertain(case: Case, reason: str, at: datetime) -> Step:
    """Nobody knows whether the reply went out: it is read back, or a person looks."""
    return Step(to_stage(case, Stage.UNCERTAIN, reason), Entry(at, DESK, "uncertain", reason))


def not_seen(case: Case, what: str, at: datetime) -> Step:
    """It was looked for, and `what` was found instead; it is looked for again, less and less often."""
    if case.stage is not Stage.UNCERTAIN:
        raise StepNotPossible(f"case {case.id} is {case.stage.value!r}, not uncertain; nothing is looked for")
    doubt = (case.reason or "").split(_LOOKED)[0]
    waited = at - case.claimed_at if case.claimed_at else _FIRST_LOOK
    after = replace(
        case,
        reason=f"{doubt}{_LOOKED}{at:%Y-%m-%d %H:%M} UTC: {what}",
        send_after=at + min(max(waited, _FIRST_LOOK), _LAST_LOOK),
        revision=case.revision + 1,
    )
    return Step(after, Entry(at, DESK, "looked for", what))


def settle_sent(case: Case, by: Person, at: datetime, attempt: int | None = None) -> Step:
    """A person looked for this attempt (None: the last one), and it went out. Raises NotAllowed, StepNotPossible."""
    after = replace(_settled(case, Stage.SENT, by, attempt), said=_said(case, at))
    entry = Entry(at, by.name, "saw that it was sent")
    return Step(after, entry, replied=True, then=_taken_up_again(after, at))


def settle_unsent(case: Case, by: Person, at: datetime, attempt: int | None = None) -> Step:
    """The same, and it did not go out, so it may be sent. Raises NotAllowed, StepNotPossible."""
    after = _settled(case, Stage.APPROVED, by, attempt)
    return Step(after, Entry(at, by.name, "saw that it was not sent"), then=_taken_up_again(after, at))


def _said(case: Case, at: datetime) -> tuple[Said, ...]:
    """Our replies, the one that went out just now among them."""
    draft = case.draft
    return case.said if draft is None else (*case.said, Said(draft.text, draft.to, at, draft.answers))


def _taken_up_again(case: Case, at: datetime) -> Step | None:
    """The step back to NEW when the customer wrote while the reply was on its way."""
    if not case.wrote_again:
        return None
    waits = replace(case, due_at=case.due_next or case.due_at, due_next=None)
    return Step(
        anew(waits), Entry(at, DESK, "taken up again", "the customer wrote while the reply was on its way")
    )


def _handed_back(case: Case, reason: str, at: datetime) -> Step:
    after = replace(to_stage(case, Stage.AWAITING_DECISION, reason), decision=None)
    return Step(after, Entry(at, DESK, "handed back", "it will never go out like this"))


def _settled(case: Case, stage: Stage, by: Person, attempt: int | None) -> Case:
    expect_approver(by, "settle an uncertain reply")
    if case.stage is not Stage.UNCERTAIN:
        raise StepNotPossible(
            f"case {case.id} is {case.stage.value!r}, not uncertain; there is nothing to settle"
        )
    if attempt not in {None, case.attempt}:
        raise StepNotPossible(
            f"the reply of case {case.id} was tried once more since; look at the channel again"
        )
    return to_stage(case, stage)
