"""A desk's day in an emulated Slack: real HTTP, signed requests, a stored workspace."""

import json
from typing import Any

import pytest

from desk.cases import Stage
from desk.casework import hand_to_expert
from desk.drafts import To
from tests.bots.slack.desk import EmulatedDesk, seen, typed, until
from tests.builders import BOB, NOON, QUESTION, saw

pytestmark = pytest.mark.slow

Json = dict[str, Any]
TOO_LONG = "This is far too long for X. " * 20


def chosen(reason: str, note: str | None) -> dict[str, Json]:
    """The fields of the reject window."""
    option = {"text": {"type": "plain_text", "text": reason}, "value": reason}
    return {
        "reason": {"type": "static_select", "selected_option": option},
        "note": {"type": "plain_text_input", "value": note},
    }


def test_approving_sends_exactly_once_and_the_card_shows_who(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    assert desk.press(case.id, "approve", "alice").status_code == 200
    until(lambda: "Approved by alice" in seen(desk.card(case.id)))
    card = desk.card(case.id)
    assert "answered" in seen(card)
    assert "https://x.example/FennbyCare/status/" in seen(card)
    assert '"approve"' not in seen(card)
    [post] = desk.x.sent()
    assert (post.text, post.in_reply_to) == ("E17 means that the rain gauge is blocked.", "post-1")
    assert desk.case(case.id).stage is Stage.SENT


def test_an_edited_draft_is_checked_stored_and_then_sent_as_edited(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "edit", "alice")
    until(lambda: len(desk.slack.windows("alice")) == 1)
    window = desk.window("alice")
    assert window["blocks"][1]["element"]["initial_value"] == "E17 means that the rain gauge is blocked."
    assert "counts 41 characters" in seen(window)
    answer = desk.driver.submit(window, typed("The rain gauge is blocked."), "alice")
    assert (answer.status_code, answer.text) == (200, "")
    until(lambda: "Draft 2" in seen(desk.card(case.id)))
    assert "written by alice" in seen(desk.card(case.id))
    desk.press(case.id, "approve", "bob")
    until(lambda: desk.is_sent(case.id))
    assert [post.text for post in desk.x.sent()] == ["The rain gauge is blocked."]


def test_an_edit_that_is_too_long_is_named_at_its_field_and_can_be_mended(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "edit", "alice")
    until(lambda: len(desk.slack.windows("alice")) == 1)
    window = desk.window("alice")
    answer = desk.driver.submit(window, typed(TOO_LONG), "alice").json()
    assert answer["response_action"] == "errors"
    assert "280" in answer["errors"]["text"]
    until(lambda: "Must be mended" in seen(desk.card(case.id)))
    assert '"approve"' not in seen(desk.card(case.id))
    mended = desk.driver.submit(window, typed("The rain gauge is blocked."), "alice")
    assert mended.text == ""
    until(lambda: '"approve"' in seen(desk.card(case.id)))
    assert desk.x.sent() == []


def test_a_reason_to_go_past_a_check_is_kept_with_the_draft_and_shown_on_the_card(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "edit", "alice")
    until(lambda: len(desk.slack.windows("alice")) == 1)
    text, window = "We will refund you.", desk.window("alice")
    held = desk.driver.submit(window, typed(text), "alice").json()
    assert "say here why it is right" in held["errors"]["why"]
    assert desk.driver.submit(window, typed(text, "lena agreed"), "alice").text == ""
    until(lambda: "lena agreed" in seen(desk.card(case.id)))
    assert "Goes past a check" in seen(desk.card(case.id))
    assert desk.press(case.id, "approve", "bob").status_code == 200
    until(lambda: desk.is_sent(case.id))
    assert [post.text for post in desk.x.sent()] == [text]


def test_no_window_opens_for_a_draft_that_was_replaced(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    old_card = desk.card(case.id)
    desk.workbench.edit(case.id, saw(case, 1), "The rain gauge is blocked.", BOB)
    desk.driver.press(old_card, "reject", "alice")
    until(lambda: desk.whispered("alice", "look at its card again"))
    assert desk.slack.windows("alice") == []


def test_rejecting_takes_a_reason_and_sends_nothing(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "reject", "lena")
    until(lambda: len(desk.slack.windows("lena")) == 1)
    answer = desk.driver.submit(desk.window("lena"), chosen("tone", "<!channel> too stiff"), "lena")
    assert answer.text == ""
    until(lambda: "Rejected by lena" in seen(desk.card(case.id)))
    assert "The tone is wrong: <!channel> too stiff" in seen(desk.card(case.id))
    assert desk.x.sent() == []


def test_an_expert_cannot_reject_and_is_told_so_privately(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "reject", "sam")
    until(lambda: desk.whispered("sam", "may not do that"))
    assert desk.slack.windows("sam") == []
    assert desk.case(case.id).stage is Stage.AWAITING_DECISION


def test_a_draft_can_be_sent_as_a_dm_instead_and_back(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "to_dm", "alice")
    until(lambda: "to_public" in seen(desk.card(case.id)))
    draft = desk.case(case.id).draft
    assert draft
    assert (draft.version, draft.to) == (2, To.DM)
    desk.press(case.id, "to_public", "alice")
    until(lambda: "to_dm" in seen(desk.card(case.id)))
    assert desk.x.sent() == []


def test_a_case_without_evidence_is_answered_by_hand(desk: EmulatedDesk) -> None:
    case = desk.received("@FennbyCare does the W3 like snow?")
    desk.ledger.apply(hand_to_expert(case, QUESTION, "does the W3 like snow?", "no evidence", NOON))
    desk.refresh()
    desk.press(case.id, "edit", "alice")
    until(lambda: len(desk.slack.windows("alice")) == 1)
    desk.driver.submit(desk.window("alice"), typed("It does not mind."), "alice")
    until(lambda: "It does not mind." in seen(desk.card(case.id)))
    assert desk.case(case.id).stage is Stage.AWAITING_DECISION


def test_assist_answers_the_asker_privately_with_a_source(desk: EmulatedDesk) -> None:
    answer = desk.driver.command("my W3 shows E17, what is that?", "sam")
    assert "Looking it up" in answer.json()["text"]
    until(lambda: len(desk.edge.responses) == 1)
    [said] = desk.edge.responses
    assert said["response_type"] == "ephemeral"
    assert "E17 means that the rain gauge is blocked." in seen(said)
    assert "https://docs.fennby.example/w3" in seen(said)
    assert desk.slack.messages() == []


@pytest.mark.parametrize(
    ("question", "user", "words"),
    [
        ("what is E17?", "stranger", "not known at this desk"),
        ("who won the match?", "alice", "No answer"),
    ],
)
def test_assist_says_why_there_is_no_answer(desk: EmulatedDesk, question: str, user: str, words: str) -> None:
    desk.driver.command(question, user)
    until(lambda: len(desk.edge.responses) == 1)
    assert words in json.dumps(desk.edge.responses)


def test_the_home_tab_shows_the_queue_to_people_of_the_desk_only(desk: EmulatedDesk) -> None:
    desk.proposed()
    desk.driver.open_home("alice")
    until(lambda: len(desk.slack.windows("alice")) == 1)
    assert "my W3 shows E17" in seen(desk.window("alice"))
    desk.driver.open_home("stranger")
    until(lambda: len(desk.slack.windows("stranger")) == 1)
    assert "W3" not in seen(desk.window("stranger"))
