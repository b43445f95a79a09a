"""A worker with a ledger and a channel that hands everything over again, for tests of what customers wish."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from app.worker import Worker
from assist.checks.run import Checker
from assist.customers.care import CustomerCare
from assist.customers.survey import SurveyTerms
from assist.draft.extractive import ExtractiveDrafter
from assist.respond import Assistant
from assist.workbench import Workbench
from desk.cases import Case, CaseId
from desk.messages import Message
from desk.ports import Inbox
from desk.service_level import ServiceLevel
from tests.assist.desk import ASKS_E17, SHEET
from tests.builders import ALICE, a_message, saw
from tests.desk.cases import HandClock
from tests.fakes.knowledge import FakeKnowledge, SharedWords
from tests.fakes.publisher import FakePublisher
from tests.templates import a_ledger

MINUTE = timedelta(minutes=1)


@dataclass
class Heard:
    """A channel that hands over everything again at every turn."""

    name: str = "simulator"
    messages: list[Message] = field(default_factory=list)

    def fetch(self, cursor: str | None) -> Inbox:
        return Inbox(tuple(self.messages), None)


class Desk:
    """A worker with a ledger, and a channel that remembers what went out."""

    def __init__(self, folder: Path, survey: SurveyTerms) -> None:
        self.clock = HandClock()
        self.ledger = a_ledger(folder)
        self.x, self.heard = FakePublisher(), Heard()
        checker = Checker(
            FakeKnowledge(SHEET),
            SharedWords(),
            frozenset({"fennbycare"}),
            opted_out=lambda one: self.ledger.consents.opted_out(one.channel, one.author_id),
        )
        self.assistant = assistant = Assistant(
            checker, [ExtractiveDrafter(SharedWords(), answers=0.3)], floor=0.3
        )
        publishers = {"simulator": self.x}
        self.worker = Worker(self.ledger, assistant, [self.heard], publishers, [], ServiceLevel(), self.clock)
        self.bench = Workbench(self.ledger, assistant, publishers, self.clock)
        self.care = CustomerCare(self.ledger, self.clock, survey)

    def writes(self, text: str, **fields: object) -> None:
        """A customer writes, and the worker has its turn."""
        self.clock.move(MINUTE)
        message = replace(a_message(text, posted_at=self.clock()), **fields)  # type: ignore[arg-type]
        if "conversation" not in fields:
            message = replace(message, conversation=message.external_id)
        self.heard.messages.append(message)
        self.worker.turn()

    def answered(self, **fields: object) -> Case:
        """A question of the customer has its reply."""
        self.writes(ASKS_E17, **fields)
        case = self.newest
        return self.bench.approve(case.id, saw(case, case.drafts), ALICE)

    @property
    def newest(self) -> Case:
        return max(self.ledger.cases(), key=lambda case: case.id)

    def case(self, id: CaseId) -> Case:
        return self.ledger.case(id)
