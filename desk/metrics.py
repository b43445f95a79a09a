"""Figures of the desk: how soon, how much, how often the people took the drafts as they were; how the cases stand."""

from dataclasses import dataclass

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
class Decided:
    """What became of a draft: approved as drafted, approved as a person worded it, or rejected with a reason."""

    approved: bool
    by_person: bool
    reason: str = ""
