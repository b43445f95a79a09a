"""What a step of a case is, and which there are."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desk.cases import Case, Decision, Stage
from desk.drafts import Draft
from desk.errors import StepNotPossible
from desk.history import Entry
from desk.messages import Message

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
    replied: bool = False  # a reply of ours went out, with the receipt of the case if there is one
    reworded: tuple[Message, ...] = ()  # known ones that say something else by now, or nothing
    then: "Step | None" = None  # follows in the same transaction

    def chain(self) -> Iterator["Step"]:
        """This step and those that follow it, in order."""
        yield self
        if self.then is not None:
            yield from self.then.chain()


def to_stage(case: Case, stage: Stage, reason: str | None = None) -> Case:
    """The case at its next stage. The reason and the time to try again belong to the stage it leaves."""
    if stage not in NEXT_STAGES[case.stage]:
        raise StepNotPossible(
            f"case {case.id} is {case.stage.value!r} and cannot become {stage.value!r}; look at it again"
        )
    return replace(
        case, stage=stage, reason=reason, send_after=None, endorsed=None, revision=case.revision + 1
    )


def anew(case: Case) -> Case:
    """The case as if nothing was drafted yet; `drafts` and `attempt` go on counting."""
    return replace(
        to_stage(case, Stage.NEW),
        triage=None,
        question=None,
        guidance=(),
        draft=None,
        decision=None,
        claimed_at=None,
        receipt=None,
    )
