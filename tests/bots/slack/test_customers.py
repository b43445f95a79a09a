"""A case's customer in an emulated Slack: an opt-out lifted, handles looked for and linked, a question approved."""

from dataclasses import replace

import pytest

from bots.slack.modals.reading import LINK_HANDLES
from desk.cases import CaseId, Priority, Stage
from desk.messages import Message
from tests.bots.slack.desk import EmulatedDesk, seen, until
from tests.builders import NOON, a_message
from tests.desk.cases import stored

pytestmark = pytest.mark.slow


def received(desk: EmulatedDesk, message: Message) -> CaseId:
    case_id = desk.ledger.receive(message, priority=Priority.NORMAL, due_at=NOON, at=NOON)
    assert case_id is not None
    return case_id


def test_an_opt_out_stands_on_the_card_until_somebody_says_how_they_know_better(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    author = case.message
    desk.ledger.consents.stop(replace(author, text="stop"), NOON)
    desk.refresh()
    desk.desk.show(case.id)
    until(lambda: "asked us on 2026-11-20 to write no more" in seen(desk.card(case.id)))
    assert "Approve and send" not in seen(desk.card(case.id))
    desk.press(case.id, "lift_opt_out", "alice")
    until(lambda: len(desk.slack.windows("alice")) == 1)
    assert desk.driver.fill(desk.window("alice"), {"why": "they called us"}, "alice").text == ""
    assert desk.ledger.consents.opted_out(author.channel, author.author_id) is None
    desk.desk.show(case.id)
    until(lambda: "Approve and send" in seen(desk.card(case.id)))


def test_a_handle_is_looked_for_and_linked_from_the_customers_history(desk: EmulatedDesk) -> None:
    elsewhere = replace(
        a_message("hello", author_id="a"), channel="mastodon", author_handle="storm@one.example"
    )
    received(desk, elsewhere)
    case = desk.proposed()
    card = desk.card(case.id)
    assert desk.driver.press(card, "more", "alice", f"history:{case.id}").status_code == 200
    until(lambda: len(desk.slack.windows("alice")) == 1)
    history = desk.window("alice")
    assert desk.driver.press_in(history, LINK_HANDLES, "alice").status_code == 200
    until(lambda: "Link another handle" in seen({"blocks": desk.window("alice")["title"]}))
    looked = desk.driver.fill(desk.window("alice"), {"same": "nobody", "wanted": "STORM"}, "alice").json()
    assert looked["response_action"] == "update"
    options = looked["view"]["blocks"][1]["element"]["options"]
    assert "@storm@one.example on mastodon" in options[0]["text"]["text"]


def test_the_question_how_it_was_is_read_before_it_is_approved(desk: EmulatedDesk) -> None:
    case_id = stored(desk.ledger, Stage.SENT, replace(a_message(), receives_dm=True)).id
    desk.refresh()
    until(lambda: "Resolve and ask how it was" in seen(desk.card(case_id)))
    desk.press(case_id, "resolve_and_ask", "alice")
    until(lambda: len(desk.slack.windows("alice")) == 1)
    assert "1 (poor) to 5 (great)" in seen(desk.window("alice"))
    assert desk.driver.fill(desk.window("alice"), {}, "alice").text == ""
    assert desk.case(case_id).stage is Stage.RESOLVED
    assert len(desk.ledger.postscripts.of(case_id)) == 1
