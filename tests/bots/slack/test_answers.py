"""What `/assist` and the Home tab say."""

from dataclasses import replace
from typing import Any

import pytest

from assist.reply.answers import Answer
from bots.slack.home.view import home_view, refusal_view
from bots.slack.inquiries.answers import answer_blocks
from desk.cases import Case, CaseId, Intent, Priority, Triage
from desk.drafts import Draft, Problem
from tests.bots.cases import a_case
from tests.builders import NOON, a_citation, a_draft, a_message
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
TRIAGE = Triage(Intent.QUESTION, wants_reply=True, priority=Priority.NORMAL, language="en")


def answered(draft: Draft | None = None, **more: Any) -> Answer:
    return replace(Answer(TRIAGE, "what is E17?"), draft=draft, **more)


def test_an_answer_shows_the_draft_its_source_and_that_nobody_else_sees_it() -> None:
    said = str(answer_blocks("what is E17?", answered(a_draft())))
    assert "E17 means that the rain gauge is blocked." in said
    assert "https://docs.fennby.example/w3" in said
    assert "Nothing was sent to anybody" in said


def test_no_draft_is_explained_and_internal_knowledge_is_marked() -> None:
    said = str(
        answer_blocks("q", answered(reason="nothing is near enough", hint="an internal note may help"))
    )
    assert "nothing is near enough" in said
    assert "Inside only: " in said
    assert "an internal note may help" in said


@pytest.mark.parametrize("letter", ['"', "日", "👩", "a"])
def test_the_longest_answer_fits_into_a_message(letter: str) -> None:
    text = letter * 9000
    source = replace(a_citation(), title=text, quote=text, url="https://a.example/" + "a" * 480)
    draft = a_draft(text, citations=[source] * 20, problems=[Problem("length", text, blocking=True)] * 20)
    blocks = answer_blocks(text, answered(draft, hint=text))
    assert SLACK.message_faults({"text": "x", "blocks": blocks}) == []


def a_queue(cases: int, text: str = "hello") -> list[Case]:
    message = a_message(text, external_id="m-12")
    return [a_case(message=message, id=CaseId(number)) for number in range(cases)]


@pytest.mark.parametrize("cases", [0, 1, 30, 400])
def test_slack_takes_a_home_tab_with_any_number_of_cases(cases: int) -> None:
    view = home_view(a_queue(cases, "日" * 5000), NOON)
    assert SLACK.view_faults(view) == []


def test_a_long_queue_says_how_many_more_there_are() -> None:
    assert "and 370 more" in str(home_view(a_queue(400), NOON))


def test_a_stranger_sees_no_queue() -> None:
    view = refusal_view("not known at this desk")
    assert SLACK.view_faults(view) == []
    assert "not known at this desk" in str(view)
