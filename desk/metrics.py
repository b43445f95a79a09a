"""Figures of the desk: how soon, how much, how often the people took the drafts as they were; how the cases stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from desk.cases import Stage
from desk.steps import SETTLED

OPEN = frozenset(Stage) - SETTLED


@dataclass(frozen=True)
class Flow:
    """What happened from one moment up to another: counts, and shares (0 to 1); a share of nothing is None."""

    received: int  # messages
    answered: int  # replies sent
    first_response_minutes: float | None  # median, from a case's first message to its first reply
    sla_met_share: float | None  # of the replies sent and of the cases that were open and overdue at the end
    acceptance_rate: float | None  # of the decisions: approved as drafted
    edit_rate: float | None  # of the decisions: approved as a person rewrote it
    rejected: int  # drafts


@dataclass(frozen=True)
class Standing:
    """How the cases stand at one moment whose customers still wait."""

    open: int
    with_expert: int
    at_risk: int  # due soon
    breached: int  # overdue


@dataclass(frozen=True)
class Sent:
    """When a reply went out, and when it should have."""

    at: datetime
    due_at: datetime


@dataclass(frozen=True)
class Decided:
    """What became of a draft: approved as drafted, approved as a person worded it, or rejected with a reason."""

    approved: bool
    by_person: bool
    reason: str = ""


def flow(
    *,
    received: int,
    sent: Sequence[Sent],
    overdue: int,
    first_responses: Iterable[timedelta],
    decided: Sequence[Decided],
) -> Flow:
    """`overdue` are the cases that were open and overdue at the end."""
    approved = [one for one in decided if one.approved]
    edited = sum(one.by_person for one in approved)
    return Flow(
        received=received,
        answered=len(sent),
        first_response_minutes=_median(first_responses),
        sla_met_share=share(sum(one.at <= one.due_at for one in sent), len(sent) + overdue),
        acceptance_rate=share(len(approved) - edited, len(decided)),
        edit_rate=share(edited, len(decided)),
        rejected=len(decided) - len(approved),
    )


def share(part: int, whole: int) -> float | None:
    """0 to 1; None of nothing."""
    return part / whole if whole else None


def _median(waits: Iterable[timedelta]) -> float | None:
    minutes = [wait / timedelta(minutes=1) for wait in waits]
    return median(minutes) if minutes else None
