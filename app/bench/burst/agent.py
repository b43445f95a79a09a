"""Somebody who lets out every draft at once: words of their own where a check holds the draft back."""

from dataclasses import replace
from datetime import timedelta

from app.bench.burst.order import Book
from desk import casework
from desk.cases import Case, CaseId, Person, Role, Stage
from desk.ledger import Ledger
from desk.ports import Clock

UNDO = timedelta(seconds=10)
AGENT = Person("agent", frozenset({Role.AGENT}))


def decide(ledger: Ledger, id: CaseId, book: Book, clock: Clock) -> None:
    """About a case that was just drafted for."""
    case = ledger.case(id)
    book.taken_back(id)
    if case.stage is not Stage.AWAITING_DECISION or case.draft is None:
        return
    if case.draft.blocked:
        case = _reworded(ledger, case, clock)
    now = clock()
    approved = casework.approve(case, case.seen, AGENT, now, send_after=now + UNDO)
    book.approved(ledger.apply(approved))


def _reworded(ledger: Ledger, case: Case, clock: Clock) -> Case:
    """In words that nobody else gets: channels take equal ones for spam."""
    draft = case.draft
    assert draft is not None  # noqa: S101 - its caller looked
    text = f"Hello {case.message.author_handle}, {draft.text}"
    own = replace(draft, text=text, problems=(), drafter=f"person:{AGENT.name}")
    return ledger.apply(casework.revise(case, case.seen, own, AGENT, "edited", clock()))
