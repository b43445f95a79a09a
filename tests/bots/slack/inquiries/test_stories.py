"""The team asks in an emulated Slack, in all the ways there are."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bots.slack.manifest import DRAFT_REPLY
from desk.inquiries import Feedback, Outcome
from tests.bots.slack.desk import EmulatedDesk, seen, until
from tests.builders import NOON
from tests.emulator.events import message_event

pytestmark = pytest.mark.slow

Json = dict[str, Any]
E17 = "E17 means that the rain gauge is blocked."


def replies(desk: EmulatedDesk, asked: Json, number: int = 1, of: str = "lena") -> list[Json]:
    """What stands below a message, as soon as there is so much."""
    below: list[Json] = []

    def there() -> bool:
        below[:] = desk.slack.thread(asked["channel"], asked["ts"], of=of)[1:]
        return len(below) >= number

    until(there)
    settled(desk)
    return desk.slack.thread(asked["channel"], asked["ts"], of=of)[1:]


def settled(desk: EmulatedDesk) -> None:
    until(lambda: all(stream.over for stream in desk.slack.agent.streams))


def test_a_mention_is_answered_in_its_thread_with_sources_and_feedback(desk: EmulatedDesk) -> None:
    asked = desk.driver.mention("what does E17 mean on the W3?", "bob")
    [answer] = replies(desk, asked)
    assert E17 in seen(answer)
    assert "https://docs.fennby.example/w3" in seen(answer)
    assert "feedback_buttons" in seen(answer)
    [stream] = desk.slack.agent.streams
    assert stream.text == E17
    assert [status["status"] for status in desk.slack.agent.statuses] == ["is looking for an answer…"]
    assert [m["ts"] for m in desk.slack.messages()] == [asked["ts"]]


def test_a_slack_without_streams_gets_the_answer_as_a_message(desk: EmulatedDesk) -> None:
    desk.edge.fail_next("chat.startStream", 404)
    [answer] = replies(desk, desk.driver.mention("what does E17 mean on the W3?", "bob"))
    assert E17 in seen(answer)
    assert answer["text"] == E17
    assert desk.slack.agent.streams == []


def test_a_stream_that_breaks_off_is_written_anew_in_the_same_message(desk: EmulatedDesk) -> None:
    desk.edge.fail_next("chat.stopStream", 500)
    asked = desk.driver.mention("what does E17 mean on the W3?", "bob")
    until(lambda: "Sources" in json.dumps(desk.slack.thread(asked["channel"], asked["ts"])))
    [answer] = desk.slack.thread(asked["channel"], asked["ts"])[1:]
    assert E17 in seen(answer)


def test_a_follow_up_in_a_thread_is_understood_with_what_was_asked_before(desk: EmulatedDesk) -> None:
    asked = desk.driver.mention("what does E17 mean on the W3?", "bob")
    replies(desk, asked)
    desk.driver.mention("and the W4?", "alice", thread_ts=asked["ts"])
    below = replies(desk, asked, 3)
    assert "what does E17 mean on the W3?" in seen(below[-1])
    assert E17 in seen(below[-1])


def test_a_direct_message_is_answered_and_the_next_one_may_lean_on_it(desk: EmulatedDesk) -> None:
    channel = desk.slack.direct("bob")
    first = desk.driver.say("what does E17 mean on the W3?", "bob", channel)
    assert E17 in seen(replies(desk, first, of="bob")[0])
    second = desk.driver.say("and the W4?", "bob", channel)
    assert "Read with what was said before" in seen(replies(desk, second, of="bob")[0])


def test_nothing_but_a_persons_new_message_is_answered(desk: EmulatedDesk) -> None:
    channel = desk.slack.direct("bob")
    message = desk.slack.post("bob", "what does E17 mean?", channel)
    for change in (
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"subtype": "thread_broadcast"},
        {"subtype": "bot_message"},
        {"edited": {"user": "U1", "ts": "1.2"}},
        {"bot_id": "B0OTHER"},
        {"user": "U0BOT"},
    ):
        assert desk.driver.event(message_event({**message, **change})).status_code == 200
    asked = desk.driver.say("what does E17 mean?", "bob", channel)
    replies(desk, asked, of="bob")
    assert len(desk.edge.payloads("chat.startStream", "chat.postMessage")) == 1


def test_a_question_that_slack_delivers_three_times_is_answered_once(desk: EmulatedDesk) -> None:
    message = desk.slack.post("bob", "what does E17 mean?", desk.slack.direct("bob"))
    for retry in range(3):
        assert desk.driver.event(message_event(message), "Ev-again", retry=retry).status_code == 200
    assert len(replies(desk, message, of="bob")) == 1


def test_a_stranger_is_refused_privately_and_nothing_is_kept(desk: EmulatedDesk) -> None:
    asked = desk.driver.mention("what does E17 mean?", "stranger")
    until(lambda: desk.whispered("stranger", "not known at this desk"))
    assert desk.slack.thread(asked["channel"], asked["ts"])[1:] == []
    assert desk.ledger.inquiries.left_over(NOON, NOON.replace(hour=13), 9) == []


def test_a_question_without_an_answer_can_be_passed_to_the_experts(desk: EmulatedDesk) -> None:
    asked = desk.driver.mention("does the W3 like snow?", "bob")
    [answer] = replies(desk, asked)
    assert "No answer: " in seen(answer)
    for _ in range(2):
        desk.driver.press({**answer, "channel": asked["channel"]}, "ask_expert_inquiry", "alice")
    until(lambda: desk.whispered("alice", "open questions of the experts"))
    until(lambda: [one.outcome for one in desk.ledger.inquiries.gaps(NOON)] == [Outcome.ASKED_EXPERT])


def test_who_clicks_where_the_bot_is_not_is_told_by_a_response(desk: EmulatedDesk) -> None:
    asked = desk.driver.mention("what does E17 mean?", "bob")
    [answer] = replies(desk, asked)
    desk.edge.fail_next("chat.postEphemeral", 500, times=2)
    for user in ("bob", "stranger"):
        desk.driver.press({**answer, "channel": asked["channel"]}, "inquiry_feedback", user, "1 helpful")
    until(lambda: len(desk.edge.responses) == 2)
    told = json.dumps(desk.edge.responses)
    assert "Thank you: kept." in told
    assert "not known at this desk" in told
    assert {one["response_type"] for one in desk.edge.responses} == {"ephemeral"}


def test_feedback_is_kept_can_be_changed_and_says_why(desk: EmulatedDesk) -> None:
    asked = desk.driver.mention("what does E17 mean?", "bob")
    [answer] = replies(desk, asked)
    answer["channel"] = asked["channel"]
    desk.driver.press(answer, "inquiry_feedback", "bob", "1 helpful")
    until(lambda: desk.whispered("bob", "Thank you"))
    assert desk.ledger.inquiries.gaps(NOON) == []
    desk.driver.press(answer, "inquiry_feedback", "bob", "1 not_helpful")
    until(lambda: len(desk.slack.windows("bob")) == 1)
    desk.driver.fill(desk.window("bob"), {"inquiry_why": "it is the <!channel> pump"}, "bob")
    [gap] = desk.ledger.inquiries.gaps(NOON)
    assert gap.feedback == {"bob": Feedback.NOT_HELPFUL}
    assert gap.feedback_why == {"bob": "it is the <!channel> pump"}


def test_draft_a_reply_opens_a_window_at_once_and_fills_it(desk: EmulatedDesk) -> None:
    message = desk.slack.post("bob", "A customer says: my W3 shows E17 <!channel> &lt;b&gt;")
    desk.driver.shortcut(DRAFT_REPLY, message, "alice")
    until(lambda: "To copy" in json.dumps(desk.slack.windows("alice")))
    view = desk.window("alice")
    assert E17 in seen(view)
    assert "@channel <b>" in seen(view)
    assert desk.slack.thread(desk.slack.channel, message["ts"])[1:] == []
    [opened] = desk.edge.payloads("views.open")
    assert "Drafting" in seen(opened["view"])


def test_draft_a_reply_tells_a_stranger_nothing(desk: EmulatedDesk) -> None:
    message = desk.slack.post("bob", "my W3 shows E17")
    desk.driver.shortcut(DRAFT_REPLY, message, "stranger")
    until(lambda: "not known at this desk" in json.dumps(desk.slack.windows("stranger")))
    assert E17 not in json.dumps(desk.slack.windows("stranger"))


def test_the_messages_tab_suggests_what_the_person_asked_before(desk: EmulatedDesk) -> None:
    replies(desk, desk.driver.mention("what does E17 mean?", "bob"))
    until(lambda: desk.ledger.inquiries.answered("bob", 9) != [])
    desk.driver.open_home("bob", "messages")
    desk.driver.open_home("alice", "messages")
    until(lambda: len(desk.slack.agent.prompts) == 2)
    mine, hers = ([prompt["message"] for prompt in asked["prompts"]] for asked in desk.slack.agent.prompts)
    assert (mine, hers) == (["What can you do?", "what does E17 mean?"], ["What can you do?"])


def test_a_question_that_cannot_be_kept_is_not_acked_and_taken_when_it_comes_again(
    desk: EmulatedDesk, tmp_path: Path
) -> None:
    message = desk.slack.post("bob", "what does E17 mean?", desk.slack.direct("bob"))
    with closing(sqlite3.connect(tmp_path / "ledger.db")) as database:
        database.execute("ALTER TABLE inquiries RENAME TO away")
        assert desk.driver.event(message_event(message), "Ev-kept").status_code == 500
        database.execute("ALTER TABLE away RENAME TO inquiries")
    assert desk.driver.event(message_event(message), "Ev-kept", retry=1).status_code == 200
    assert len(replies(desk, message, of="bob")) == 1


def test_a_command_without_a_question_says_what_can_be_asked(desk: EmulatedDesk) -> None:
    assert "how do I reset the W3?" in desk.driver.command("", "alice").json()["text"]


def test_what_can_you_do_is_answered_in_the_thread(desk: EmulatedDesk) -> None:
    asked = desk.driver.say("What can you do?", "bob", desk.slack.direct("bob"))
    [answer] = replies(desk, asked, of="bob")
    assert "Ask on in the same thread" in answer["text"]
