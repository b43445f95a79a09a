"""Slack delivers again and people click twice: one card, one decision, one sent reply, one answer."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from desk.cases import Case
from desk.history import Entry
from tests.bots.slack.desk import EmulatedDesk, typed, until
from tests.builders import a_draft
from tests.emulator.lines import FORM

HALF = 100  # of the cases of the proof: X takes no more replies in a quarter of an hour
CLICKERS = ("alice", "bob")


def doubled_clicks(desk: EmulatedDesk, case: Case, action: str) -> None:
    """Two people click twice, all four clicks at once; each click reaches us twice."""
    card = desk.card(case.id)
    clicks = [desk.driver.click(card, action, user) for user in CLICKERS * 2] * 2
    with ThreadPoolExecutor(len(clicks)) as together:
        answers = list(together.map(lambda click: desk.driver.post(click, FORM), clicks))
    assert {answer.status_code for answer in answers} == {200}


def decisions(entries: list[Entry]) -> list[str]:
    return [entry.by for entry in entries if entry.action == "approved"]


def approve_in_a_hurry(desk: EmulatedDesk, number: int) -> None:
    case = desk.proposed(a_draft(f"Rinse it {number} times.", citations=[], drafter="person:bob"))
    doubled_clicks(desk, case, "approve")
    until(partial(desk.is_sent, case.id))
    [winner] = decisions(desk.ledger.history(case.id))
    loser = next(user for user in CLICKERS if user != winner)
    about = f"draft 1 of case {case.id}"
    until(partial(desk.whispered, loser, about))
    assert sum(about in words for words in desk.slack.whispers(loser)) == 1
    assert not any(about in words for words in desk.slack.whispers(winner))
    assert len(desk.x.sent()) == number + 1
    assert len(desk.cards(case.id)) == 1


def ask_three_times(desk: EmulatedDesk, number: int) -> None:
    """A question to the bot, whose event is delivered three times."""
    message = desk.slack.post("alice", f"<@U0BOT> what does E17 mean? ({number})")
    event = {**message, "type": "app_mention"}
    with ThreadPoolExecutor(3) as together:
        answers = list(
            together.map(lambda retry: desk.driver.event(event, f"EvMENTION{number}", retry=retry), range(3))
        )
    assert {answer.status_code for answer in answers} == {200}


def answers_to(desk: EmulatedDesk, number: int) -> int:
    asked = [one for one in desk.slack.messages() if one["text"].endswith(f"({number})")]
    return len(desk.slack.thread(desk.slack.channel, asked[0]["ts"])) - 1


@pytest.mark.slow
def test_whatever_is_delivered_and_clicked_again_has_one_effect(desk: EmulatedDesk) -> None:
    for number in range(4):
        approve_in_a_hurry(desk, number)


@pytest.mark.prove
@pytest.mark.parametrize("half", [1, 2])
def test_two_hundred_cases_of_doubled_clicks_have_one_effect_each(desk: EmulatedDesk, half: int) -> None:
    for number in range(HALF):
        approve_in_a_hurry(desk, number)


@pytest.mark.slow
def test_an_event_that_is_delivered_three_times_is_answered_once(desk: EmulatedDesk) -> None:
    for number in range(3):
        ask_three_times(desk, number)
    for number in range(3):
        until(lambda: answers_to(desk, number) >= 1)  # noqa: B023 - called at once
    desk.desk.close()  # waits for what is still said
    assert [answers_to(desk, number) for number in range(3)] == [1, 1, 1]


@pytest.mark.prove
@pytest.mark.parametrize("half", [1, 2])  # the emulator shows no more than 200 messages at once
def test_two_hundred_events_delivered_three_times_are_answered_once_each(
    desk: EmulatedDesk, half: int
) -> None:
    for number in range(HALF):
        ask_three_times(desk, number)
        until(lambda: answers_to(desk, number) >= 1)  # noqa: B023 - called at once
    desk.desk.close()
    assert [answers_to(desk, number) for number in range(HALF)] == [1] * HALF


@pytest.mark.slow
def test_a_window_that_is_sent_off_twice_makes_one_new_draft(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.press(case.id, "edit", "alice")
    until(lambda: len(desk.slack.windows("alice")) == 1)
    answers = [
        desk.driver.submit(desk.window("alice"), typed("The rain gauge is blocked."), "alice")
        for _ in range(3)
    ]
    assert [answer.text for answer in answers] == ["", "", ""]
    assert desk.case(case.id).drafts == 2
