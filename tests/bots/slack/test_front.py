"""What a click does, and what the one who clicked is told; without bolt and without a network."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assist.text.length import weighted_length
from bots.simulator.channel import SimulatedX
from bots.slack.cards.buttons import offers
from bots.slack.delivery.board import Board
from bots.slack.front import Front
from bots.slack.kit.targets import Target
from bots.slack.listeners.actions import DEEDS, MODALS
from bots.slack.people import People
from desk.cases import Case, CaseId, Priority, Seen, Stage
from desk.casework import approve, propose
from desk.drafts import To
from desk.ledger import Ledger
from tests.bots.slack.desk import workbench_of
from tests.bots.slack.fake_slack import FakeSlack
from tests.builders import ALICE, BOB, NOON, QUESTION, SAM, a_draft
from tests.desk.cases import customer_wrote
from tests.templates import a_ledger

ROW = {"id": "1", "author": "rainy", "text": "@FennbyCare E17?", "created_at": NOON.isoformat()}


@dataclass
class Shop:
    """A front with a case whose draft waits."""

    front: Front
    slack: FakeSlack
    ledger: Ledger
    x: SimulatedX
    case: Case

    def stage(self) -> Stage:
        return self.ledger.case(self.case.id).stage

    def told(self) -> list[str]:
        return [words for _, words in self.slack.whispers]


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    ledger, slack = a_ledger(tmp_path), FakeSlack()
    x = SimulatedX(tmp_path / "x.sqlite", ["FennbyCare"], weighted_length, lambda: NOON)
    x.feed([ROW])
    [message] = x.fetch(None).messages
    case_id = ledger.receive(message, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    assert case_id is not None
    case = ledger.apply(
        propose(
            ledger.case(case_id),
            QUESTION,
            "E17?",
            a_draft("Rinse it.", citations=[], drafter="person:bob"),
            NOON,
        )
    )
    workbench = workbench_of(ledger, x)
    board = Board(slack, workbench, ledger, "C1", lambda: NOON)
    board.refresh()
    yield Shop(
        Front(workbench, board, People([ALICE, BOB, SAM]), slack, lambda: NOON), slack, ledger, x, case
    )
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


def test_a_click_on_approve_sends_and_renews_the_card(shop: Shop) -> None:
    shop.front.act(click("approve", ALICE.slack_id), DEEDS["approve"])
    assert [post.text for post in shop.x.sent()] == ["Rinse it."]
    assert shop.slack.calls == ["chat.postMessage", "chat.update"]
    assert shop.told() == []


def test_the_second_click_tells_who_was_first(shop: Shop) -> None:
    for person in (ALICE, BOB):
        shop.front.act(click("approve", person.slack_id), DEEDS["approve"])
    assert len(shop.x.sent()) == 1
    [(user, words)] = shop.slack.whispers
    assert user == BOB.slack_id
    assert "alice approved draft 1" in words


@pytest.mark.parametrize("action", DEEDS)
@pytest.mark.parametrize("slack_id", ["U0STRANGER", SAM.slack_id])
def test_no_button_works_for_somebody_who_may_not(shop: Shop, action: str, slack_id: str) -> None:
    shop.front.act(click(action, slack_id), DEEDS[action])
    assert len(shop.told()) == 1
    assert shop.stage() is Stage.AWAITING_DECISION
    assert shop.x.sent() == []


@pytest.mark.parametrize(
    "body", [click("approve", ALICE.slack_id, case_id=99), click("approve", ALICE.slack_id, value="{}")]
)
def test_a_button_about_nothing_is_explained(shop: Shop, body: dict[str, Any]) -> None:
    shop.front.act(body, DEEDS["approve"])
    assert shop.told()
    assert shop.x.sent() == []


def test_a_stranger_opens_no_window(shop: Shop) -> None:
    shop.front.open(click("edit", "U0STRANGER"), MODALS["edit"])
    assert shop.slack.windows == []
    assert "not known at this desk" in shop.told()[0]


def test_a_window_that_comes_too_late_for_slack_is_explained(shop: Shop) -> None:
    shop.slack.failures.append("expired_trigger_id")
    shop.front.open(click("edit", ALICE.slack_id), MODALS["edit"])
    assert shop.told() == ["Slack opened no window; click again"]


def test_a_refusal_cannot_ring_the_whole_channel(shop: Shop) -> None:
    shop.front.tell("C1", "U1", "no draft of <!channel>")
    assert shop.told() == ["no draft of &lt;!channel&gt;"]


def test_a_person_who_cannot_be_told_breaks_nothing(shop: Shop) -> None:
    shop.slack.failures.append("user_not_in_channel")
    shop.front.act(click("approve", "U0STRANGER"), DEEDS["approve"])
    assert shop.stage() is Stage.AWAITING_DECISION


def test_a_fault_of_ours_is_not_called_slacks(shop: Shop) -> None:
    def broken(*_: object) -> Case:
        raise ConnectionError("our database is away")

    with pytest.raises(ConnectionError):
        shop.front.act(click("approve", ALICE.slack_id), broken)
    assert shop.told() == []


def test_no_window_opens_for_a_case_that_is_decided(shop: Shop) -> None:
    shop.front.act(click("approve", ALICE.slack_id), DEEDS["approve"])
    shop.front.open(click("edit", BOB.slack_id), MODALS["edit"])
    assert shop.slack.windows == []
    assert shop.told() == ["case 1 is answered by now; look at its card again"]


def test_no_window_opens_about_a_message_that_is_not_the_newest(shop: Shop) -> None:
    edit = click("edit", ALICE.slack_id)
    shop.front.act(
        click("reject", ALICE.slack_id), lambda bench, at, by: bench.reject(at.case_id, at.seen, "no", by)
    )
    shop.ledger.change(shop.case.id, customer_wrote())
    shop.front.open(edit, MODALS["edit"])
    assert shop.slack.windows == []
    assert shop.told() == ["case 1 is draft rejected by now; look at its card again"]


def test_a_click_takes_a_waiting_approval_back(shop: Shop) -> None:
    shop.ledger.change(shop.case.id, lambda case: approve(case, case.seen, ALICE, NOON))
    assert offers(shop.ledger.case(shop.case.id), "take_back")
    shop.front.act(click("take_back", BOB.slack_id), DEEDS["take_back"])
    assert shop.stage() is Stage.AWAITING_DECISION
    assert shop.told() == []


def test_a_link_that_no_source_has_is_refused_in_words(shop: Shop) -> None:
    shop.front.act(click("to_dm_link", ALICE.slack_id), DEEDS["to_dm_link"])
    assert shop.told() == [
        "case 1: no source has a web address that everybody may open; send it without a link"
    ]
    assert shop.stage() is Stage.AWAITING_DECISION


def test_a_click_makes_a_draft_a_direct_message_with_a_line_for_the_public(shop: Shop) -> None:
    shop.front.act(click("to_dm", ALICE.slack_id), DEEDS["to_dm"])
    draft = shop.ledger.case(shop.case.id).draft
    assert draft is not None
    assert (draft.to, draft.public_line) == (To.DM, "We've sent you a direct message about this.")
    assert shop.slack.calls == ["chat.postMessage", "chat.update"]
