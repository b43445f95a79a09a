"""A whole desk behind an emulated Slack: real workbench, ledger and assistant, a simulated X, signed requests."""

import json
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx

from app.inquiries import TeamInquirer
from assist.checks.run import Checker
from assist.customers.care import CustomerCare
from assist.customers.survey import SurveyTerms
from assist.respond import Assistant
from assist.text.length import weighted_length
from assist.underway import Underway
from assist.workbench import Workbench
from bots.simulator.channel import SimulatedX
from bots.slack.delivery.board import FRONT
from bots.slack.delivery.pacing import MANNERS
from bots.slack.desk import SlackDesk
from bots.slack.installation import Access, Places, Rooms, Team
from bots.slack.knowledge.ports import Teaching
from desk.cases import Case, CaseId, Person, Priority, Role, Stage
from desk.casework import propose
from desk.drafts import Draft
from desk.ledger import Ledger
from desk.sla import due_at
from tests.builders import ALICE, BOB, LENA, NOON, QUESTION, SAM, a_document, a_draft
from tests.emulator.block_kit import BlockKit
from tests.emulator.driver import Driver
from tests.emulator.edge import Edge
from tests.emulator.lines import SignedHttp
from tests.emulator.payloads import payload_faults
from tests.emulator.serving import serving
from tests.emulator.slack import BOT_TOKEN, SIGNING_SECRET, Slack
from tests.fakes.shelf import FirstSentence, Shelf
from tests.templates import a_ledger

Json = dict[str, Any]
QUICK = MANNERS.hastened(1000)
NAMED = {"alice": ALICE, "bob": BOB, "sam": SAM, "lena": LENA}


@dataclass
class EmulatedDesk:
    """What a story needs at hand."""

    slack: Slack
    edge: Edge
    driver: Driver
    desk: SlackDesk
    workbench: Workbench
    ledger: Ledger
    x: SimulatedX

    def proposed(
        self, draft: Draft | None = None, *, says: str = "@FennbyCare my W3 shows E17, what now?"
    ) -> Case:
        """A customer wrote and a draft was laid before the people; its card is on the board."""
        case = self.received(says)
        draft = draft or a_draft()
        step = propose(case, QUESTION, "what does E17 mean?", draft, NOON)
        case = self.ledger.apply(step)
        self.refresh()
        return case

    def refresh(self) -> None:
        """Waits until every card is up to its case."""
        self.desk.refresh()
        until(lambda: self.ledger.views(FRONT).behind() == [])

    def received(self, says: str, *, direct: bool = False) -> Case:
        """A customer wrote; nobody drafted yet."""
        number = len(self.x.fetch(None).messages) + 1
        row = {"id": f"post-{number}", "author": f"customer{number}", "text": says, "direct": direct}
        self.x.feed([row | {"created_at": NOON.isoformat()}])
        message = self.x.fetch(None).messages[-1]
        due = due_at(message.posted_at, Priority.NORMAL)
        case_id = self.ledger.receive(message, priority=Priority.NORMAL, due_at=due, at=NOON)
        assert case_id is not None
        return self.ledger.case(case_id)

    def case(self, id: CaseId) -> Case:
        return self.ledger.case(id)

    def is_sent(self, id: CaseId) -> bool:
        return self.case(id).stage is Stage.SENT

    def card(self, id: CaseId) -> Json:
        """The message that shows a case."""
        cards = self.cards(id)
        assert len(cards) == 1, f"{len(cards)} cards of case {id}"
        return cards[0]

    def cards(self, id: CaseId) -> list[Json]:
        heading = f"Case {id}: "
        return [m for m in self.slack.messages() if m["blocks"][0]["text"]["text"].startswith(heading)]

    def press(self, id: CaseId, action: str, user: str) -> httpx.Response:
        """A click on the card as it stands now."""
        return self.driver.press(self.card(id), action, user)

    def window(self, user: str) -> Json:
        """The newest window that was opened for somebody."""
        return self.slack.windows(user)[-1]

    def whispered(self, user: str, words: str) -> bool:
        return any(words in whisper for whisper in self.slack.whispers(user))

    def payload_faults(self, kit: BlockKit) -> list[str]:
        """What Slack itself would have refused of all that the bot sent."""
        return payload_faults(self.edge, kit)


@contextmanager
def emulated_desk(
    slack: Slack, folder: Path, teaching: Callable[[Path], Teaching] | None = None
) -> Iterator[EmulatedDesk]:
    """A desk with a ledger and an X of its own; `teaching` is given the folder in which the ledger lies."""
    people = [replace(person, slack_id=slack.users[name]) for name, person in NAMED.items()]
    ledger = a_ledger(folder)
    x = SimulatedX(folder / "x.sqlite", ["FennbyCare"], weighted_length, clock=lambda: NOON)
    workbench = workbench_of(ledger, x)
    edge = Edge(slack)
    with ExitStack() as stack:
        stack.callback(ledger.close)
        edge_url = stack.enter_context(serving(edge.app()))
        taught = teaching(folder) if teaching else None
        desk = slack_desk(workbench, ledger, people, slack.channel, edge_url, taught)
        stack.callback(desk.close)
        bot_url = stack.enter_context(serving(desk.asgi))
        driver = Driver(slack, SignedHttp(bot_url), f"{edge_url}/response")
        yield EmulatedDesk(slack, edge, driver, desk, workbench, ledger, x)


def workbench_of(ledger: Ledger, *channels: SimulatedX, underway: Underway | None = None) -> Workbench:
    publishers = {channel.name: channel for channel in channels}
    return Workbench(ledger, assistant_of(), publishers, lambda: NOON, underway)


def assistant_of() -> Assistant:
    return Assistant(Checker(Shelf(a_document()), handles=frozenset({"fennbycare"})), [FirstSentence()])


def slack_desk(
    workbench: Workbench,
    ledger: Ledger,
    people: Collection[Person],
    channel: str,
    edge_url: str,
    teaching: Teaching | None = None,
) -> SlackDesk:
    return SlackDesk(
        workbench,
        ledger,
        clock=lambda: NOON,
        access=Access(BOT_TOKEN, SIGNING_SECRET, api_url=f"{edge_url}/api/"),
        places=Places(channel),
        team=Team(people, {"agents": frozenset({Role.AGENT})}),
        rooms=Rooms(
            TeamInquirer(ledger.inquiries, assistant_of(), lambda: ("W3", "W4")),
            teaching,
            care=CustomerCare(ledger, lambda: NOON, SurveyTerms(enabled=True)),
        ),
        manners=QUICK,
    )


def until(happened: Callable[[], bool], *, seconds: float = 10) -> None:
    """Waits for what a listener does after its ack."""
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, f"did not happen within {seconds} seconds"
        time.sleep(0.02)


def seen(message: Json) -> str:
    return json.dumps(message["blocks"], ensure_ascii=False)


def typed(text: str, why: str | None = None) -> dict[str, Json]:
    """The fields of the edit window with a text in them."""
    return {
        name: {"type": "plain_text_input", "value": value} for name, value in (("text", text), ("why", why))
    }
