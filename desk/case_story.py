"""What happened to one case, as far as the figures ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.cases import Priority, Stage
from desk.waits import Answered, Heard, Stay


@dataclass(frozen=True)
class Sent:
    """A reply of ours."""

    answered: Answered
    by: str  # who approved it
    direct: bool
    linked: bool  # its text leads to a page


@dataclass(frozen=True)
class CaseStory:
    """One case, and what happened to it, oldest first."""

    channel: str
    priority: Priority
    stage: Stage
    due_at: datetime
    assignee: str | None
    heard: Sequence[Heard]
    sent: Sequence[Sent]
    stays: Sequence[Stay]
