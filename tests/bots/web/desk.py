"""A whole desk for the browser's tests: real workbench, assistant and ledger, and a channel with a memory."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import unescape
from itertools import count
from pathlib import Path

from httpx2 import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient

from assist.checks.run import Checker
from assist.customers.care import CustomerCare
from assist.customers.hearing import Hearing
from assist.customers.survey import SurveyTerms
from assist.respond import Assistant
from assist.underway import Underway
from assist.workbench import Workbench
from bots.web.app import web_app
from bots.web.login import Doorman
from desk import casework
from desk.cases import Case, CaseId, Person, Priority, Triage
from desk.drafts import Considered, Draft
from desk.messages import Message
from desk.service_level import USUAL, ServiceLevel
from tests.builders import ALICE, BOB, LENA, NOON, QUESTION, SAM, a_document, a_draft, a_message
from tests.fakes.publisher import FakePublisher
from tests.fakes.shelf import FirstSentence, Shelf
from tests.fakes.shown_knowledge import ShownKnowledge
from tests.incidents import a_room
from tests.templates import a_ledger

OUR_URL = "http://127.0.0.1:8787"
TEAM = (ALICE, BOB, SAM, LENA)


class Visitor:
    """Somebody at a browser: sends what a browser sends with a form, and keeps what the last page was."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.page = ""

    def open(self, path: str) -> Response:
        return self._keep(self.client.get(path))

    def press(self, path: str, **fields: str) -> Response:
        """Post a form of the page that is open, with the session's secret and what the page shows."""
        hidden = re.findall(r'name="(csrf|message)" value="([^"]+)"', self.page)
        form = {name: unescape(value) for name, value in hidden} | fields
        return self._keep(self.client.post(path, data=form, headers={"Origin": OUR_URL}))

    def _keep(self, response: Response) -> Response:
        self.page = response.text
        return response


class WebDesk:
    """The application with everything behind it; its clock stands still until `wait`."""

    def __init__(self, folder: Path, level: ServiceLevel = USUAL) -> None:
        self._time = NOON
        self._level = level
        self.ledger = a_ledger(folder)
        self.publisher = FakePublisher()
        self.shelf = Shelf(a_document())
        checker = Checker(self.shelf, handles=frozenset({"fennbycare"}), opted_out=self._opted_out)
        self.assistant = Assistant(checker, [FirstSentence()])
        self.underway = Underway()
        publishers = {"simulator": self.publisher}
        self.workbench = Workbench(self.ledger, self.assistant, publishers, self.now, self.underway)
        self.hearing = Hearing(self.ledger, self.assistant, self.now)
        self.care = CustomerCare(self.ledger, self.now, SurveyTerms(enabled=True))
        self.incidents = a_room(self.ledger, self.assistant, self.workbench, self.now)
        self.overview = ShownKnowledge()
        secrets = count(1)
        self.doorman = Doorman(lambda: f"secret-{next(secrets)}", self.now)
        self.app = self.app_for(TEAM)

    def app_for(self, people: Sequence[Person]) -> Starlette:
        return web_app(
            self.workbench,
            people,
            self.doorman,
            self.now,
            library=self.shelf,
            weigh=self.assistant.edited,
            overview=self.overview,
            add=self.overview.add,
            care=self.care,
            level=self._level,
            incidents=self.incidents,
        )

    def _opted_out(self, message: Message) -> datetime | None:
        return self.ledger.consents.opted_out(message.channel, message.author_id)

    def now(self) -> datetime:
        return self._time

    def wait(self, length: timedelta) -> None:
        self._time += length

    def stranger(self) -> Visitor:
        return Visitor(TestClient(self.app, OUR_URL, raise_server_exceptions=False))

    def visitor(self, person: Person = ALICE) -> Visitor:
        """Somebody who came in by a link of their own and has the queue open."""
        visitor = self.stranger()
        link = self.doorman.new_link(OUR_URL)
        visitor.open(link.removeprefix(OUR_URL))
        visitor.press("/login", token=link.partition("token=")[2], person=person.name)
        return visitor

    def received(self, message: Message | None = None, *, due_in: timedelta = timedelta(hours=1)) -> CaseId:
        """A case that nobody looked at yet."""
        message = message or a_message()
        due_at = message.posted_at + due_in
        case_id = self.ledger.receive(message, priority=Priority.NORMAL, due_at=due_at, at=self.now())
        assert case_id is not None
        return case_id

    def proposed(self, message: Message | None = None, draft: Draft | None = None) -> CaseId:
        """A case whose draft awaits a decision."""
        return self.propose(self.received(message), draft)

    def propose(
        self,
        id: CaseId,
        draft: Draft | None = None,
        *,
        triage: Triage = QUESTION,
        guidance: tuple[Considered, ...] = (),
    ) -> CaseId:
        """Lay a draft before the people."""
        draft = draft or a_draft()
        self.ledger.change(
            id, lambda case: casework.propose(case, triage, "what E17 means", draft, self.now(), guidance)
        )
        return id

    def handed_on(self, message: Message | None = None) -> CaseId:
        """A case without a draft, which an expert has."""
        case_id = self.received(message)
        reason = "nothing in the sources"
        self.ledger.change(
            case_id, lambda case: casework.hand_to_expert(case, QUESTION, "E17", reason, self.now())
        )
        return case_id

    def case(self, id: CaseId) -> Case:
        return self.ledger.case(id)
