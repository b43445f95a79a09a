"""What goes wrong in a desk's day, and what does not happen then."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from bots.simulator.channel import Fault
from desk.cases import Case, Stage
from tests.bots.slack.desk import EmulatedDesk, seen, typed, until
from tests.builders import BOB, a_draft, saw
from tests.emulator import faults
from tests.emulator.lines import FORM, SignedHttp

pytestmark = pytest.mark.slow


def loser(case: Case) -> str:
    """Who clicked second."""
    assert case.decision
    return "bob" if case.decision.by == "alice" else "alice"


def test_a_second_click_gets_a_private_message_and_sends_nothing(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    old_card = desk.card(case.id)
    desk.press(case.id, "approve", "alice")
    until(lambda: desk.is_sent(case.id))
    desk.driver.press(old_card, "approve", "bob")
    until(lambda: desk.whispered("bob", "alice approved draft 1"))
    assert len(desk.x.sent()) == 1
    assert desk.slack.whispers("alice") == []


def test_a_click_on_a_stale_draft_sends_nothing_and_renews_the_card(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    old_card = desk.card(case.id)
    desk.workbench.edit(case.id, saw(case, 1), "E17 means that the rain gauge is blocked. Rinse it.", BOB)
    desk.driver.press(old_card, "approve", "alice")
    until(lambda: desk.whispered("alice", "out of date"))
    until(lambda: "Draft 2" in seen(desk.card(case.id)))
    assert desk.x.sent() == []


@pytest.mark.parametrize(
    ("user", "words"), [("sam", "may not approve"), ("stranger", "not known at this desk")]
)
def test_somebody_who_may_not_approve_is_told_so_privately(desk: EmulatedDesk, user: str, words: str) -> None:
    case = desk.proposed()
    desk.press(case.id, "approve", user)
    until(lambda: desk.whispered(user, words))
    assert desk.x.sent() == []
    assert desk.case(case.id).stage is Stage.AWAITING_DECISION


def test_an_edit_of_a_draft_that_was_decided_meanwhile_says_so_in_the_window(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "edit", "alice")
    until(lambda: len(desk.slack.windows("alice")) == 1)
    desk.press(case.id, "approve", "bob")
    until(lambda: desk.is_sent(case.id))
    answer = desk.driver.submit(desk.window("alice"), typed("Rinse it."), "alice").json()
    assert answer["response_action"] == "errors"
    assert "bob approved" in answer["errors"]["text"]
    assert len(desk.x.sent()) == 1


def test_a_reply_that_x_would_refuse_is_held_back_with_the_reason(desk: EmulatedDesk) -> None:
    case = desk.proposed(says="I wonder what E17 is")
    desk.press(case.id, "approve", "alice")
    until(lambda: "does not address us" in seen(desk.card(case.id)))
    assert desk.x.sent() == []


def test_an_uncertain_reply_is_settled_by_somebody_who_looked(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.x.fail_next(Fault.ANSWER_LOST)
    desk.press(case.id, "approve", "alice")
    until(lambda: "nobody knows" in seen(desk.card(case.id)))
    desk.press(case.id, "was_sent", "bob")
    until(lambda: "answered" in seen(desk.card(case.id)))
    assert desk.case(case.id).stage is Stage.SENT
    assert len(desk.x.sent()) == 1


def test_a_request_with_a_bad_signature_is_turned_away(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    assert isinstance(desk.driver.line, SignedHttp)
    forged = replace(desk.driver, line=replace(desk.driver.line, secret="not the secret"))
    assert forged.press(desk.card(case.id), "approve", "alice").status_code == 401
    assert desk.x.sent() == []
    assert desk.case(case.id).stage is Stage.AWAITING_DECISION


def test_a_lost_card_is_posted_again_and_works(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.slack.delete(desk.card(case.id)["ts"])
    desk.workbench.edit(case.id, saw(case, 1), "The rain gauge is blocked.", BOB)
    desk.refresh()
    desk.press(case.id, "approve", "alice")
    until(lambda: desk.is_sent(case.id))


def test_refreshing_twice_leaves_one_card(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.refresh()
    assert len(desk.cards(case.id)) == 1


def test_slack_saying_too_many_requests_delays_a_card_and_loses_nothing(desk: EmulatedDesk) -> None:
    desk.edge.fail_next("chat.postMessage", 429)
    case = desk.proposed()
    assert len(desk.cards(case.id)) == 1


def test_a_slack_that_is_down_does_not_stop_a_reply_and_the_card_follows(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.edge.fail_next("chat.update", 500, times=3)
    desk.press(case.id, "approve", "alice")
    until(lambda: len(desk.x.sent()) == 1)
    until(lambda: "Approved by alice" in seen(desk.card(case.id)))
    assert len(desk.edge.payloads("chat.update")) > 3


def test_a_fault_of_ours_is_told_to_the_one_who_clicked_and_the_card_says_what_is_known(
    desk: EmulatedDesk, tmp_path: Path
) -> None:
    case = desk.proposed()
    (tmp_path / "x.sqlite").write_bytes(b"no database any more" * 100)
    desk.press(case.id, "approve", "alice")
    until(lambda: "Something broke at the desk" in json.dumps(desk.edge.responses))
    until(lambda: "Goes out now" in seen(desk.card(case.id)))
    assert desk.case(case.id).stage is Stage.APPROVED  # the channel broke before anything was claimed


def test_two_people_approving_at_the_same_moment_send_one_reply(desk: EmulatedDesk, rounds: int) -> None:
    for number in range(rounds):
        case = desk.proposed(a_draft(f"Rinse it {number} times.", citations=[], drafter="person:bob"))
        clicks = [desk.driver.click(desk.card(case.id), "approve", user) for user in ("alice", "bob")]
        with ThreadPoolExecutor(2) as together:
            answers = list(together.map(lambda click: desk.driver.post(click, FORM), clicks))
        assert [answer.status_code for answer in answers] == [200, 200]
        until(partial(desk.is_sent, case.id))
        until(partial(desk.whispered, loser(desk.case(case.id)), f"draft 1 of case {case.id}"))
        assert len(desk.x.sent()) == number + 1


def test_a_click_is_acked_in_time_while_slack_answers_nothing(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    card = desk.card(case.id)
    click = desk.driver.click(card, "approve", "alice")
    desk.edge.faults = faults.Faults(1, {faults.Fault.NEVER_CAME: 1.0}, patience=5)
    before = time.monotonic()
    assert desk.driver.post(click, FORM).status_code == 200
    assert time.monotonic() - before < 3
