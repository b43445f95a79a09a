"""What is remembered beside a case: who did what, what we said, who the customer is, where it is shown."""

from dataclasses import dataclass
from datetime import datetime

from desk.cases import CaseId


@dataclass(frozen=True)
class Entry:
    """One line of a case's history: who did what when. Lines are only ever added."""

    at: datetime
    by: str
    action: str
    detail: str = ""


@dataclass(frozen=True)
class Customer:
    """What the desk knows of somebody who wrote."""

    handle: str
    name: str
    reach: int | None  # followers; None when the channel does not say
    earlier_cases: int
    last_contact: datetime | None  # when they wrote in an earlier case; None when they never did


@dataclass(frozen=True)
class View:
    """Where a front (Slack, say) shows a case, and which revision of the case is to be seen there."""

    case_id: CaseId
    front: str
    place: str  # whatever the front needs to find it again; Slack: JSON of channel and timestamp
    revision: int
