"""An expert's day in an emulated Slack."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bots.slack.manifest import SAVE_KNOWLEDGE
from desk.contributions import Progress
from tests.bots.slack.desk import seen, until
from tests.bots.slack.knowledge.school import School, a_school
from tests.builders import ALICE, NOON
from tests.emulator.block_kit import BlockKit
from tests.emulator.slack import Slack

pytestmark = pytest.mark.slow

Json = dict[str, Any]


@pytest.fixture
def school(slack: Slack, block_kit: BlockKit, tmp_path: Path) -> Iterator[School]:
    with a_school(slack, tmp_path) as school:
        yield school
        assert school.desk.payload_faults(block_kit) == []


def told(school: School, user: str) -> list[Json]:
    """What stands in somebody's conversation with the bot."""
    channel = school.desk.slack.direct(user)
    return [{**message, "channel": channel} for message in school.desk.slack.messages(channel, of=user)]


def window(school: School, user: str, number: int = 1) -> Json:
    until(lambda: len(school.desk.slack.windows(user)) >= number)
    return school.desk.window(user)


def test_an_expert_answers_in_one_field_and_is_told_what_came_of_it(school: School) -> None:
    asking = school.asks()
    [question] = told(school, "sam")
    assert "Can I paint a W3?" in seen(question)
    school.desk.driver.press(question, "answer_request", "sam")
    answer = school.desk.driver.fill(
        window(school, "sam"), {"answer": "No: the paint blocks the vents."}, "sam"
    )
    assert answer.json()["view"]["title"]["text"] == "Saved"
    [contribution] = school.taught()
    assert (contribution.by, contribution.question) == ("sam", "Can I paint a W3?")
    assert (contribution.audience, contribution.products) == ("public", ("W3",))
    until(lambda: "You answered" in seen(told(school, "sam")[0]))
    assert school.request(asking).askings[0].answered_at == NOON
    assert school.desk.desk.experts
    assert school.desk.desk.experts.tell(replace(contribution, state=Progress.INDEXED, cases_answered=3))
    [_, *_] = told(school, "sam")
    thread = school.desk.slack.thread(question["channel"], question["ts"], of="sam")
    assert "your note answered 3 waiting cases" in seen(thread[-1])


def test_an_expert_who_declines_is_taken_at_their_word_and_may_look_at_the_case(school: School) -> None:
    asking = school.asks()
    [question] = told(school, "sam")
    school.desk.driver.press(question, "look_at_asked_case", "sam")
    assert "can I paint my W3?" in seen(window(school, "sam"))
    school.desk.driver.press(question, "not_mine", "sam")
    until(lambda: "Not yours" in seen(told(school, "sam")[0]))
    assert school.request(asking).askings[0].declined_at == NOON
    school.desk.driver.press(question, "not_mine", "sam", state={})
    assert school.taught() == []


def test_an_answer_that_comes_after_the_case_moved_on_is_not_asked_for(school: School) -> None:
    asking = school.asks()
    [question] = told(school, "sam")
    school.desk.workbench.set_aside(asking.case_id, "spam after all", ALICE)
    school.requests.close_moved_on(NOON)
    school.desk.driver.press(question, "answer_request", "sam")
    until(lambda: school.desk.whispered("sam", "does not wait for this any more"))
    assert "The case was set aside" in seen(told(school, "sam")[0])


def test_a_phone_number_for_the_public_is_warned_of_before_it_is_kept(school: School) -> None:
    school.asks()
    [question] = told(school, "sam")
    school.desk.driver.press(question, "answer_request", "sam")
    said = {"answer": "No. Call Mrs Smith on 030 1234567.", "audience": "public"}
    warned = school.desk.driver.fill(window(school, "sam"), said, "sam").json()
    assert "Careful: This text gives away" in seen(warned["view"])
    assert school.taught() == []
    kept = school.desk.driver.fill({**window(school, "sam"), **warned["view"]}, {"looked": ["yes"]}, "sam")
    assert kept.json()["view"]["title"]["text"] == "Saved"
    assert [one.answer for one in school.taught()] == ["No. Call Mrs Smith on 030 1234567."]


