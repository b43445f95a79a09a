"""Cases that came at risk or are overdue: noticed once for each time that something is due, and told in turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from desk.cases import CaseId


class Alarm(Enum):
    """What is wrong."""

    AT_RISK = "at_risk"
    BREACHED = "breached"


@dataclass(frozen=True)
class Noticed:
    """One case that somebody should look at. `number` only grows."""

    number: int
    case_id: CaseId
    alarm: Alarm
    due_at: datetime
    assignee: str | None
    holds: bool  # the same is still due, and nobody answered


def still_to_tell(noticed: Iterable[Noticed]) -> list[Noticed]:
    """Of each case the newest that holds, soonest due first."""
    newest = {one.case_id: one for one in sorted(noticed, key=lambda one: one.number) if one.holds}
    return sorted(newest.values(), key=lambda one: (one.due_at, one.case_id))
