"""A language model words sentences; each is proved, or it goes back once, or there is no draft."""

import json
from dataclasses import replace

import pytest

from assist.draft.model.budget import Price
from assist.draft.model.chat import Finish, Request, Said, Tokens
from assist.draft.model.request import Limits, instructions
from assist.draft.ports import Assignment
from assist.errors import DraftingFailed
from assist.knowledge.evidence import Evidence
from assist.reply.planner import Plan
from desk.drafts import Problem, To
from index.knowledge import Audience, DocumentId
from tests.assist.desk import SHEET
from tests.assist.model.answers import (
    CANNOT,
    E17,
    GOOD,
    PUBLIC,
    QUESTION,
    RINSE,
    a_drafter,
    an_assignment,
    says,
)
from tests.builders import a_document
from tests.fakes.scripted_chat import Purse, ScriptedChat

INVENTED = says(("You get a free one.", 1, "customers get a free one"))


def given(request: Request) -> dict[str, object]:
    """What the model was given as data."""
    material: dict[str, object] = json.loads(request.material)
    return material


def test_each_sentence_is_cited_at_its_exact_offsets() -> None:
    drafted = a_drafter(ScriptedChat(GOOD)).draft(an_assignment())
    assert drafted.text == f"E17 means that the rain gauge is blocked. {RINSE}"
    assert drafted.drafter == "language_model:scripted"
    assert [citation.quote for citation in drafted.citations] == [E17, RINSE]
    assert [citation.marker for citation in drafted.citations] == [1, 2]
    assert all(SHEET.text[one.start : one.end] == one.quote for one in drafted.citations)


def test_offsets_count_from_the_beginning_of_the_document() -> None:
    question, sentence = "how many AA cells does the outdoor sensor of the W3 take", "It takes two AA cells."
    chat = ScriptedChat(says((sentence, 1, "takes two AA cells")))
    (citation,) = a_drafter(chat).draft(an_assignment(question=question)).citations
    assert SHEET.text[citation.start : citation.end] == "The outdoor sensor of the W3 takes two AA cells."


def test_a_negation_outside_the_quote_is_part_of_the_proof() -> None:
    document = a_document("The W3 rain gauge must not be rinsed with hot water.")
    chat = ScriptedChat(says(("Rinse the W3 with hot water.", 1, "rinsed with hot water")))
    (citation,) = a_drafter(chat).draft(an_assignment(document)).citations
    assert citation.quote == document.text


def test_two_sentences_in_one_are_two_that_need_their_proof() -> None:
    chat = ScriptedChat(says(("It is blocked. We refund it.", 1, E17)))
    drafted = a_drafter(chat).draft(an_assignment())
    assert [citation.sentence for citation in drafted.citations] == ["It is blocked.", "We refund it."]
    assert [citation.marker for citation in drafted.citations] == [1, 2]


def test_a_sentence_said_twice_is_said_once() -> None:
    chat = ScriptedChat(says((RINSE, 1, RINSE), (RINSE, 1, RINSE)))
    assert a_drafter(chat).draft(an_assignment()).text == RINSE


@pytest.mark.parametrize(
    ("sentence", "finding"),
    [
        (("It is blocked.", 1, "E17 means nothing."), "its quote does not stand in passage 1"),
        (("It is blocked.", 2, E17), "its quote does not stand in passage 2"),
        (("It is blocked.", 9, E17), "there is no passage 9"),
        (("It is blocked.", 0, E17), "there is no passage 0"),
        (("It is blocked.", -1, E17), "there is no passage -1"),
        (("It is blocked.", 1, ""), "its quote does not stand in passage 1"),
        ((" ", 1, E17), "an empty sentence"),
        (("It is blocked, " * 30, 1, E17), "characters too long for a limit of 280"),
    ],
)
def test_an_unproved_sentence_goes_back_to_the_model_with_the_reason(
    sentence: tuple[str, int, str], finding: str
) -> None:
    chat = ScriptedChat(says((RINSE, 1, RINSE), sentence), GOOD)
    drafted = a_drafter(chat).draft(an_assignment())
    assert drafted.text == f"E17 means that the rain gauge is blocked. {RINSE}"
    assert not drafted.repairable
    assert finding in drafted.made.attempts[0]
    second = given(chat.requests[1])
    assert finding in json.dumps(second["findings"])
    assert second["refused_draft"] == json.loads(says((RINSE, 1, RINSE), sentence))["sentences"]


@pytest.mark.parametrize(
    "first", ["Sure! Your gauge is blocked.", '{"sentences": [{"text": "x"}]}', GOOD[:-9]]
)
def test_an_answer_that_cannot_be_read_is_asked_for_again(first: str) -> None:
    chat = ScriptedChat(first, GOOD)
    assert a_drafter(chat).draft(an_assignment()).citations
    assert "not one JSON object" in json.dumps(given(chat.requests[1])["findings"])


def test_an_answer_that_was_cut_off_is_asked_for_again_and_shorter() -> None:
    chat = ScriptedChat(Said(GOOD, Finish.CUT_OFF, Tokens(1000, 800)), GOOD)
    assert a_drafter(chat).draft(an_assignment()).citations
    assert "cut off" in json.dumps(given(chat.requests[1])["findings"])


def test_what_is_not_proved_in_the_second_round_either_is_no_draft() -> None:
    chat = ScriptedChat(INVENTED, says((RINSE, 1, RINSE), ("You get a free one.", 1, "free one")))
    with pytest.raises(
        DraftingFailed, match=r"language_model:scripted did not draft: its quote does not stand"
    ):
        a_drafter(chat).draft(an_assignment())


