"""How questions of the team are answered in the light of those before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.inquiries import REMEMBERED, TeamInquirer
from assist.reply.answers import Answer
from desk.inquiries import Inquiry
from tests.bots.slack.desk import assistant_of
from tests.builders import ALICE, NOON
from tests.templates import a_ledger

ASKED = Inquiry("slack", "Ev1", "C1", "1.5", "U0ALICE", NOON, "what does E17 mean on the W3?")


@pytest.fixture
def team(tmp_path: Path) -> Iterator[TeamInquirer]:
    ledger = a_ledger(tmp_path)
    yield TeamInquirer(ledger.inquiries, assistant_of(), lambda: ("W3", "W4"))
    ledger.close()


def answered(team: TeamInquirer, inquiry: Inquiry, *, direct: bool = False) -> Answer:
    kept = team.records.receive(inquiry)
    assert kept
    found = team.find(kept, direct=direct)
    text, documents = found.said
    team.records.finish(kept.id, found.outcome, by=ALICE, answer=text, documents=documents)
    return found.answer


def follow_up(
    question: str = "and the W4?", at: datetime = NOON + timedelta(minutes=5), thread: str = "1.5"
) -> Inquiry:
    return replace(ASKED, key=f"{question}{thread}", question=question, at=at, thread=thread)


def read_with(answer: Answer) -> str:
    return answer.triage.reasons.get("conversation", "")


def test_and_the_w4_asks_of_the_w4_what_was_asked_of_the_w3(team: TeamInquirer) -> None:
    assert read_with(answered(team, ASKED)) == ""
    follow = answered(team, follow_up())
    assert "what does E17 mean on the W3?" in read_with(follow)
    assert follow.draft is not None


def test_the_same_words_in_another_thread_mean_nothing(team: TeamInquirer) -> None:
    answered(team, ASKED)
    assert answered(team, follow_up(thread="9.9")).draft is None


def test_a_direct_conversation_is_one_whatever_its_threads(team: TeamInquirer) -> None:
    answered(team, ASKED, direct=True)
    assert answered(team, follow_up(thread="9.9"), direct=True).draft is not None


def test_a_thread_that_was_silent_for_long_begins_anew(team: TeamInquirer) -> None:
    answered(team, ASKED)
    late = NOON + REMEMBERED + timedelta(minutes=1)
    assert read_with(answered(team, follow_up(at=late))) == ""


def test_another_process_knows_what_was_asked_before(team: TeamInquirer) -> None:
    answered(team, ASKED)
    again = TeamInquirer(team.records, assistant_of(), lambda: ("W3", "W4"))
    assert answered(again, follow_up()).draft is not None


def test_how_asks_back_about_our_answer(team: TeamInquirer) -> None:
    answered(team, ASKED)
    assert "asks back" in read_with(answered(team, follow_up("how?")))


def test_a_question_of_its_own_leans_on_nothing(team: TeamInquirer) -> None:
    answered(team, ASKED)
    other = answered(team, follow_up("how do I connect the gateway to my router at home?"))
    assert read_with(other) == ""
