"""Gathers what a card shows beside its case."""

from datetime import datetime
from typing import Protocol

from assist.customers.care import CustomerCare
from assist.surge.room import IncidentRoom
from assist.workbench import Workbench
from bots.slack.cards.buttons import DONE
from bots.slack.cards.card import Beside
from desk.cases import Case, CaseId, Person, Stage
from desk.service_level import USUAL, ServiceLevel


class Gratitude(Protocol):
    """Where experts are thanked for what they taught."""

    def owed(self, case: Case) -> tuple[str, ...]:
        """The experts whose words the case's reply quotes and whom nobody thanked for it yet."""

    def thank(self, id: CaseId, by: Person) -> tuple[str, ...]:
        """Thanks them all, once; returns whom. Raises StepNotPossible when there is nobody to thank."""


def beside(
    workbench: Workbench,
    case: Case,
    now: datetime,
    web: str = "",
    gratitude: Gratitude | None = None,
    level: ServiceLevel = USUAL,
    care: CustomerCare | None = None,
    incidents: IncidentRoom | None = None,
) -> Beside:
    """What the workbench knows of the case by now. `web` is the web desk's address, if people can open it."""
    return Beside(
        incident=incidents.of_cases([case.id]).get(case.id) if incidents else None,
        customer=workbench.customer(case),
        now=now,
        level=level,
        guidance=workbench.guidance(case.guidance),
        unfinished=workbench.being_drafted(case),
        web=web.rstrip("/"),
        why_two=workbench.why_two(case),
        owed=bool(gratitude and case.stage in DONE and gratitude.owed(case)),
        following=tuple(workbench.following(case.id)) if case.stage in DONE else (),
        about=care.about(case) if care else None,
        asks=bool(care and case.stage is Stage.SENT and care.question(case)),
    )
