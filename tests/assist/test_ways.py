"""Public or DM, from the message to the draft: what is said where, and what it costs."""

from dataclasses import replace

import pytest

from assist.reply.courtesy import private_please, public_lines
from desk.cases import Intent
from desk.drafts import Problem, To
from desk.errors import StepNotPossible
from tests.assist.desk import ASKS_E17, FOR_CUSTOMERS, SHEET, a_case, an_assistant
from tests.builders import ALICE, NOON, a_message
from tests.fakes.knowledge import FakeKnowledge

LINES = public_lines("en")
URL = "https://docs.fennby.example/w3"
ORDER = "@FennbyCare where is my order FN-55208?"


def test_an_order_goes_on_in_private_with_a_line_for_the_public() -> None:
    message = replace(a_message(ORDER), receives_dm=True)
    draft = an_assistant(FakeKnowledge(SHEET)).answer(message).draft
    assert draft is not None
    assert (draft.to, draft.text) == (To.DM, private_please("en", To.DM))
    assert draft.public_line in LINES
    assert not draft.blocked
    assert [(form.to, form.link) for form in draft.forms if form.chosen] == [(To.DM, False)]


def test_who_made_that_public_by_hand_asks_for_nothing_private_there() -> None:
    assistant = an_assistant(FakeKnowledge(SHEET))
    case = assistant.respond(a_case(replace(a_message(ORDER), receives_dm=True)), NOON).case
    public = assistant.readdressed(case, To.PUBLIC)
    assert (public.to, public.text, public.public_line) == (To.PUBLIC, private_please("en"), "")


def test_who_asks_for_a_direct_message_is_answered_in_one() -> None:
    message = replace(a_message(f"{ASKS_E17} can you DM me please?"), receives_dm=True)
    draft = an_assistant(FakeKnowledge(SHEET)).answer(message).draft
    assert draft is not None
    assert draft.to is To.DM
    assert draft.public_line in LINES
    assert "rain gauge is blocked" in draft.text


def test_a_direct_message_that_was_private_from_the_start_needs_no_line_for_the_public() -> None:
    draft = an_assistant(FakeKnowledge(SHEET)).answer(a_message(ASKS_E17, public=False)).draft
    assert draft is not None
    assert (draft.to, draft.public_line) == (To.DM, "")


def test_nobody_is_told_in_public_where_we_may_not_reply() -> None:
    draft = an_assistant(FakeKnowledge(SHEET)).answer(a_message(ASKS_E17, mentions_us=False)).draft
    assert draft is not None
    assert (draft.to, draft.public_line) == (To.DM, "")


def test_a_post_that_nobody_may_answer_goes_to_a_person() -> None:
    message = replace(a_message(ASKS_E17, mentions_us=False), receives_dm=False)
    answer = an_assistant(FakeKnowledge(SHEET)).answer(message)
    assert answer.draft is None
    assert answer.reason is not None
    assert "takes no direct messages" in answer.reason


def test_what_only_customers_may_read_moves_a_question_but_no_complaint() -> None:
    assistant = an_assistant(FakeKnowledge(FOR_CUSTOMERS))
    draft = assistant.answer(ASKS_E17).draft
    assert draft is not None
    assert draft.to is To.DM
    assert draft.public_line in LINES
    complaint = assistant.answer("@FennbyCare E17 on the W3 rain gauge again, this is the worst station ever")
    assert complaint.triage.intent is Intent.COMPLAINT
    assert complaint.draft is None


def test_who_takes_no_messages_gets_none_however_long_the_answer() -> None:
    message = replace(a_message(ASKS_E17), receives_dm=False)
    assert an_assistant(FakeKnowledge(FOR_CUSTOMERS)).answer(message).draft is None


def test_a_link_to_the_first_source_is_added_and_taken_away() -> None:
    assistant = an_assistant(FakeKnowledge(SHEET))
    case = assistant.respond(a_case(a_message(ASKS_E17)), NOON).case
    linked = assistant.readdressed(case, To.PUBLIC, link=True)
    assert linked.text.endswith(f" {URL}")
    assert not linked.blocked
    assert [(form.to, form.link) for form in linked.forms if form.chosen] == [(To.PUBLIC, True)]
    case = replace(case, draft=linked)
    assert assistant.readdressed(case, To.PUBLIC).text == linked.text.removesuffix(f" {URL}")


def test_a_link_that_no_source_has_is_refused() -> None:
    assistant = an_assistant(FakeKnowledge(replace(SHEET, url="sheets/w3.md")))
    case = assistant.respond(a_case(a_message(ASKS_E17)), NOON).case
    with pytest.raises(StepNotPossible, match="no source has a web address"):
        assistant.readdressed(case, To.DM, link=True)


def test_two_values_for_one_thing_hold_a_draft_back_until_somebody_says_why() -> None:
    assistant = an_assistant(FakeKnowledge(SHEET))
    case = assistant.respond(a_case(a_message(ASKS_E17)), NOON).case
    assert case.draft is not None
    sentence = case.draft.citations[0].sentence
    two = Problem("contradiction", "two values", blocking=True, words=sentence, passable=True)
    case = replace(case, draft=replace(case.draft, problems=(two,)))
    assert assistant.readdressed(case, To.PUBLIC, link=True).problems == (two,)
    assert two in assistant.edited(case, f"Hello! {sentence}", ALICE).problems
    assert two not in assistant.edited(case, "Hello!", ALICE).problems
    passed = assistant.edited(case, sentence, ALICE, "the newer sheet is right")
    assert not passed.blocked
    assert "the newer sheet is right" in passed.problems[0].message
    assert two in assistant.edited(replace(case, draft=passed), sentence, ALICE).problems
