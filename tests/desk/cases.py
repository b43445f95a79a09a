"""Cases on their way through the desk, for tests of what happens to them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from desk import casework, outbox
from desk.cases import Case, CaseId, Intent, Priority, Receipt, Stage, Triage
from desk.drafts import Draft
from desk.errors import SendRefused
from desk.ledger import Ledger
from desk.messages import Message
from desk.steps import Step
from tests.builders import ALICE, BOB, NOON, a_draft, a_message, saw

HOUR = timedelta(hours=1)
TRIAGE = Triage(Intent.QUESTION, wants_reply=True, priority=Priority.NORMAL, language="en")


@dataclass
class HandClock:
    """A clock that stands still until somebody moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


def a_new_case(message: Message | None = None, id: int = 1) -> Case:
    message = message or a_message()
    return casework.opened(CaseId(id), message, priority=Priority.NORMAL, due_at=NOON + HOUR, at=NOON).case


def after(case: Case, *takes: Callable[[Case], Step]) -> Case:
    """The case after these steps, and after those that follow them by themselves."""
    for take in takes:
        case = list(take(case).chain())[-1].case
    return case


def proposed(draft: Draft | None = None) -> Callable[[Case], Step]:
    return lambda case: casework.propose(case, TRIAGE, "What is E17?", draft or a_draft(), NOON)


def approved(case: Case) -> Step:
    return casework.approve(case, saw(case, case.drafts), ALICE, NOON)


def rejected(case: Case) -> Step:
    return casework.reject(case, saw(case, case.drafts), "wrong product", ALICE, NOON)


def edited(text: str = "Rinse the funnel.") -> Callable[[Case], Step]:
    """Bob rewrites the newest draft."""
    draft = a_draft(text, drafter="person:bob")
    return lambda case: casework.revise(case, saw(case, case.drafts), draft, BOB, "edited", NOON)


def claimed(case: Case) -> Step:
    return outbox.claim(case, NOON)


def sent(case: Case) -> Step:
    return outbox.sent(case, Receipt("r-1", None, NOON))


def in_doubt(case: Case) -> Step:
    return outbox.uncertain(case, "no answer", NOON)


def refused(retry_at: datetime | None) -> Callable[[Case], Step]:
    return lambda case: outbox.refused(case, SendRefused("the post is a duplicate", retry_at), NOON)


def handed_on(case: Case) -> Step:
    return casework.hand_to_expert(case, TRIAGE, "What is E17?", "nothing found", NOON)


def put_aside(case: Case) -> Step:
    return casework.set_aside(case, TRIAGE, "spam", NOON)


def resolved(case: Case) -> Step:
    return casework.resolve(case, ALICE, NOON)


def customer_wrote(
    text: str = "@FennbyCare any news?", due_at: datetime = NOON + HOUR
) -> Callable[[Case], Step]:
    return lambda case: casework.customer_wrote(
        case,
        a_message(text, conversation=case.conversation),
        priority=Priority.NORMAL,
        due_at=due_at,
        at=NOON,
    )


ROADS: dict[Stage, tuple[Callable[[Case], Step], ...]] = {
    Stage.NEW: (),
    Stage.SET_ASIDE: (put_aside,),
    Stage.WITH_EXPERT: (handed_on,),
    Stage.AWAITING_DECISION: (proposed(),),
    Stage.APPROVED: (proposed(), approved),
    Stage.REJECTED: (proposed(), rejected),
    Stage.SENDING: (proposed(), approved, claimed),
    Stage.UNCERTAIN: (proposed(), approved, claimed, in_doubt),
    Stage.SENT: (proposed(), approved, claimed, sent),
    Stage.RESOLVED: (proposed(), approved, claimed, sent, resolved),
}


def a_case_at(stage: Stage) -> Case:
    """A case that came to this stage the usual way."""
    return after(a_new_case(), *ROADS[stage])


def stored(ledger: Ledger, stage: Stage, message: Message | None = None) -> Case:
    """The same in a ledger."""
    message = message or a_message()
    received = ledger.receive(message, priority=Priority.NORMAL, due_at=NOON + HOUR, at=NOON)
    assert received is not None
    case = ledger.case(received)
    for take in ROADS[stage]:
        case = ledger.apply(take(case))
    return case
