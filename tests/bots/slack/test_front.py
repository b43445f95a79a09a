"""What a click does, and what the one who clicked is told; without bolt and without a network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from assist.reply.courtesy import public_lines
from bots.slack.cards.buttons import offers
from bots.slack.listeners.actions import DEEDS, WINDOWS
from desk.cases import Case, Stage
from desk.casework import approve
from desk.drafts import To
from tests.bots.slack.shop import Shop, a_shop, click
from tests.builders import ALICE, BOB, NOON, SAM
from tests.desk.cases import customer_wrote


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with a_shop(tmp_path) as shop:
        yield shop


def test_a_click_on_approve_sends_and_renews_the_card(shop: Shop) -> None:
    shop.front.act(click("approve", ALICE.slack_id), DEEDS["approve"])
    assert [post.text for post in shop.x.sent()] == ["Rinse it."]
    assert shop.shown == [shop.case.id]
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
    shop.front.open(click("edit", "U0STRANGER"), WINDOWS["edit"])
    assert shop.slack.windows == []
    assert "not known at this desk" in shop.told()[0]


def test_a_window_that_comes_too_late_for_slack_is_explained(shop: Shop) -> None:
    shop.slack.failures.append("expired_trigger_id")
    shop.front.open(click("edit", ALICE.slack_id), WINDOWS["edit"])
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
    shop.front.open(click("edit", BOB.slack_id), WINDOWS["edit"])
    assert shop.slack.windows == []
    assert shop.told() == ["case 1 is answered by now; look at its card again"]


def test_no_window_opens_about_a_message_that_is_not_the_newest(shop: Shop) -> None:
    edit = click("edit", ALICE.slack_id)
    shop.front.act(
        click("reject", ALICE.slack_id), lambda bench, at, by: bench.reject(at.case_id, at.seen, "no", by)
    )
    shop.ledger.change(shop.case.id, customer_wrote())
    shop.front.open(edit, WINDOWS["edit"])
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
    assert draft.to is To.DM
    assert draft.public_line in public_lines("en")
    assert shop.shown == [shop.case.id]
