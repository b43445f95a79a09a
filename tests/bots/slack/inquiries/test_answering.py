"""The one way of answering, without bolt and without a network."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from assist.knowledge.guidance import Guidance
from assist.reply.answers import Answer
from bots.slack.inquiries.answering import BROKEN, LATER, WAITING, Answering
from bots.slack.inquiries.asking import Heard
from bots.slack.inquiries.ports import Found
from bots.slack.people import People
from bots.slack.remembered import SlackSilent
from desk.cases import Person
from desk.drafts import Problem
from desk.errors import NotAllowed
from desk.inquiries import Inquiry, Outcome
from desk.ledger import Ledger
from index.knowledge import Audience
from tests.bots.slack.desk import until
from tests.bots.slack.inquiries.conversation import DIRECT, Conversations, Oracle, heard
from tests.builders import ALICE, BOB, NOON, QUESTION, a_citation, a_draft
from tests.templates import a_ledger

SECRET = "the spare part ships in May"
INSIDE = Found(
    Answer(
        QUESTION,
        "what is E17?",
        a_draft(problems=[Problem("knowledge", SECRET, blocking=False)]),
        hint=f"internal knowledge may help: {SECRET}",
    ),
    (Guidance("Roadmap", SECRET, Audience.INTERNAL, None, "note", 1),),
)


@dataclass
class Desk:
    """An answering that a test can end and begin again."""

    slack: Conversations
    oracle: Oracle
    now: datetime = NOON

    def answering(self) -> Answering:
        return Answering(self.oracle, People([ALICE, BOB]), self.slack, lambda: self.now)

    def asked(self, question: Heard | None = None) -> None:
        """From the question to the end of all that it brings about."""
        question, answering = question or heard(), self.answering()
        inquiry = answering.take(question)
        assert inquiry is not None
        answering.answer(inquiry, answering.way_to(question.spot))
        answering.close()

    def taken_up(self) -> int:
        answering = self.answering()
        number = answering.take_up()
        answering.close()
        return number

    def kept(self) -> Inquiry:
        [kept] = [self.oracle.records.inquiry(one.id) for one in self.oracle.asked[-1:]]
        return kept


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    ledger: Ledger = a_ledger(tmp_path)
    yield Desk(Conversations(), Oracle(ledger.inquiries, Found(Answer(QUESTION, "E17?", a_draft()))))
    ledger.close()


def is_finished(answering: Answering, inquiry: Inquiry) -> bool:
    return answering.records.inquiry(inquiry.id).outcome is not None


def test_an_answer_is_kept_with_who_asked_and_what_it_cites(desk: Desk) -> None:
    desk.asked()
    kept = desk.kept()
    assert (kept.asked_by, kept.outcome, kept.answer) == ("alice", Outcome.ANSWERED, a_draft().text)
    assert kept.documents == (a_citation().document_id,)


def test_what_came_before_is_not_taken_again(desk: Desk) -> None:
    desk.asked()
    assert desk.answering().take(heard()) is None


def test_a_question_that_a_crash_left_behind_is_answered_once_more_and_never_a_third_time(desk: Desk) -> None:
    desk.answering().take(heard())  # and the process is gone
    assert desk.taken_up() == 0  # it may be at work still
    desk.now += timedelta(minutes=6)
    assert desk.taken_up() == 1
    assert desk.taken_up() == 0
    assert len(desk.slack.said()) == 1
    assert desk.kept().asked_by == "alice"


def test_an_answer_that_is_under_way_is_not_taken_up(desk: Desk) -> None:
    answering = desk.answering()
    taken: list[int] = []
    desk.now += timedelta(minutes=6)
    desk.oracle.meanwhile = lambda: taken.append(answering.take_up())
    desk.now -= timedelta(minutes=6)
    inquiry = answering.take(heard())
    assert inquiry
    desk.now += timedelta(minutes=6)
    answering.answer(inquiry, answering.way_to(heard().spot))
    answering.close()
    assert taken == [0]


def test_a_slack_that_is_down_gets_the_answer_later(desk: Desk) -> None:
    desk.slack.refused = {"chat.startStream": "timeout", "assistant.threads.setStatus": "timeout"}
    desk.asked()
    assert desk.kept().outcome is None
    desk.slack.refused = {}
    desk.now += timedelta(minutes=6)
    assert desk.taken_up() == 1
    assert desk.kept().outcome is Outcome.ANSWERED
    assert len(desk.slack.said()) == 1


def test_a_fault_of_ours_is_told_privately_and_kept_as_one(desk: Desk) -> None:
    desk.oracle.fails = ZeroDivisionError("a fault")
    desk.asked()
    assert [one["text"] for one in desk.slack.whispers] == [BROKEN]
    assert desk.slack.said() == []
    assert desk.kept().outcome is Outcome.FAILED
    assert desk.slack.agent.statuses[-1]["status"] == ""


def test_a_stranger_is_refused_alone_and_leaves_nothing_behind(desk: Desk) -> None:
    desk.asked(heard(user="U0STRANGER"))
    assert "not known at this desk" in desk.slack.whispers[0]["text"]
    assert (desk.slack.said(), desk.oracle.asked) == ([], [])
    assert desk.answering().take(heard(user="U0STRANGER")) is not None


def test_who_comes_when_too_many_wait_is_told_and_answered_later(desk: Desk) -> None:
    answering, go = desk.answering(), threading.Event()
    desk.oracle.meanwhile = lambda: go.wait(5)
    for number in range(WAITING + 1):
        inquiry = answering.take(heard(f"Ev{number}"))
        assert inquiry
        answering.answer(inquiry, answering.way_to(heard().spot))
    assert [one["text"] for one in desk.slack.whispers] == [LATER]
    go.set()
    answering.close()
    desk.now += timedelta(minutes=6)
    assert desk.taken_up() == 1
    assert len(desk.slack.said()) == WAITING + 1


def test_what_only_the_team_may_read_is_not_posted_in_a_channel_but_told_to_the_asker(desk: Desk) -> None:
    desk.oracle.found = INSIDE
    desk.asked()
    assert SECRET not in json.dumps([*desk.slack.said(), *(s.blocks for s in desk.slack.agent.streams)])
    [whisper] = desk.slack.whispers
    assert whisper["user"] == ALICE.slack_id
    assert SECRET in json.dumps(whisper["blocks"])


def test_a_direct_message_shows_the_asker_what_only_the_team_may_read(desk: Desk) -> None:
    desk.oracle.found = INSIDE
    desk.asked(heard(channel=DIRECT))
    assert SECRET in json.dumps(desk.slack.said())
    assert desk.slack.whispers == []


def test_attempts_that_the_checks_held_back_are_not_told_in_a_channel(desk: Desk) -> None:
    held = f"no draft stood the checks (it was held back: says {SECRET})"
    desk.oracle.found = Found(Answer(QUESTION, "E17?", reason=held))
    desk.asked()
    assert SECRET not in json.dumps(desk.slack.said())
    desk.asked(heard("Ev2", channel=DIRECT))
    assert SECRET in json.dumps(desk.slack.said())


def test_a_slack_that_has_no_streams_is_asked_for_one_once(desk: Desk) -> None:
    desk.slack.refused = {"chat.startStream": "unknown_method"}
    answering = desk.answering()
    for number in range(3):
        inquiry = answering.take(heard(f"Ev{number}"))
        assert inquiry
        answering.answer(inquiry, answering.way_to(heard().spot))
        until(partial(is_finished, answering, inquiry))
    answering.close()
    assert desk.slack.calls.count("chat.startStream") == 1
    assert len(desk.slack.said()) == 3


@pytest.mark.parametrize("method", ["chat.appendStream", "chat.stopStream"])
def test_an_answer_whose_stream_times_out_is_mended_where_it_stands_and_not_said_twice(
    desk: Desk, method: str
) -> None:
    desk.slack.refused = {method: "timeout"}
    desk.oracle.found = Found(Answer(QUESTION, "E17?", a_draft("E17 is a code. Rinse the gauge.")))
    desk.asked()
    assert desk.kept().outcome is Outcome.ANSWERED
    [message] = desk.slack.said()
    assert message["text"] == "E17 is a code. Rinse the gauge."
    assert "chat.postMessage" not in desk.slack.calls


def test_a_text_that_markdown_could_act_in_is_not_streamed(desk: Desk) -> None:
    draft = a_draft("Press *both* keys <!channel>.", citations=[])
    desk.oracle.found = Found(Answer(QUESTION, "E17?", draft))
    desk.asked()
    assert "chat.startStream" not in desk.slack.calls
    [message] = desk.slack.said()
    assert message["text"] == "Press *both* keys &lt;!channel&gt;."


def test_a_question_of_a_command_that_a_crash_left_behind_is_answered_to_the_asker_alone(desk: Desk) -> None:
    alone = replace(heard(), spot=replace(heard().spot, thread=str(ALICE.slack_id)))
    desk.answering().take(alone)
    desk.now += timedelta(minutes=6)
    assert desk.taken_up() == 1
    assert [one["user"] for one in desk.slack.whispers] == [ALICE.slack_id]
    assert desk.slack.said() == []


def test_an_answer_is_not_said_again_because_the_private_part_failed(desk: Desk) -> None:
    desk.oracle.found = INSIDE
    desk.slack.refused = {"chat.postEphemeral": "timeout"}
    desk.asked()
    assert desk.kept().outcome is Outcome.ANSWERED


def test_a_slack_that_does_not_say_who_asks_keeps_the_question_waiting(desk: Desk) -> None:
    class Silent:
        def person(self, slack_id: str) -> Person:
            raise NotAllowed("nobody can tell what you may do") from SlackSilent("timeout")

    answering = Answering(desk.oracle, Silent(), desk.slack, lambda: desk.now)
    inquiry = answering.take(heard())
    assert inquiry
    answering.answer(inquiry, answering.way_to(heard().spot))
    answering.close()
    desk.now += timedelta(minutes=6)
    assert desk.taken_up() == 1
    assert len(desk.slack.said()) == 1


def test_a_slack_that_is_down_the_second_time_too_ends_the_matter(desk: Desk) -> None:
    desk.slack.refused = {"chat.startStream": "timeout", "chat.postMessage": "timeout"}
    desk.asked()
    desk.now += timedelta(minutes=6)
    assert desk.taken_up() == 1
    assert desk.kept().outcome is Outcome.FAILED
    assert [one["text"] for one in desk.slack.whispers] == [BROKEN]
