"""The steps a case may take. Pure: each takes a case and what happened, and returns the step to be stored."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from desk.cases import (
    Case,
    CaseId,
    Decision,
    Draft,
    Entry,
    Message,
    Person,
    Priority,
    Problem,
    Receipt,
    Seen,
    Stage,
    Triage,
    Verdict,
)
from desk.errors import SendRefused, StepNotPossible
from desk.guards import (
    expect_approver,
    expect_decidable,
    expect_newest,
    expect_reason,
    expect_unblocked,
    expect_undecided,
    expect_waiting,
)

NEXT_STAGES: dict[Stage, frozenset[Stage]] = {
    Stage.NEW: frozenset({Stage.SET_ASIDE, Stage.WITH_EXPERT, Stage.AWAITING_DECISION}),
    Stage.AWAITING_DECISION: frozenset(
        {Stage.APPROVED, Stage.REJECTED, Stage.WITH_EXPERT, Stage.SET_ASIDE, Stage.NEW}
    ),
    Stage.WITH_EXPERT: frozenset({Stage.AWAITING_DECISION, Stage.SET_ASIDE, Stage.NEW}),
    Stage.REJECTED: frozenset({Stage.AWAITING_DECISION, Stage.WITH_EXPERT, Stage.SET_ASIDE}),
    Stage.APPROVED: frozenset({Stage.SENDING, Stage.AWAITING_DECISION, Stage.NEW}),
    Stage.SENDING: frozenset({Stage.SENT, Stage.APPROVED, Stage.UNCERTAIN}),
    Stage.UNCERTAIN: frozenset({Stage.SENT, Stage.APPROVED}),
    Stage.SENT: frozenset({Stage.NEW, Stage.RESOLVED}),
    Stage.RESOLVED: frozenset({Stage.NEW}),
    Stage.SET_ASIDE: frozenset({Stage.NEW}),
}
ON_ITS_WAY = frozenset({Stage.SENDING, Stage.UNCERTAIN})
SETTLED = frozenset({Stage.SENT, Stage.RESOLVED, Stage.SET_ASIDE})  # nobody waits for anything
ASSISTANT = "assistant"  # who drafts, in a case's history
DESK = "desk"  # who sends and sweeps, in a case's history


@dataclass(frozen=True)
class Step:
    """A case as it stands after a step, the line for its history, and what is new with it."""

    case: Case
    entry: Entry
    message: Message | None = None
    draft: Draft | None = None
    decision: Decision | None = None
    then: "Step | None" = None  # follows in the same transaction

    def chain(self) -> Iterator["Step"]:
        """This step and those that follow it, in order."""
        yield self
        if self.then is not None:
            yield from self.then.chain()


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
    settled = case.stage in SETTLED
    heard = replace(
        case,
        messages=(*case.messages, message),
        priority=priority if settled else min(case.priority, priority),
        due_at=due_at if settled else min(case.due_at, due_at),
        revision=case.revision + 1,
    )
    entry = Entry(at, message.author_handle, "wrote again", message.external_id)
    if Stage.NEW in NEXT_STAGES[case.stage]:
        heard = replace(_anew(heard), revision=heard.revision)
    return Step(heard, entry, message=message)


def propose(case: Case, triage: Triage, question: str | None, draft: Draft, at: datetime) -> Step:
    """The assistant lays a draft before the people. Raises AlreadyDecided, StepNotPossible."""
    draft = _next_version(case, draft)
    after = replace(_with_draft(case, draft), triage=triage, question=question)
    return Step(
        after, Entry(at, ASSISTANT, "proposed", f"draft {draft.version} by {draft.drafter}"), draft=draft
    )


def hand_to_expert(
    case: Case, triage: Triage | None, question: str | None, reason: str, at: datetime, by: str = ASSISTANT
) -> Step:
    """Nothing good enough to draft from: an expert is needed."""
    after = replace(_to(case, Stage.WITH_EXPERT, reason), triage=triage, question=question, decision=None)
    return Step(after, Entry(at, by, "handed to an expert", reason))


def set_aside(case: Case, triage: Triage | None, reason: str, at: datetime, by: str = ASSISTANT) -> Step:
    """Nobody need answer; the reason says why."""
    after = replace(_to(case, Stage.SET_ASIDE, reason), triage=triage, decision=None)
    return Step(after, Entry(at, by, "set aside", reason))


def revise(case: Case, seen: Seen, draft: Draft, by: Person, what: str, at: datetime) -> Step:
    """A person replaces the draft they saw, if any, by another text, or sends it elsewhere.

    Raises NotAllowed, StaleDraft, AlreadyDecided, StepNotPossible.
    """
    expect_approver(by, "change a draft")
    expect_newest(case, seen)
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


def approve(case: Case, seen: Seen, by: Person, at: datetime) -> Step:
    """Lets exactly this draft out. Raises NotAllowed, StaleDraft, AlreadyDecided, DraftBlocked, StepNotPossible."""
    expect_approver(by, "approve a draft")
    draft = expect_decidable(case, seen)
    expect_unblocked(case, draft)
    return _decide(case, Decision(draft.version, draft.sha256, Verdict.APPROVED, by.name, at))


def reject(case: Case, seen: Seen, reason: str, by: Person, at: datetime) -> Step:
    """A person says that this draft will not do, and why. Raises as `revise` does."""
    expect_approver(by, "reject a draft")
    draft = expect_decidable(case, seen)
    expect_reason(case, reason)
    return _decide(case, Decision(draft.version, draft.sha256, Verdict.REJECTED, by.name, at, reason))


def take_back(case: Case, by: Person, at: datetime) -> Step:
    """A person undoes an approval whose reply still waits. Raises NotAllowed, StepNotPossible."""
    expect_approver(by, "take back an approval")
    expect_waiting(case)
    after = replace(_to(case, Stage.AWAITING_DECISION), decision=None)
    return Step(after, Entry(at, by.name, "took back the approval", f"draft {after.drafts}"))


def claim(case: Case, at: datetime) -> Step:
    """The reply is taken for sending: from here on it goes out once or somebody looks."""
    after = replace(_to(case, Stage.SENDING), claimed_at=at, attempt=case.attempt + 1)
    return Step(after, Entry(at, DESK, "claimed", f"attempt {after.attempt}"))


def sent(case: Case, receipt: Receipt) -> Step:
    """The channel has it, also when somebody took it for unsent too early: what is out must not go out again."""
    if case.stage is Stage.APPROVED:
        taken = claim(case, receipt.at)
        return replace(taken, then=sent(taken.case, receipt))
    after = replace(_to(case, Stage.SENT), receipt=receipt)
    entry = Entry(receipt.at, DESK, "sent", receipt.url or receipt.external_id)
    return Step(after, entry, then=_taken_up_again(after, receipt.at))


def refused(case: Case, error: SendRefused, at: datetime) -> Step:
    """The channel took nothing: tried again at `retry_at`, or back to the people when that is None.

    Raises StepNotPossible.
    """
    if case.stage not in ON_ITS_WAY:
        raise StepNotPossible(
            f"case {case.id} is {case.stage.value!r}: nothing was sent that could be refused"
        )
    after = replace(_to(case, Stage.APPROVED, str(error)), retry_at=error.retry_at)
    follow = _taken_up_again(after, at)
    if follow is None and error.retry_at is None:
        follow = _handed_back(after, str(error), at)
    return Step(after, Entry(at, DESK, "refused", str(error)), then=follow)


def uncertain(case: Case, reason: str, at: datetime) -> Step:
    """Nobody knows whether the reply went out: it is read back, or a person looks."""
    return Step(_to(case, Stage.UNCERTAIN, reason), Entry(at, DESK, "uncertain", reason))


def settle_sent(case: Case, by: Person, at: datetime) -> Step:
    """A person looked: the uncertain reply went out. Raises NotAllowed, StepNotPossible."""
    after = _settled(case, Stage.SENT, by)
    return Step(after, Entry(at, by.name, "saw that it was sent"), then=_taken_up_again(after, at))


def settle_unsent(case: Case, by: Person, at: datetime) -> Step:
    """A person looked: the uncertain reply may be sent, it did not go out. Raises NotAllowed, StepNotPossible."""
    after = _settled(case, Stage.APPROVED, by)
    return Step(after, Entry(at, by.name, "saw that it was not sent"), then=_taken_up_again(after, at))


def resolve(case: Case, by: Person, at: datetime) -> Step:
    """A person says that the customer has what they needed; silence never does. Raises NotAllowed, StepNotPossible."""
    expect_approver(by, "resolve a case")
    return Step(_to(case, Stage.RESOLVED), Entry(at, by.name, "resolved"))


def _to(case: Case, stage: Stage, reason: str | None = None) -> Case:
    """The case at its next stage. The reason and the time to try again belong to the stage it leaves."""
    if stage not in NEXT_STAGES[case.stage]:
        raise StepNotPossible(
            f"case {case.id} is {case.stage.value!r} and cannot become {stage.value!r}; look at it again"
        )
    return replace(case, stage=stage, reason=reason, retry_at=None, revision=case.revision + 1)


def _anew(case: Case) -> Case:
    """The case as if nothing was drafted yet; `drafts` and `attempt` go on counting."""
    return replace(
        _to(case, Stage.NEW),
        triage=None,
        question=None,
        draft=None,
        decision=None,
        claimed_at=None,
        receipt=None,
    )


def _taken_up_again(case: Case, at: datetime) -> Step | None:
    """The step back to NEW when the customer wrote while the reply was on its way."""
    if not case.wrote_again:
        return None
    return Step(
        _anew(case), Entry(at, DESK, "taken up again", "the customer wrote while the reply was on its way")
    )


def _handed_back(case: Case, reason: str, at: datetime) -> Step:
    after = replace(_to(case, Stage.AWAITING_DECISION, reason), decision=None)
    return Step(after, Entry(at, DESK, "handed back", "the channel will never take it like this"))


def _next_version(case: Case, draft: Draft) -> Draft:
    return replace(draft, version=case.drafts + 1, answers=case.message.external_id)


def _redrafted(case: Case, draft: Draft) -> Case:
    """The case with another version of the draft that awaits a decision."""
    return replace(case, draft=draft, drafts=draft.version, reason=None, revision=case.revision + 1)


def _with_draft(case: Case, draft: Draft) -> Case:
    """The case waiting for a decision about this draft, unless somebody has decided already."""
    if case.stage is not Stage.REJECTED:
        expect_undecided(case)
    return replace(_to(case, Stage.AWAITING_DECISION), draft=draft, drafts=draft.version, decision=None)


def _decide(case: Case, decision: Decision) -> Step:
    stage = Stage.APPROVED if decision.verdict is Verdict.APPROVED else Stage.REJECTED
    after = replace(_to(case, stage, decision.reason or None), decision=decision)
    detail = f"draft {decision.draft_version}" + (f": {decision.reason}" if decision.reason else "")
    return Step(after, Entry(decision.at, decision.by, decision.verdict.value, detail), decision=decision)


def _settled(case: Case, stage: Stage, by: Person) -> Case:
    expect_approver(by, "settle an uncertain reply")
    if case.stage is not Stage.UNCERTAIN:
        raise StepNotPossible(
            f"case {case.id} is {case.stage.value!r}, not uncertain; there is nothing to settle"
        )
    return _to(case, stage)
