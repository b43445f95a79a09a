"""Every statement of a reply is proved by its citation, or somebody hears of it: whole drafts, and edits of them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.checks.context import Context
from assist.checks.grounding import check_grounding
from assist.checks.quotes import check_quotes
from assist.support.matching import matched
from assist.support.scorer import judged
from assist.support.statements import states
from desk.drafts import Citation, Problem, To
from tests.assist.desk import SHEET, a_context, cites
from tests.builders import a_draft

STORED = replace(SHEET, version=1)
E17 = "E17 on the W3 means that the rain gauge is blocked."
FUNNEL = "Lift the funnel off and rinse it with warm water."
REACH = "It reaches 100 m in the open."


def drafted(text: str, *citations: Citation, drafter: str = "language_model:m") -> Context:
    return a_context(a_draft(text, to=To.PUBLIC, citations=citations, drafter=drafter), STORED)


def said(sentence: str, quote: str, drafter: str = "language_model:m") -> list[Problem]:
    return check_grounding(drafted(sentence, cites(STORED, quote, says=sentence), drafter=drafter))


# a machine's draft


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        (E17, E17),
        ("E17 means the rain gauge of your W3 is blocked.", E17),
        ("The W3's rain gauge is blocked: that's what E17 means.", E17),
        ("Rinse the funnel with warm water.", FUNNEL),
        ("In the open the outdoor sensor reaches 100 metres.", REACH),
        ("The outdoor sensor takes 2 AA cells.", "The outdoor sensor of the W3 takes two AA cells."),
    ],
)
def test_a_true_rewording_passes(sentence: str, quote: str) -> None:
    assert said(sentence, quote) == []


@pytest.mark.parametrize(
    ("sentence", "quote", "words"),
    [
        ("E18 on the W3 means that the rain gauge is blocked.", E17, "E18"),
        ("E17 on the W5 means that the rain gauge is blocked.", E17, "W5"),
        ("E17 on the W3 means that the rain gauge is not blocked.", E17, "not"),
        ("It reaches 100 km in the open.", REACH, "100 km"),
        ("It reaches at least 100 m in the open.", REACH, "100 m"),
    ],
)
def test_one_slip_blocks_and_is_named_as_it_stands(sentence: str, quote: str, words: str) -> None:
    problems = said(sentence, quote)
    assert [(one.words, one.blocking, one.passable) for one in problems] == [(words, True, False)]
    assert repr(words) in problems[0].message
    assert repr(quote) in problems[0].message


def test_what_its_quote_does_not_have_blocks_with_the_words_that_are_missing() -> None:
    [problem] = said("Rinse the funnel with warm water and vinegar.", FUNNEL)
    assert problem.blocking
    assert problem.words == "Rinse the funnel with warm water and vinegar."
    assert "not there: 'vinegar'" in problem.message


def test_the_quote_of_another_sentence_proves_nothing() -> None:
    first, second = cites(STORED, E17), cites(STORED, FUNNEL, marker=2)
    exchanged = (replace(second, marker=1, sentence=E17), replace(first, marker=2, sentence=FUNNEL))
    assert len(check_grounding(drafted(f"{E17} {FUNNEL}", *exchanged))) >= 2
    assert check_grounding(drafted(f"{E17} {FUNNEL}", first, second)) == []


def test_a_title_by_itself_proves_nothing() -> None:
    assert said("The W3 is a weather station.", FUNNEL)


def test_a_statement_without_a_source_blocks_and_a_courtesy_does_not() -> None:
    citation = cites(STORED, E17)
    assert check_grounding(drafted(f"Hi there, thanks for asking! {E17} Hope this helps.", citation)) == []
    [problem] = check_grounding(drafted(f"{E17} It is waterproof.", citation))
    assert (problem.words, problem.blocking) == ("It is waterproof.", True)


def test_a_question_may_name_only_what_somebody_has_named() -> None:
    citation = cites(STORED, E17)
    assert check_grounding(drafted(f"{E17} Is the funnel of your W3 clean?", citation)) == []
    assert check_grounding(drafted(f"{E17} Did you know that it runs for 9 years?", citation))


# a person's words


def test_a_person_may_go_past_what_contradicts_a_source_and_is_only_warned_of_the_rest() -> None:
    [against] = said("It reaches 200 m in the open.", REACH, drafter="person:alice")
    assert (against.blocking, against.passable) == (True, True)
    [beyond] = said("It reaches 100 m in the open through glass.", REACH, drafter="person:alice")
    assert beyond.blocking is False
    context = drafted(f"{REACH} Hold SET for 9 seconds.", cites(STORED, REACH), drafter="person:alice")
    [unsourced] = check_grounding(context)
    assert unsourced.blocking is False
    assert "'Hold SET for 9 seconds.', written by alice; in no source: 9 seconds" in unsourced.message


@pytest.mark.parametrize(
    "edited",
    [
        "E17 on the W3 means that the rain gauge is blocked",
        "E17, on the W3, means that the rain gauge is blocked!",
        "E17 on your W3 means the rain gauge is blocked.",
        "On the W3 E17 means that the rain gauge is blocked.",
    ],
)
def test_a_sentence_that_is_hardly_changed_keeps_its_citation(edited: str) -> None:
    citations = (cites(STORED, E17), cites(STORED, FUNNEL, marker=2))
    kept = matched(f"Sorry! {FUNNEL} {edited}", citations)
    assert [(one.marker, one.sentence, one.quote) for one in kept] == [(1, FUNNEL, FUNNEL), (2, edited, E17)]
    context = drafted(f"Sorry! {FUNNEL} {edited}", *kept, drafter="person:alice")
    assert check_grounding(context) == check_quotes(context) == []


def test_a_changed_number_is_held_against_the_quote_that_the_sentence_had() -> None:
    text = "It reaches 200 m in the open."
    [problem] = check_grounding(drafted(text, *matched(text, [cites(STORED, REACH)]), drafter="person:alice"))
    assert problem.words == "200 m"


def test_another_sentence_gets_no_citation() -> None:
    assert matched("E18 on the W3 means that all is well.", [cites(STORED, E17)]) == ()
    assert matched("", [cites(STORED, E17)]) == ()


def test_one_sentence_is_the_old_one_of_one_citation_only() -> None:
    twice = [cites(STORED, E17), cites(STORED, E17, marker=2)]
    assert len(matched("E17 on the W3 says that the rain gauge is blocked.", twice)) == 1


@given(st.text(max_size=200))
def test_whatever_a_person_writes_what_is_kept_stands_there_and_is_counted(text: str) -> None:
    kept = matched(text, [cites(STORED, E17), cites(STORED, REACH, marker=2)])
    assert all(one.sentence in text for one in kept)
    assert [one.marker for one in kept] == list(range(1, len(kept) + 1))


# quotes


def test_a_citation_has_the_number_of_its_sentence_and_the_title_of_its_document() -> None:
    first, second = cites(STORED, E17), cites(STORED, FUNNEL, marker=2)
    text = f"{E17} {FUNNEL}"
    assert check_quotes(drafted(text, first, second)) == []
    assert check_quotes(drafted(text, second, first)) == []  # the order of the tuple does not count
    assert check_quotes(drafted(text, replace(first, marker=2), second))
    assert check_quotes(drafted(text, replace(first, marker=2), replace(second, marker=1)))
    assert check_quotes(drafted(text, replace(first, title="Another sheet"), second))
    assert check_quotes(drafted(text, replace(first, sentence=""), second))


# statements


@pytest.mark.parametrize(
    "courtesy",
    [
        "Hi Anna,",
        "Hello there! Thanks for your message.",
        "Sorry to hear that!",
        "We're sorry about the trouble.",
        "Good question!",
        "Hope this helps!",
        "Let us know if that works.",
        "Have a nice weekend!",
        "Is the lamp on?",
        "🙂",
    ],
)
def test_courtesies_and_questions_state_nothing(courtesy: str) -> None:
    assert not any(states(part) for part in courtesy.replace("! ", "!\n").splitlines())


@pytest.mark.parametrize(
    "statement",
    [
        "No.",
        "Yes, it is.",
        "It is waterproof.",
        "Hi, it is waterproof.",
        "Sorry, the X200 is gone.",
        "Thanks for buying the X200.",
        "9 V.",
    ],
)
def test_what_says_something_is_a_statement_however_friendly_it_begins(statement: str) -> None:
    assert states(statement)


def test_looking_twice_at_a_sentence_says_the_same() -> None:
    citation = cites(STORED, E17, says="E17 means that the rain gauge is blocked.")
    context = drafted(citation.sentence, citation)
    assert check_grounding(context) == check_grounding(context) == []
    assert judged.cache_info().maxsize == 1024
