"""A front with a case whose draft waits; without bolt and without a network."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slack_bolt import Ack, BoltResponse

from assist.text.length import weighted_length
from bots.simulator.channel import SimulatedX
from bots.slack.front import Front
from bots.slack.kit.targets import Target
from bots.slack.people import People
from desk.cases import Case, CaseId, Priority, Seen, Stage
from desk.casework import propose
from desk.drafts import Draft
from desk.ledger import Ledger
from tests.bots.slack.desk import workbench_of
from tests.bots.slack.fake_slack import FakeSlack
from tests.builders import ALICE, BOB, LENA, NOON, QUESTION, SAM, a_draft
from tests.templates import a_ledger

ROW = {"id": "1", "author": "rainy", "text": "@FennbyCare E17?", "created_at": NOON.isoformat()}


class Shown:
    """A board that remembers which cards it was to show."""

    def __init__(self) -> None:
        self.cases: list[CaseId] = []

    def show(self, case_id: CaseId) -> None:
        self.cases.append(case_id)


@dataclass
class Shop:
    """A front with a case whose draft waits."""

    front: Front
    slack: FakeSlack
    ledger: Ledger
    x: SimulatedX
    case: Case
    shown: list[CaseId]

    def now(self) -> Case:
        return self.ledger.case(self.case.id)

    def stage(self) -> Stage:
        return self.ledger.case(self.case.id).stage

    def told(self) -> list[str]:
        return [words for _, words in self.slack.whispers]


@contextmanager
def a_shop(folder: Path, draft: Draft | None = None) -> Iterator[Shop]:
    """Alice and Bob approve, Sam is an expert, Lena leads."""
    ledger, slack = a_ledger(folder), FakeSlack()
    x = SimulatedX(folder / "x.sqlite", ["FennbyCare"], weighted_length, lambda: NOON)
    x.feed([ROW])
    [message] = x.fetch(None).messages
    case_id = ledger.receive(message, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    assert case_id is not None
    draft = draft or a_draft("Rinse it.", citations=[], drafter="person:bob")
    case = ledger.apply(propose(ledger.case(case_id), QUESTION, "E17?", draft, NOON))
    shown = Shown()
    front = Front(workbench_of(ledger, x), shown, People([ALICE, BOB, SAM, LENA]), slack, lambda: NOON)
    yield Shop(front, slack, ledger, x, case, shown.cases)
    ledger.close()


def click(
    action: str, slack_id: str | None, *, case_id: int = 1, draft: int = 1, value: str | None = None
) -> dict[str, Any]:
    value = Target(CaseId(case_id), Seen(draft, "1")).encoded() if value is None else value
    return {
        "user": {"id": slack_id},
        "channel": {"id": "C1"},
        "trigger_id": "1.2",
        "actions": [{"action_id": action, "value": value}],
    }


def chosen(action: str, slack_id: str | None, *, case_id: int = 1) -> dict[str, Any]:
    """A line of the card's menu."""
    option = {"selected_option": {"value": f"{action}:{case_id}"}}
    return {
        "user": {"id": slack_id},
        "channel": {"id": "C1"},
        "trigger_id": "1.2",
        "actions": [{"action_id": "more", **option}],
    }


class Acked(Ack):
    """Remembers what a listener answers Slack."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # bolt says nothing of its types
        self.answers: list[Mapping[str, Any]] = []

    def __call__(self, *_: Any, **answer: Any) -> BoltResponse:
        self.answers.append(answer)
        return super().__call__(**answer)


def sent(view: Mapping[str, Any], slack_id: str | None, **fields: Mapping[str, Any]) -> dict[str, Any]:
    """A window sent off, with the states of its fields."""
    values = {name: {name: state} for name, state in fields.items()}
    return {"user": {"id": slack_id}, "view": {**view, "id": "V1", "state": {"values": values}}}
