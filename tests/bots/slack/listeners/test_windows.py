"""What happens when a window is sent off, and at which field a refusal is shown."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bots.slack.kit.windows import View
from bots.slack.listeners.views import FORMS, sending
from bots.slack.modals.deciding import edit_modal, reject_modal
from bots.slack.modals.handling import (
    aside_modal,
    expert_modal,
    hand_over_modal,
    snooze_modal,
    take_over_modal,
)
from desk.cases import Person, Stage
from tests.bots.slack.shop import Acked, Shop, a_shop, sent
from tests.builders import ALICE, BOB, NOON, SAM
from tests.desk.cases import customer_wrote

TOO_LONG = "This is far too long for X. " * 20
PROMISE = "We will refund you."


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Shop]:
    with a_shop(tmp_path) as shop:
        yield shop


def text(value: str | None) -> dict[str, Any]:
    return {"value": value}


def option(value: str) -> dict[str, Any]:
    return {"selected_option": {"value": value}}


def user(slack_id: str | None) -> dict[str, Any]:
    return {"selected_user": slack_id}


def answer(shop: Shop, view: View, by: Person, **fields: dict[str, Any]) -> dict[str, Any]:
    """What Slack hears when somebody sends a window off: nothing, or what is wrong."""
    ack = Acked()
    sending(shop.front, FORMS[view["callback_id"]])(ack, sent(view, by.slack_id, **fields))
    [said] = ack.answers
    return dict(said)


def errors(shop: Shop, view: View, by: Person, **fields: dict[str, Any]) -> dict[str, str]:
    said = answer(shop, view, by, **fields)
    assert said["response_action"] == "errors"
    found: dict[str, str] = said["errors"]
    return found


def test_a_text_that_holds_is_kept_and_the_card_renewed(shop: Shop) -> None:
    assert answer(shop, edit_modal(shop.case, "C1"), ALICE, text=text("Rinse the gauge.")) == {}
    draft = shop.now().draft
    assert draft
    assert (draft.text, draft.drafter) == ("Rinse the gauge.", "person:alice")
    assert shop.shown == [shop.case.id]


def test_what_is_wrong_with_a_text_is_said_at_its_field_and_the_text_is_kept(shop: Shop) -> None:
    said = errors(shop, edit_modal(shop.case, "C1"), ALICE, text=text(TOO_LONG))
    assert list(said) == ["text"]
    assert "280" in said["text"]
    draft = shop.now().draft
    assert draft
    assert draft.text == TOO_LONG.strip()
    assert shop.shown == [shop.case.id]


def test_what_a_reason_lets_pass_is_asked_for_at_the_field_for_the_reason(shop: Shop) -> None:
    said = errors(shop, edit_modal(shop.case, "C1"), ALICE, text=text(PROMISE))
    assert list(said) == ["why"]
    assert "say here why it is right" in said["why"]


def test_a_window_goes_on_from_what_it_kept_as_often_as_it_takes(shop: Shop) -> None:
    view = edit_modal(shop.case, "C1")
    errors(shop, view, ALICE, text=text(TOO_LONG))
    errors(shop, view, ALICE, text=text(PROMISE))
    assert answer(shop, view, ALICE, text=text(PROMISE), why=text("lena agreed")) == {}
    draft = shop.now().draft
    assert draft
    assert (draft.version, draft.vouched) == (4, "lena agreed")


def test_a_window_does_not_go_over_what_somebody_else_wrote_meanwhile(shop: Shop) -> None:
    view = edit_modal(shop.case, "C1")
    errors(shop, view, ALICE, text=text(TOO_LONG))
    shop.front.workbench.edit(shop.case.id, shop.now().seen, "Rinse it twice.", BOB)
    assert "out of date" in errors(shop, view, ALICE, text=text("Rinse it once."))["text"]
    draft = shop.now().draft
    assert draft
    assert draft.text == "Rinse it twice."


def test_a_window_does_not_go_over_ones_own_text_that_is_ready_to_go_out(shop: Shop) -> None:
    view = edit_modal(shop.case, "C1")
    assert answer(shop, view, ALICE, text=text("Rinse it twice.")) == {}
    assert "out of date" in errors(shop, view, ALICE, text=text("Rinse it once."))["text"]


def test_a_window_does_not_go_over_what_its_customer_wrote_meanwhile(shop: Shop) -> None:
    view = edit_modal(shop.case, "C1")
    errors(shop, view, ALICE, text=text(TOO_LONG))
    shop.ledger.change(shop.case.id, customer_wrote())
    assert "out of date" in errors(shop, view, ALICE, text=text("Rinse it once."))["text"]


def test_a_stranger_sends_no_window_off(shop: Shop) -> None:
    stranger = Person("x", frozenset(), slack_id="U0STRANGER")
    assert "not known" in errors(shop, edit_modal(shop.case, "C1"), stranger, text=text("Hi"))["text"]
    assert shop.now() == shop.case


def test_a_rejection_keeps_its_reason(shop: Shop) -> None:
    fields = {"reason": option("tone"), "note": text(" too stiff ")}
    assert answer(shop, reject_modal(shop.case, "C1"), ALICE, **fields) == {}
    assert shop.now().reason == "The tone is wrong: too stiff"


def test_a_case_rests_until_the_time_that_was_picked(shop: Shop) -> None:
    view = snooze_modal(shop.case, "C1", NOON)
    assert answer(shop, view, ALICE, until=option("4h"), moment={}) == {}
    assert shop.now().snoozed_until == NOON + timedelta(hours=4)


@pytest.mark.parametrize(
    ("moment", "told"),
    [({}, "pick the date"), ({"selected_date_time": int(NOON.timestamp()) - 60}, "that is over")],
)
def test_a_time_that_will_not_do_is_refused_at_its_field(
    shop: Shop, moment: dict[str, Any], told: str
) -> None:
    view = snooze_modal(shop.case, "C1", NOON)
    assert told in errors(shop, view, ALICE, until=option("moment"), moment=moment)["moment"]
    assert shop.now().snoozed_until is None


def test_a_case_is_handed_over_to_a_colleague_of_the_desk(shop: Shop) -> None:
    view = hand_over_modal(shop.case, "C1")
    assert answer(shop, view, ALICE, reason=option("person"), whom=user(BOB.slack_id)) == {}
    assert shop.now().assignee == "bob"


@pytest.mark.parametrize(
    ("whom", "told"),
    [
        ("U0STRANGER", "not known at this desk"),
        (SAM.slack_id, "may not approve"),
        (None, "pick the colleague"),
    ],
)
def test_a_case_is_handed_over_to_nobody_else(shop: Shop, whom: str | None, told: str) -> None:
    view = hand_over_modal(shop.case, "C1")
    assert told in errors(shop, view, ALICE, reason=option("person"), whom=user(whom))["whom"]
    assert shop.now().assignee is None


def test_a_case_is_given_back_to_the_queue(shop: Shop) -> None:
    shop.front.workbench.claim(shop.case.id, ALICE)
    view = hand_over_modal(shop.case, "C1")
    assert answer(shop, view, ALICE, reason=option("back"), whom=user(None)) == {}
    assert shop.now().assignee is None


def test_a_colleagues_case_is_taken_over_in_its_window(shop: Shop) -> None:
    shop.front.workbench.claim(shop.case.id, ALICE)
    assert answer(shop, take_over_modal(shop.now(), "C1"), BOB) == {}
    assert shop.now().assignee == "bob"


def test_a_window_without_a_field_says_its_refusal_in_its_place(shop: Shop) -> None:
    shop.front.workbench.approve(shop.case.id, shop.case.seen, ALICE)
    said = answer(shop, take_over_modal(shop.case, "C1"), BOB)
    assert said["response_action"] == "update"
    assert "nothing left to do" in str(said["view"])


def test_an_expert_is_asked_with_what_is_missing_and_for_whom(shop: Shop) -> None:
    view = expert_modal(shop.case, "C1")
    assert answer(shop, view, ALICE, why=text("Is it true?"), whom=user(SAM.slack_id)) == {}
    assert shop.stage() is Stage.WITH_EXPERT
    assert shop.now().reason == "sam: Is it true?"


def test_somebody_who_is_no_expert_is_refused_at_the_field(shop: Shop) -> None:
    view = expert_modal(shop.case, "C1")
    said = errors(shop, view, ALICE, why=text("Is it true?"), whom=user(BOB.slack_id))
    assert "no expert" in said["whom"]
    assert shop.stage() is Stage.AWAITING_DECISION


def test_a_case_is_set_aside_with_a_reason(shop: Shop) -> None:
    view = aside_modal(shop.case, "C1")
    assert answer(shop, view, ALICE, reason=option("spam"), note=text("a bot")) == {}
    assert (shop.stage(), shop.now().reason) == (Stage.SET_ASIDE, "spam: a bot")


@pytest.mark.parametrize(("window", "field"), [(aside_modal, "reason"), (expert_modal, "why")])
def test_a_message_that_nobody_saw_is_not_put_off_with_the_others(
    shop: Shop, window: Any, field: str
) -> None:
    view = window(shop.case, "C1")
    shop.ledger.change(shop.case.id, customer_wrote())
    said = errors(shop, view, ALICE, reason=option("spam"), note=text(None), why=text("?"), whom=user(None))
    assert "out of date" in said[field]
    assert shop.stage() is Stage.NEW
