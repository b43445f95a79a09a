"""What the Home tab needs of the house."""

from dataclasses import dataclass
from typing import Protocol

from assist.days import AgentDay, LeadDay
from bots.slack.knowledge.ports import ExpertHome
from bots.slack.review.ports import Reviewing
from desk.cases import CaseId, Person
from desk.history import View


class Days(Protocol):
    """What there is to do; `assist.days.Days` is one."""

    def agent(self, by: Person) -> AgentDay:
        """For somebody who approves."""

    def lead(self) -> LeadDay:
        """For somebody who leads."""


class Taught(Protocol):
    """What somebody who teaches sees; whatever fulfils `knowledge.ports.Shelf` is one."""

    def home(self, by: Person) -> ExpertHome:
        """May take seconds."""


class Shown(Protocol):
    """Where the cards are; `desk.views.Views` is one."""

    def of(self, case_id: CaseId) -> View | None:
        """None when the case has no card."""


@dataclass(frozen=True)
class Leading:
    """What it takes to lead: what there is to do, and the reviews."""

    days: Days
    reviews: Reviewing
