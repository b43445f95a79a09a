"""Somebody leads from the Home tab of an emulated Slack."""

from dataclasses import replace
from typing import Any

import pytest

from desk import casework
from desk.cases import Case
from desk.reviewing import Criterion, Grade
from tests.bots.slack.desk import EmulatedDesk, seen, until
from tests.builders import ALICE, BOB, LENA, NOON, a_draft
from tests.desk.cases import approved, claimed, edited, sent

pytestmark = pytest.mark.slow

Json = dict[str, Any]
GRADES = dict.fromkeys(("correct", "complete", "sourced", "tone", "channel"), "yes")


def views(desk: EmulatedDesk, user: str, kind: str) -> list[Json]:
    return [view for view in desk.slack.windows(user) if view["type"] == kind]


def opened(desk: EmulatedDesk, user: str, words: str) -> Json:
    """The Home tab that somebody opens, as soon as it has these words."""
    assert desk.driver.open_home(user).status_code == 200
    until(lambda: words in str(views(desk, user, "home")[-1:]))
    return views(desk, user, "home")[-1]


def window(desk: EmulatedDesk, user: str, number: int = 1) -> Json:
    """The window that was opened for somebody as their first, second and so on."""
    until(lambda: len(views(desk, user, "modal")) >= number)
    return views(desk, user, "modal")[number - 1]


def an_edited_reply(desk: EmulatedDesk) -> Case:
    case = desk.proposed()
    for take in (edited("The funnel is blocked: rinse it."), approved, claimed, sent):
        case = desk.ledger.apply(take(case))
    return case


def test_a_lead_reviews_an_edited_reply_and_the_agent_hears_of_it_once(desk: EmulatedDesk) -> None:
    case = an_edited_reply(desk)
    tab = opened(desk, "lena", "Sent replies to review (1)")
    desk.driver.press_in(tab, "review", "lena")
    form = window(desk, "lena")
    for words in ("my W3 shows E17", "bob sent this public reply", "rinse it.", "What bob changed"):
        assert words in seen(form)
    answer = desk.driver.fill(form, GRADES | {"tone": "no", "comment": "Friendlier, please."}, "lena")
    assert answer.status_code == 200
    assert answer.text == ""
    [review] = desk.ledger.reviews(lambda: NOON).untold(9)
    assert (review.case_id, review.reviewer, review.comment) == (case.id, "lena", "Friendlier, please.")
    until(lambda: "All are reviewed." in str(views(desk, "lena", "home")[-1]))
    for _ in range(3):
        desk.refresh()
    [told] = desk.slack.messages(desk.slack.direct("bob"), of="bob")
    assert "lena reviewed your reply" in told["text"]
    assert "Is the tone right? No" in seen(told)


def test_a_second_reviewer_is_told_in_the_window(desk: EmulatedDesk) -> None:
    case = an_edited_reply(desk)
    desk.driver.press_in(opened(desk, "lena", "Sent replies to review (1)"), "review", "lena")
    form = window(desk, "lena")
    mara = replace(LENA, name="mara")
    desk.ledger.reviews(lambda: NOON).review(case.id, 2, mara, dict.fromkeys(Criterion, Grade.YES), "")
    answer = desk.driver.fill(form, GRADES, "lena")
    assert "mara reviewed this reply" in answer.json()["errors"]["comment"]


def test_an_agent_is_refused_privately_and_sees_no_replies_to_review(desk: EmulatedDesk) -> None:
    an_edited_reply(desk)
    tab = opened(desk, "lena", "Sent replies to review (1)")
    assert "to review" not in str(opened(desk, "alice", "Your cases"))
    desk.driver.press_in(tab, "review", "alice")
    assert "may not review" in seen(window(desk, "alice"))


def test_the_way_from_a_home_tab_to_a_card(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    tab = opened(desk, "alice", f"Open case {case.id}")
    desk.driver.press_in(tab, "open_case", "alice")
    way = window(desk, "alice")
    assert "Go to the card" in seen(way)
    assert desk.card(case.id)["ts"].replace(".", "") in seen(way)
    assert desk.driver.press_in(way, "go_to_card", "alice").status_code == 200
    unshown = desk.received("@FennbyCare is it waterproof?")
    desk.ledger.apply(casework.hand_to_expert(unshown, None, None, "nothing found", NOON))
    tab = opened(desk, "alice", f"Open case {unshown.id}")
    desk.driver.press_in(tab, "open_case", "alice", block_id=f"unclaimed-{unshown.id}")
    assert "no card in Slack" in seen(window(desk, "alice", 2))


def test_an_open_tab_follows_the_desk(desk: EmulatedDesk) -> None:
    opened(desk, "lena", "0 open")
    case = desk.proposed(a_draft())
    step = casework.approve(case, case.seen, ALICE, NOON, why_two="it is about a refund")
    case = desk.ledger.apply(step)
    assert "A second person must approve (1)" in str(opened(desk, "lena", "1 open"))
    desk.ledger.apply(casework.approve(case, case.seen, BOB, NOON, why_two="it is about a refund"))
    assert "A second person" not in str(opened(desk, "lena", "0 waiting for a person"))
