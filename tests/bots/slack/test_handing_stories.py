"""A case goes from hand to hand in an emulated Slack: claimed, taken over, snoozed, asked about, read up on."""

import json
from typing import Any

import pytest

from desk.cases import Stage
from tests.bots.slack.desk import EmulatedDesk, seen, until
from tests.builders import ALICE

pytestmark = pytest.mark.slow

Json = dict[str, Any]


def opened(desk: EmulatedDesk, user: str, count: int = 1) -> Json:
    """The newest window that was opened for somebody, once it is the so-manieth."""
    until(lambda: len(desk.slack.windows(user)) == count)
    return desk.window(user)


def choose(desk: EmulatedDesk, case_id: int, action: str, user: str) -> None:
    """Somebody picks a line of the card's menu."""
    [card] = desk.slack.messages()
    assert desk.driver.press(card, "more", user, f"{action}:{case_id}").status_code == 200


def test_a_case_is_claimed_taken_over_in_a_window_and_decided_by_who_has_it(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "claim", "alice")
    until(lambda: "claimed by alice" in seen(desk.card(case.id)))
    desk.press(case.id, "reject", "bob")
    window = opened(desk, "bob")
    assert "alice claimed this case" in seen(window)
    assert desk.x.sent() == []
    assert desk.driver.fill(window, {}, "bob").text == ""
    until(lambda: "claimed by bob" in seen(desk.card(case.id)))
    desk.press(case.id, "approve", "bob")
    until(lambda: "Case 1: answered" in seen(desk.card(case.id)))
    desk.press(case.id, "resolve", "bob")
    until(lambda: "Case 1: resolved" in seen(desk.card(case.id)))


def test_a_case_is_snoozed_from_the_menu_and_woken_from_its_folded_card(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    choose(desk, case.id, "snooze", "alice")
    assert desk.driver.fill(opened(desk, "alice"), {"until": "4h"}, "alice").text == ""
    until(lambda: "Snoozed until" in seen(desk.card(case.id)))
    desk.press(case.id, "wake", "bob")
    until(lambda: "waiting for a decision" in seen(desk.card(case.id)))


def test_a_time_that_is_over_is_refused_in_the_window(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    choose(desk, case.id, "snooze", "alice")
    fields: Json = {"until": "moment", "moment": 1_000_000_000}
    answer = desk.driver.fill(opened(desk, "alice"), fields, "alice").json()
    assert "that is over" in answer["errors"]["moment"]


def test_a_case_is_handed_to_a_colleague_and_not_to_a_stranger(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "claim", "alice")
    until(lambda: "claimed by alice" in seen(desk.card(case.id)))
    choose(desk, case.id, "hand_over", "alice")
    window = opened(desk, "alice")
    strange = desk.driver.fill(window, {"whom": desk.slack.users["stranger"]}, "alice").json()
    assert "not known at this desk" in strange["errors"]["whom"]
    assert desk.driver.fill(window, {"whom": desk.slack.users["lena"]}, "alice").text == ""
    until(lambda: "claimed by lena" in seen(desk.card(case.id)))


@pytest.mark.parametrize(
    ("action", "fields", "stage"),
    [
        ("ask_expert", {"why": "Is it the gauge or the cable?"}, Stage.WITH_EXPERT),
        ("set_aside", {"reason": "no_reply"}, Stage.SET_ASIDE),
    ],
)
def test_a_case_is_put_into_other_hands_with_a_reason(
    desk: EmulatedDesk, action: str, fields: Json, stage: Stage
) -> None:
    case = desk.proposed()
    choose(desk, case.id, action, "alice")
    assert desk.driver.fill(opened(desk, "alice"), fields, "alice").text == ""
    until(lambda: "Why: " in seen(desk.card(case.id)))
    assert desk.case(case.id).stage is stage


def test_a_source_is_read_where_it_stands_and_a_history_from_the_first_step(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "source_1", "sam")
    source = opened(desk, "sam")
    assert "Lift the funnel off and rinse it with warm water." in seen(source)
    assert "This is its newest version." in seen(source)
    choose(desk, case.id, "history", "sam")
    assert "proposed" in seen(opened(desk, "sam", 2))


def test_a_window_that_breaks_something_here_says_so_to_who_sent_it(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "reject", "alice")
    window = opened(desk, "alice")
    broken = desk.driver.submit(window, {"reason": {"selected_option": {"value": "none of ours"}}}, "alice")
    assert broken.status_code == 500
    until(lambda: desk.whispered("alice", "Something broke at the desk"))
    assert desk.case(case.id).stage is Stage.AWAITING_DECISION


def test_an_undone_claim_of_another_front_is_seen_on_the_card(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.workbench.claim(case.id, ALICE)
    desk.refresh()
    assert "claimed by alice" in seen(desk.card(case.id))
    desk.workbench.release(case.id, ALICE)
    desk.refresh()
    assert "nobody has claimed it" in json.dumps(desk.card(case.id))
