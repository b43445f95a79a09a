"""A person at the draft: edits and other ways of sending, checked again."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.checks.run import Checker
from assist.respond import Assistant
from desk.cases import Case
from desk.drafts import Draft, To
from desk.errors import StepNotPossible
from index.knowledge import Document
from tests.assist.desk import ASKS_E17, FOR_CUSTOMERS, NOTE, SHEET, a_case, an_assistant, cites
from tests.builders import ALICE, NOON, a_message
from tests.fakes.knowledge import FakeKnowledge


def proposed(*documents: Document) -> tuple[Assistant, Case]:
    assistant = an_assistant(FakeKnowledge(*(documents or (SHEET,))))
    return assistant, assistant.respond(a_case(a_message(ASKS_E17)), NOON).case


def test_an_edit_keeps_the_citations_of_the_sentences_that_still_stand() -> None:
    assistant, case = proposed()
    assert case.draft is not None
    kept = case.draft.citations[0].sentence
    draft = assistant.edited(case, f"Sorry to hear that! {kept}", ALICE)
    assert [(one.marker, one.sentence) for one in draft.citations] == [(1, kept)]
    assert draft.drafter == "person:alice"
    assert (draft.to, draft.to_reason) == (case.draft.to, case.draft.to_reason)
    assert not draft.blocked


def test_the_citations_that_are_left_are_counted_anew() -> None:
    assistant, case = proposed()
    assert case.draft is not None
    stored = replace(SHEET, version=1)
    first, second = "E17 on the W3 means that the rain gauge is blocked.", "It reaches 100 m in the open."
    citations = (cites(stored, first), cites(stored, second, marker=2))
    case = replace(case, draft=replace(case.draft, text=f"{first} {second}", citations=citations))
    assert [(one.marker, one.sentence) for one in assistant.edited(case, second, ALICE).citations] == [
        (1, second)
    ]
    swapped = assistant.edited(case, f"{second} {first}", ALICE)
    assert [(one.marker, one.sentence) for one in swapped.citations] == [(1, second), (2, first)]


def test_a_changed_sentence_loses_its_citation_and_the_person_is_told() -> None:
    assistant, case = proposed()
    draft = assistant.edited(case, "E18 on the W3 means that all is well.", ALICE)
    assert draft.citations == ()
    assert any("in no source: E18" in problem.message for problem in draft.problems)


def test_an_edit_that_is_too_long_or_leaks_is_blocked() -> None:
    assistant, case = proposed(SHEET, NOTE)
    assert assistant.edited(case, "word " * 80, ALICE).blocked
    leaked = assistant.edited(
        case, "Sorry, batch KX-4471 was soldered badly, and every customer gets a new one.", ALICE
    )
    assert any(problem.check == "audience" and problem.blocking for problem in leaked.problems)


def test_an_expert_may_write_where_there_was_no_draft() -> None:
    assistant = an_assistant(FakeKnowledge())
    case = assistant.respond(a_case(a_message(ASKS_E17)), NOON).case
    draft = assistant.edited(case, "  It means that the gauge is blocked.\n", ALICE)
    assert draft.text == "It means that the gauge is blocked."
    assert draft.to is To.PUBLIC
    assert not draft.blocked


def test_a_machines_draft_is_made_anew_for_another_way_of_sending() -> None:
    assistant, case = proposed(
        SHEET, replace(FOR_CUSTOMERS, text="What E17 on the W3 rain gauge means: it is wet.")
    )
    draft = assistant.readdressed(case, To.DM)
    assert (draft.to, draft.drafter) == (To.DM, "extractive")


def test_a_persons_text_is_sent_elsewhere_as_it_stands_and_checked_for_there() -> None:
    assistant, case = proposed()
    written = assistant.edited(case, "word " * 70, ALICE)
    private = assistant.readdressed(replace(case, draft=written), To.DM)
    assert (private.text, private.drafter, private.blocked) == (written.text, "person:alice", False)
    assert assistant.readdressed(replace(case, draft=private), To.PUBLIC).blocked


def test_a_private_message_cannot_be_answered_in_public() -> None:
    assistant = an_assistant(FakeKnowledge(SHEET))
    case = assistant.respond(a_case(a_message(ASKS_E17, public=False)), NOON).case
    assert case.draft is not None
    assert assistant.readdressed(case, To.PUBLIC).blocked


def test_what_is_not_there_cannot_be_sent_elsewhere() -> None:
    with pytest.raises(StepNotPossible, match="no draft"):
        an_assistant(FakeKnowledge(SHEET)).readdressed(a_case(), To.DM)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("one\r\ntwo\tthree  ", "one\ntwo three"), ("half \ud800 one", "half \ufffd one"), ("e\u0301", "é")],
)
def test_a_persons_text_is_kept_as_a_store_and_a_channel_take_it(typed: str, kept: str) -> None:
    assistant, case = proposed()
    assert assistant.edited(case, typed, ALICE).text == kept


@given(st.text(max_size=200))
@settings(max_examples=50)
def test_no_text_of_a_customer_or_of_a_person_breaks_it(text: str) -> None:
    assistant, case = proposed()
    assistant.answer(text)
    assert assistant.edited(case, text, ALICE).text == assistant.edited(case, text, ALICE).text


def test_a_reason_lets_pass_in_a_direct_message_only_what_it_was_given_for() -> None:
    assistant, case = proposed()
    promise, why = "You get a full refund.", "lena allowed the refund"

    def moved(text: str) -> Draft:
        mine = assistant.edited(case, text, ALICE, why)
        return assistant.readdressed(replace(case, draft=mine), To.DM)

    kept, more = moved(promise), moved(f"{promise} Call Tom on +49 171 2345678.")
    assert (kept.vouched, kept.blocked) == (why, False)
    assert (more.vouched, more.blocked) == ("", True)
    assert {one.check for one in more.problems if one.blocking} == {"promises", "personal_data"}


def test_a_reason_does_not_let_pass_what_the_checks_find_only_at_approval() -> None:
    assistant, case = proposed()
    text = "You get a full refund for the rain gauge that is blocked."
    mine = replace(case, draft=assistant.edited(case, text, ALICE, "lena allowed it"))
    checker = Checker(FakeKnowledge(SHEET), handles=frozenset({"fennbycare"}), earlier=lambda _: [text])
    later = Assistant(checker, [])
    assert not [one for one in assistant.problems_now(mine) if one.blocking]
    assert "duplicates" in {one.check for one in later.problems_now(mine) if one.blocking}


def test_a_reason_without_a_letter_is_none() -> None:
    assistant, case = proposed()
    draft = assistant.edited(case, "You get a full refund.", ALICE, "\u200b -")
    assert (draft.vouched, draft.blocked) == ("", True)


def test_what_drafting_cost_stays_with_the_draft_when_it_goes_out_otherwise() -> None:
    assistant = an_assistant(FakeKnowledge(SHEET))
    case = assistant.respond(a_case(), NOON).case
    assert case.draft is not None
    dear = replace(case, draft=replace(case.draft, cost_usd=case.draft.cost_usd + 0.004))
    assert assistant.readdressed(dear, To.PUBLIC).cost_usd == pytest.approx(0.014)
    assert assistant.readdressed(dear, To.PUBLIC, link=True).cost_usd == pytest.approx(0.204)