def test_a_thread_is_saved_as_a_question_and_its_answer(school: School) -> None:
    slack = school.desk.slack
    first = slack.post("alice", "Does anybody know how I reset a W3?")
    slack.post("bob", "Hold SEARCH for four seconds until the display blinks.", thread_ts=first["ts"])
    slack.post("alice", "That worked, thanks!", thread_ts=first["ts"])
    school.desk.driver.shortcut(SAVE_KNOWLEDGE, first, "sam")
    until(lambda: "Hold SEARCH" in seen(window(school, "sam")))
    school.desk.driver.fill(window(school, "sam"), {"audience": "internal"}, "sam")
    [contribution] = school.taught()
    assert "reset a W3" in contribution.question
    assert contribution.answer == "Hold SEARCH for four seconds until the display blinks."
    assert (contribution.audience, contribution.case_id, contribution.tell) == ("internal", None, None)


@pytest.mark.parametrize("user", ["alice", "stranger"])
def test_whoever_may_not_teach_saves_nothing_and_drops_nothing(school: School, user: str) -> None:
    slack = school.desk.slack
    school.desk.driver.shortcut(SAVE_KNOWLEDGE, slack.post(user, "Water is wet."), user)
    until(lambda: len(slack.whispers(user)) == 1)
    school.desk.driver.drop("w3.md", b"# W3", user, slack.direct(user))
    until(lambda: len(told(school, user)) == 2 or _replies(school, user) != [])
    assert school.files.taken == []
    assert slack.windows(user) == []


def _replies(school: School, user: str) -> list[Json]:
    """What the bot said below the newest file of somebody."""
    files = [one for one in told(school, user) if one.get("files")]
    return school.desk.slack.thread(files[-1]["channel"], files[-1]["ts"], of=user)[1:] if files else []


def test_a_dropped_file_is_fetched_added_and_reported_on_once_however_often_slack_tells_of_it(
    school: School,
) -> None:
    channel = school.desk.slack.direct("sam")
    message = school.desk.driver.drop("w3.md", b"# W3\n\nIt may be painted.", "sam", channel)
    until(lambda: "1 document to be found now" in json.dumps(_replies(school, "sam")))
    event = {"subtype": "file_share", "type": "message", "channel_type": "im", **message}
    for retry in range(3):
        school.desk.driver.event(event, "Ev0SAME", retry=retry)
    until(lambda: len(school.files.taken) == 2)
    assert school.files.taken == [("w3.md", b"# W3\n\nIt may be painted.")] * 2
    assert len(_replies(school, "sam")) == 2  # one for each event, not for each delivery


def test_a_file_that_is_too_large_or_of_a_wrong_kind_is_refused_in_words(school: School) -> None:
    channel = school.desk.slack.direct("sam")
    school.desk.driver.drop("w3.pdf", b"%PDF-" + b"x" * 20_000, "sam", channel)
    until(lambda: "split it" in json.dumps(_replies(school, "sam")))
    school.desk.driver.drop("w3.exe", b"MZ", "sam", channel)
    until(lambda: "files of this sort are not read" in json.dumps(_replies(school, "sam")))
    assert [name for name, _ in school.files.taken] == ["w3.exe"]


def test_a_stale_note_is_confirmed_and_an_open_question_answered_from_the_home_tab(school: School) -> None:
    school.desk.driver.open_home("sam")
    home = window(school, "sam")
    assert "W3 rain gauge" in seen(home)
    school.desk.driver.press_in(home, "confirm_note", "sam")
    until(lambda: "1 note up to date" in seen(school.desk.window("sam")))
    assert any("asked about this note again on 2027-05-20" in one["text"] for one in told(school, "sam"))
    school.desk.driver.press_in(home, "answer_gap", "sam")
    until(lambda: school.desk.window("sam")["type"] == "modal")
    school.desk.driver.fill(school.desk.window("sam"), {"answer": "Not the vents."}, "sam")
    assert [(one.question, one.answer) for one in school.taught()] == [
        ("Can a W3 be painted?", "Not the vents.")
    ]


def test_what_failed_comes_back_with_its_words_and_is_tried_again_by_a_click(school: School) -> None:
    school.desk.driver.open_home("sam")
    school.desk.driver.press_in(window(school, "sam"), "answer_gap", "sam")
    until(lambda: school.desk.window("sam")["type"] == "modal")
    school.desk.driver.fill(school.desk.window("sam"), {"answer": "Not the vents."}, "sam")
    [contribution] = school.taught()
    school.contributions.failed(contribution.id, "there is no folder for notes")
    [failed] = school.taught()
    assert school.desk.desk.experts
    assert school.desk.desk.experts.tell(failed)
    message = told(school, "sam")[-1]
    assert "Not the vents." in seen(message)
    assert "there is no folder for notes" in seen(message)
    school.contributions.told(failed, NOON)
    school.desk.driver.press(message, "try_contribution_again", "sam")
    until(lambda: [one.detail for one in school.taught()] == [None])
