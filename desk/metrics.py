"""Figures of the desk: how soon, how much, and how often the people took the drafts as they were."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from desk.cases import Case, CaseId, Decision, Stage, Verdict
from desk.drafts import Draft
from desk.ledger import Ledger
from desk.sla import at_risk, left
from desk.steps import SETTLED

OPEN = frozenset(Stage) - SETTLED


@dataclass(frozen=True)
class Report:
    """Counts and shares (0 to 1) since a moment; a share of nothing is None. The last four are of this moment."""

    received: int  # messages
    answered: int  # replies sent
    first_response_minutes: float | None  # median, from a case's first message to its first reply
    sla_met_share: float | None  # of the replies sent and of the open cases that should have had theirs
    acceptance_rate: float | None  # of the decisions: approved as drafted
    edit_rate: float | None  # of the decisions: approved as a person rewrote it
    rejected: int  # drafts
    with_expert: int
    open: int  # cases whose customer still waits
    at_risk: int  # open and due soon
    breached: int  # open and overdue


def report(ledger: Ledger, *, since: datetime, now: datetime) -> Report:
    """The figures of what happened since a moment, and of how the cases stand now."""
    return figures(
        received=ledger.received(since),
        waiting=ledger.cases(OPEN),
        replies=ledger.sent(),
        decided=ledger.decided(since),
        since=since,
        now=now,
    )


def figures(
    *,
    received: int,
    waiting: Sequence[Case],
    replies: Sequence[Case],
    decided: Sequence[tuple[Decision, Draft]],
    since: datetime,
    now: datetime,
) -> Report:
    """From the open cases, every reply ever sent (each its case as it stood then) and the decisions since then."""
    breached = sum(left(case, now) < timedelta(0) for case in waiting)
    recent = [reply for reply in replies if sent_at(reply) >= since]
    met = sum(sent_at(reply) <= reply.due_at for reply in recent)
    approved = [draft for decision, draft in decided if decision.verdict is Verdict.APPROVED]
    edited = sum(draft.by_person for draft in approved)
    return Report(
        received=received,
        answered=len(recent),
        first_response_minutes=_median(_first_responses(replies, since)),
        sla_met_share=_share(met, len(recent) + breached),
        acceptance_rate=_share(len(approved) - edited, len(decided)),
        edit_rate=_share(edited, len(decided)),
        rejected=len(decided) - len(approved),
        with_expert=sum(case.stage is Stage.WITH_EXPERT for case in waiting),
        open=len(waiting),
        at_risk=sum(at_risk(case, now) for case in waiting),
        breached=breached,
    )


def sent_at(reply: Case) -> datetime:
    """When it went out; when it was approved, if no more is known than that somebody saw it."""
    if reply.receipt is not None:
        return reply.receipt.at
    return reply.decision.at if reply.decision else reply.opened_at


def _first_responses(replies: Iterable[Case], since: datetime) -> list[timedelta]:
    """How long customers waited for the first reply of their case, where that went out since then."""
    first: dict[CaseId, Case] = {}
    for reply in sorted(replies, key=sent_at):
        first.setdefault(reply.id, reply)
    return [
        sent_at(reply) - reply.messages[0].posted_at for reply in first.values() if sent_at(reply) >= since
    ]


def _median(waits: Sequence[timedelta]) -> float | None:
    return median(wait / timedelta(minutes=1) for wait in waits) if waits else None


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
