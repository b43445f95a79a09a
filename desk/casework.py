"""The steps a case may take. Pure: each takes a case and what happened, and returns the step to be stored."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from desk.cases import Case, CaseId, Decision, Endorsement, Person, Priority, Seen, Stage, Triage, Verdict
from desk.drafts import Considered, Draft, Problem
from desk.guards import (
    endorser_of,
    expect_approver,
    expect_decidable,
    expect_newest,
    expect_reason,
    expect_second,
    expect_unblocked,
    expect_unclaimed,
    expect_undecided,
    expect_waiting,
)
from desk.history import Entry
from desk.messages import Message
from desk.steps import ASSISTANT, NEXT_STAGES, ON_ITS_WAY, SETTLED, Step, anew, to_stage

TOOK_BACK = "took back the approval"  # in a case's history


def opened(id: CaseId, message: Message, *, priority: Priority, due_at: datetime, at: datetime) -> Step:
    """The first message of a conversation makes a case."""
    case = Case(
        id=id,
        channel=message.channel,
        conversation=message.conversation,
        stage=Stage.NEW,
        priority=priority,
        opened_at=at,
        due_at=due_at,
        messages=(message,),
        revision=1,
    )
    return Step(case, Entry(at, message.author_handle, "opened", message.external_id), message=message)


def customer_wrote(
    case: Case, message: Message, *, priority: Priority, due_at: datetime, at: datetime
) -> Step:
    """The customer wrote again, so what was drafted is stale.

    A reply that is on its way keeps its stage (the case is taken up again once that is settled), and so does
    a rejected draft, which needs a new one anyway.
    """
    settled, on_its_way = case.stage in SETTLED, case.stage in ON_ITS_WAY
    heard = replace(
        case,
        messages=(*case.messages, message),
        priority=priority if settled else min(case.priority, priority),
        due_at=case.due_at if on_its_way else due_at if settled else min(case.due_at, due_at),
        due_next=min(case.due_next or due_at, due_at) if on_its_way else None,
        assignee=None if settled else case.assignee,
        snoozed_until=None,
        endorsed=None,
        revision=case.revision + 1,
    )
    entry = Entry(at, message.author_handle, "wrote again", message.external_id)
    if Stage.NEW in NEXT_STAGES[case.stage]:
        heard = replace(anew(heard), revision=heard.revision)
    return Step(heard, entry, message=message)


def propose(
    case: Case,
    triage: Triage,
    question: str | None,
    draft: Draft,
    at: datetime,
    guidance: tuple[Considered, ...] = (),
) -> Step:
    """The assistant lays a draft before the people. Raises AlreadyDecided, StepNotPossible."""
    draft = _next_version(case, draft)
    after = replace(_with_draft(case, draft), triage=triage, question=question, guidance=guidance)
    return Step(
        after, Entry(at, ASSISTANT, "proposed", f"draft {draft.version} by {draft.drafter}"), draft=draft
    )


def hand_to_expert(
    case: Case,
    triage: Triage | None,
    question: str | None,
    reason: str,
    at: datetime,
    by: str = ASSISTANT,
    guidance: tuple[Considered, ...] = (),
) -> Step:
    """Nothing good enough to draft from: an expert is needed."""
    handed = to_stage(case, Stage.WITH_EXPERT, reason)
    after = replace(handed, triage=triage, question=question, guidance=guidance, decision=None)
    return Step(after, Entry(at, by, "handed to an expert", reason))


def set_aside(case: Case, triage: Triage | None, reason: str, at: datetime, by: str = ASSISTANT) -> Step:
    """Nobody need answer; the reason says why."""
    after = replace(to_stage(case, Stage.SET_ASIDE, reason), triage=triage, decision=None)
    return Step(after, Entry(at, by, "set aside", reason))


def revise(case: Case, seen: Seen, draft: Draft, by: Person, what: str, at: datetime) -> Step:
    """A person replaces the draft they saw, if any, by another text, or sends it elsewhere.

    Raises NotAllowed, StaleDraft, AlreadyDecided, StepNotPossible.
    """
    expect_approver(by, "change a draft")
    expect_newest(case, seen)
    expect_unclaimed(case, by)
    draft = _next_version(case, draft)
    after = _redrafted(case, draft) if case.stage is Stage.AWAITING_DECISION else _with_draft(case, draft)
    return Step(after, Entry(at, by.name, "revised", f"draft {draft.version}: {what}"), draft=draft)


def hold_back(case: Case, seen: Seen, problems: Iterable[Problem], at: datetime) -> Step:
    """The same text as a new version, with what the checks find by now. Raises as `approve` does."""
    draft = expect_decidable(case, seen)
    found = tuple(dict.fromkeys((*problems, *draft.problems)))
    draft = _next_version(case, replace(draft, problems=found))
    detail = f"draft {draft.version}: the checks find something by now"
    return Step(_redrafted(case, draft), Entry(at, ASSISTANT, "held back", detail), draft=draft)


def source_changed(case: Case, why: str, at: datetime) -> Step:
    """A source of the draft says something else by now: the desk drafts anew, a person's words wait for a person.

    Raises StepNotPossible when the draft is decided about and on its way.
    """
    draft = case.draft
    if draft is None or not draft.by_person:
        return Step(anew(case), Entry(at, ASSISTANT, "went stale", why))
    held = _next_version(
        case, replace(draft, problems=(Problem("quotes", why, blocking=True), *draft.problems))
    )
    waiting = case if case.stage is Stage.AWAITING_DECISION else to_stage(case, Stage.AWAITING_DECISION)
    after = replace(_redrafted(waiting, held), decision=None, revision=case.revision + 1)
    return Step(after, Entry(at, ASSISTANT, "held back", f"draft {held.version}: {why}"), draft=held)


def approve(
    case: Case,
    seen: Seen,
    by: Person,
    at: datetime,
    *,
    why_two: str | None = None,
    send_after: datetime | None = None,
) -> Step:
    """Lets exactly this draft out, at `send_after` the soonest.

    With `why_two`, the first person's approval is kept and a second person's lets it out.
    Raises NotAllowed, StaleDraft, AlreadyDecided, DraftBlocked, StepNotPossible.
    """
    expect_approver(by, "approve a draft")
    draft = expect_decidable(case, seen)
    expect_unblocked(case, draft)
    first = endorser_of(case)
    if first is None:
        expect_unclaimed(case, by)
        if why_two is not None:
            return _endorse(case, Endorsement(draft.version, draft.sha256, by.name, at), why_two)
    expect_second(case, first, by)
    decision = Decision(draft.version, draft.sha256, Verdict.APPROVED, by.name, at, endorsed_by=first)
    step = _decide(case, decision)
    return replace(step, case=replace(step.case, send_after=send_after))


def reject(case: Case, seen: Seen, reason: str, by: Person, at: datetime) -> Step:
    """A person says that this draft will not do, and why. Raises as `revise` does."""
    expect_approver(by, "reject a draft")
    draft = expect_decidable(case, seen)
    expect_unclaimed(case, by)
    expect_reason(case, reason)
    return _decide(case, Decision(draft.version, draft.sha256, Verdict.REJECTED, by.name, at, reason))


def take_back(case: Case, by: Person, at: datetime) -> Step:
    """A person undoes an approval whose reply still waits. Raises NotAllowed, StepNotPossible."""
    expect_approver(by, "take back an approval")
    expect_waiting(case)
    after = replace(to_stage(case, Stage.AWAITING_DECISION), decision=None)
    return Step(after, Entry(at, by.name, TOOK_BACK, f"draft {after.drafts}"))


def resolve(case: Case, by: Person, at: datetime) -> Step:
    """A person says that the customer has what they needed; silence never does. Raises NotAllowed, StepNotPossible."""
    expect_approver(by, "resolve a case")
    expect_unclaimed(case, by)
    return Step(to_stage(case, Stage.RESOLVED), Entry(at, by.name, "resolved"))


def _next_version(case: Case, draft: Draft) -> Draft:
    return replace(draft, version=case.drafts + 1, answers=case.message.wording)


def _redrafted(case: Case, draft: Draft) -> Case:
    """The case with another version of the draft that awaits a decision."""
    return replace(
        case, draft=draft, drafts=draft.version, reason=None, endorsed=None, revision=case.revision + 1
    )


def _with_draft(case: Case, draft: Draft) -> Case:
    """The case waiting for a decision about this draft, unless somebody has decided already."""
    if case.stage is not Stage.REJECTED:
        expect_undecided(case)
    return replace(to_stage(case, Stage.AWAITING_DECISION), draft=draft, drafts=draft.version, decision=None)


def _endorse(case: Case, first: Endorsement, why_two: str) -> Step:
    after = replace(case, endorsed=first, revision=case.revision + 1)
    detail = f"draft {first.draft_version}; a second person must: {why_two}"
    return Step(after, Entry(first.at, first.by, "approved first", detail))


def _decide(case: Case, decision: Decision) -> Step:
    stage = Stage.APPROVED if decision.verdict is Verdict.APPROVED else Stage.REJECTED
    after = replace(to_stage(case, stage, decision.reason or None), decision=decision)
    detail = f"draft {decision.draft_version}" + (f": {decision.reason}" if decision.reason else "")
    return Step(after, Entry(decision.at, decision.by, decision.verdict.value, detail), decision=decision)