def test_a_model_that_declines_is_not_asked_again() -> None:
    chat = ScriptedChat(Said("I cannot help with that.", Finish.REFUSED, Tokens()))
    with pytest.raises(DraftingFailed, match="declined to answer"):
        a_drafter(chat).draft(an_assignment())


@pytest.mark.parametrize("answer", [CANNOT, '{"sentences": []}', GOOD.replace("false", "true")])
def test_a_model_that_says_that_nothing_answers_is_believed(answer: str) -> None:
    drafted = a_drafter(ScriptedChat(answer)).draft(an_assignment())
    assert (drafted.citations, drafted.problems, drafted.drafter) == ((), (), "language_model:scripted")


def test_a_model_that_could_not_say_it_in_the_right_form_is_believed_too() -> None:
    assert a_drafter(ScriptedChat("I do not know.", CANNOT)).draft(an_assignment()).citations == ()


def test_an_answer_taken_back_when_its_proof_is_asked_for_says_nothing_about_the_knowledge() -> None:
    with pytest.raises(DraftingFailed, match="says that nothing answers"):
        a_drafter(ScriptedChat(INVENTED, CANNOT)).draft(an_assignment())


def mending(assignment: Assignment) -> Assignment:
    """The second round that the checks ask for."""
    refused = a_drafter(ScriptedChat(says(("It is blocked for 9 days.", 1, E17)))).draft(assignment)
    assert refused.repairable
    finding = Problem("grounding", "no source says 9 days", True, words="It is blocked for 9 days.")
    return replace(assignment, refused=refused, findings=(finding,))


def test_what_the_checks_hold_against_a_draft_goes_back_to_the_model() -> None:
    chat = ScriptedChat(GOOD)
    drafted = a_drafter(chat).draft(mending(an_assignment()))
    assert drafted.citations
    assert not drafted.repairable
    assert drafted.made.attempts == ("language_model:scripted mended its draft: no source says 9 days",)
    again = given(chat.requests[0])
    assert again["refused_draft"] == [{"text": "It is blocked for 9 days.", "passage": 1, "quote": E17}]
    assert again["findings"] == [{"about": "It is blocked for 9 days.", "problem": "no source says 9 days"}]


@pytest.mark.parametrize("answer", [INVENTED, CANNOT, "Sorry!"])
def test_a_draft_is_mended_once(answer: str) -> None:
    chat = ScriptedChat(answer, GOOD)
    with pytest.raises(DraftingFailed):
        a_drafter(chat).draft(mending(an_assignment()))
    assert len(chat.requests) == 1


def test_the_sentences_are_heard_as_they_come() -> None:
    heard: list[str] = []
    a_drafter(ScriptedChat(GOOD)).draft(replace(an_assignment(), told=heard.append))
    whole = f"E17 means that the rain gauge is blocked. {RINSE}"
    assert heard[-1] == whole
    assert len(heard) > 3
    assert all(whole.startswith(text) for text in heard)
    assert "" not in heard


def test_how_it_was_made_is_kept_with_what_it_cost_over_both_rounds() -> None:
    purse = Purse()
    drafter = a_drafter(ScriptedChat(INVENTED, GOOD), purse, price=Price(input_usd=2.0, output_usd=10.0))
    drafted = drafter.draft(an_assignment())
    assert (drafted.made.model, drafted.made.tokens_in, drafted.made.tokens_out) == ("scripted", 2000, 200)
    assert len(drafted.made.prompt_sha256) == 64
    assert drafted.cost_usd == pytest.approx(0.006)
    assert [tokens for _, tokens in purse.calls] == [1100, 1100]
    assert purse.spent == pytest.approx(0.006)


def test_a_direct_message_may_be_longer() -> None:
    long = f"It is blocked, {'sadly ' * 60}indeed."
    private = an_assignment(plan=Plan(To.DM, "asked in private"))
    assert a_drafter(ScriptedChat(says((long, 1, E17)))).draft(private).text == long
    assert given_limit(private) == private.plan.limit


def given_limit(assignment: Assignment) -> object:
    chat = ScriptedChat(CANNOT)
    a_drafter(chat).draft(assignment)
    return given(chat.requests[0])["limit"]


def test_only_passages_that_were_given_can_be_cited() -> None:
    chat = ScriptedChat(says(("It reaches 100 m.", 2, "It reaches 100 m in the open.")), CANNOT)
    with pytest.raises(DraftingFailed, match="says that nothing answers"):
        a_drafter(chat, limits=Limits(passages=1)).draft(an_assignment())
    assert "there is no passage 2" in chat.requests[1].material


def test_instructions_hold_nothing_of_the_case() -> None:
    chat = ScriptedChat(CANNOT)
    a_drafter(chat).draft(an_assignment())
    assert chat.requests[0].instructions == instructions()
    assert QUESTION not in instructions()


def test_citations_name_the_version_they_were_made_from() -> None:
    (citation, *_) = a_drafter(ScriptedChat(GOOD)).draft(an_assignment()).citations
    assert (DocumentId(citation.document_id), citation.document_version) == (SHEET.id, 1)


def test_a_model_is_not_asked_when_nothing_was_found() -> None:
    chat = ScriptedChat()
    nothing = Assignment(QUESTION, Evidence(QUESTION, Audience.PUBLIC), PUBLIC)
    assert a_drafter(chat).draft(nothing).citations == ()
    assert chat.requests == []
