"""A desk at which anything happens, by chance but the same way for the same seed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from desk import casework, outbox
from desk.cases import Case, Priority, Receipt
from desk.errors import DeskError
from desk.ledger import Ledger
from desk.steps import Step
from tests.builders import ALICE, BOB, NOON, a_draft, a_message
from tests.desk.brute_force import Chronicle
from tests.desk.cases import TRIAGE

CONVERSATIONS = 8
Make = Callable[[Case, datetime], Step]


def _propose(case: Case, at: datetime) -> Step:
    return casework.propose(case, TRIAGE, "What is E17?", a_draft(), at)


def _edit(case: Case, at: datetime) -> Step:
    draft = a_draft("Rinse the funnel.", drafter="person:bob")
    return casework.revise(case, case.seen, draft, BOB, "edited", at)


def _approve(case: Case, at: datetime) -> Step:
    return casework.approve(case, case.seen, ALICE, at)


def _reject(case: Case, at: datetime) -> Step:
    return casework.reject(case, case.seen, "The tone is wrong", ALICE, at)


def _take_back(case: Case, at: datetime) -> Step:
    return casework.take_back(case, ALICE, at)


def _hand_on(case: Case, at: datetime) -> Step:
    return casework.hand_to_expert(case, TRIAGE, "What is E17?", "nothing found", at)


def _set_aside(case: Case, at: datetime) -> Step:
    return casework.set_aside(case, TRIAGE, "spam", at)


def _send(case: Case, at: datetime) -> Step:
    return outbox.sent(case, Receipt("r", None, at))


def _in_doubt(case: Case, at: datetime) -> Step:
    return outbox.uncertain(case, "no answer", at)


def _saw_it(case: Case, at: datetime) -> Step:
    return outbox.settle_sent(case, ALICE, at)


def _resolve(case: Case, at: datetime) -> Step:
    return casework.resolve(case, ALICE, at)


# What helps a case along stands here twice.
VERBS: tuple[Make, ...] = (
    *(_propose, _approve, outbox.claim, _send) * 2,
    *(_edit, _reject, _take_back, _hand_on, _set_aside, _in_doubt, _saw_it, _resolve),
)


def walk(ledger: Ledger, seed: int, steps: int) -> tuple[Chronicle, list[datetime]]:
    """So many things happen, minutes apart: what counting one by one knows of it, and when they happened."""
    random, chronicle, now = Random(seed), Chronicle(), NOON
    moments: list[datetime] = []
    while len(moments) < steps:
        now += timedelta(seconds=random.randrange(0, 900))
        if _happens(ledger, chronicle, random, now):
            moments.append(now)
    return chronicle, moments


def _happens(ledger: Ledger, chronicle: Chronicle, random: Random, now: datetime) -> bool:
    if not chronicle.cases or random.random() < 0.2:
        conversation = f"c-{random.randrange(CONVERSATIONS)}"
        message = a_message(conversation=conversation, posted_at=now - timedelta(minutes=random.randrange(9)))
        due_at = now + timedelta(minutes=random.choice((15, 60)))
        received = ledger.receive(message, priority=Priority.NORMAL, due_at=due_at, at=now)
        assert received is not None
        chronicle.heard(ledger.case(received), now)
        return True
    case = random.choice(list(chronicle.cases.values()))
    try:
        step = random.choice(VERBS)(case, now)
    except DeskError:
        return False
    ledger.apply(step)
    chronicle.note(step)
    return True
