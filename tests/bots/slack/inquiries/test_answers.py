"""What the assistant says to the team, as blocks."""

from dataclasses import replace
from typing import Any

import pytest

from assist.knowledge.guidance import Guidance
from assist.reply.answers import Answer
from bots.slack.inquiries.answers import answer_blocks, asks_for_help, inside_blocks, notification
from bots.slack.inquiries.drafting import NO_TEXT, draft_window, told_window, working_window
from bots.slack.inquiries.ports import Found
from bots.slack.inquiries.prompts import prompts_for
from bots.slack.inquiries.rating import inquiry_of, opinion_of, why_window
from desk.cases import Intent, Priority, Triage
from desk.drafts import Draft, Problem
from desk.errors import StepNotPossible
from desk.inquiries import Feedback, InquiryId, Outcome
from index.knowledge import Audience
from tests.bots.slack.reading import buttons, words
from tests.builders import a_citation, a_draft
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
TRIAGE = Triage(Intent.QUESTION, wants_reply=True, priority=Priority.NORMAL, language="en")
ID = InquiryId(7)


def found(draft: Draft | None = None, guidance: tuple[Guidance, ...] = (), **more: Any) -> Found:
    return Found(replace(Answer(TRIAGE, "what is E17?"), draft=draft, **more), guidance)


def test_an_answer_shows_its_text_its_source_and_asks_what_people_think() -> None:
    blocks = answer_blocks(found(a_draft()), ID, private=True, question="what is E17?")
    said = str(blocks)
    assert "You asked: " in said
    assert "E17 means that the rain gauge is blocked." in said
    assert "https://docs.fennby.example/w3" in said
    assert "Nothing was sent to anybody" in said
    [feedback] = [block for block in blocks if block["type"] == "context_actions"]
    assert feedback["elements"][0]["negative_button"]["value"] == "7 not_helpful"
    assert buttons(blocks) == []


def test_below_a_streamed_text_the_text_does_not_stand_again() -> None:
    assert "Answer" in words(answer_blocks(found(a_draft()), ID, private=False))
    assert "Answer" not in words(answer_blocks(found(a_draft()), ID, private=False, streamed=True))


def test_why_there_is_no_answer_is_told_with_a_way_to_the_experts() -> None:
    blocks = answer_blocks(found(reason="nothing is near", hint="a note may help"), ID, private=True)
    assert "nothing is near" in words(blocks)
    assert "a note may help" in words(blocks)
    assert buttons(blocks) == ["ask_expert_inquiry"]


@pytest.mark.parametrize(
    "triage",
    [
        replace(TRIAGE, set_aside="no reply wanted"),
        replace(TRIAGE, needs_private="asks for an order"),
        replace(TRIAGE, priority=Priority.URGENT),
    ],
)
def test_what_is_no_question_for_the_knowledge_is_no_gap_in_it(triage: Triage) -> None:
    none = Found(Answer(triage, "thanks", reason="why"))
    assert none.outcome is Outcome.NO_ANSWER_DUE
    assert buttons(answer_blocks(none, ID, private=False)) == []
    assert "why" in words(answer_blocks(none, ID, private=False))


def test_a_follow_up_says_how_it_was_understood() -> None:
    triage = replace(TRIAGE, reasons={"conversation": "asks of the W4 what they asked before"})
    assert "asks of the W4" in words(answer_blocks(Found(Answer(triage, "q", a_draft())), ID, private=False))


@pytest.mark.parametrize("letter", ['"', "日", "👩", "a", "<"])
@pytest.mark.parametrize("private", [True, False])
def test_the_longest_answer_fits_into_a_message(letter: str, private: bool) -> None:
    longest = found(*a_longest(letter))
    blocks = answer_blocks(longest, ID, private=private, question=letter * 9000)
    assert SLACK.message_faults({"text": notification(longest), "blocks": blocks}) == []
    inside = inside_blocks(longest)
    assert SLACK.message_faults({"text": "inside", "blocks": inside}) == []


@pytest.mark.parametrize("letter", ['"', "日", "👩", "a", "<", "\x00"])
def test_slack_takes_every_window_of_a_draft(letter: str) -> None:
    text, filled = letter * 9000, found(*a_longest(letter))
    views = [working_window(text), working_window(""), told_window(NO_TEXT), told_window(text)]
    views += [draft_window(text, filled), draft_window("", found(reason=text, hint=text)), why_window(ID)]
    for view in views:
        assert SLACK.view_faults(view) == []


def a_longest(letter: str) -> tuple[Draft, tuple[Guidance, ...]]:
    text = letter * 9000
    source = replace(a_citation(), title=text, quote=text, url="https://a.example/" + "a" * 480)
    draft = a_draft(text, citations=[source] * 20, problems=[Problem("length", text, blocking=True)] * 20)
    return draft, (Guidance(text, text, Audience.INTERNAL, None, "note", 1),) * 9


@pytest.mark.parametrize(
    "value", ["", "x", "7", "7 splendid", "٣ helpful", "7 helpful more", "1" * 9 + "x y"]
)
def test_a_button_of_something_else_is_refused(value: str) -> None:
    with pytest.raises(StepNotPossible):
        opinion_of(value)


def test_an_opinion_says_which_answer_it_is_about() -> None:
    assert opinion_of("7 helpful") == (ID, Feedback.HELPFUL)
    assert inquiry_of("7") == ID


def test_a_greeting_is_no_question() -> None:
    assert asks_for_help(" Help! ")
    assert asks_for_help("")
    assert not asks_for_help("help, my W3 shows E17")


def test_slack_takes_four_prompts_at_most_and_each_once() -> None:
    prompts = prompts_for(["what is E17?", "what is E17?", "日" * 5000, "c", "d"])
    assert [len(prompt["message"]) for prompt in prompts] == [16, 12, 1000, 1]
    assert all(len(prompt["title"]) <= 60 for prompt in prompts)
