"""The words that a problem is about, found again in the draft's text."""

from hypothesis import given
from hypothesis import strategies as st

from assist.reply.highlights import Flaw, Stretch, flaws_in, stretches
from desk.drafts import Problem


def problem(words: str) -> Problem:
    return Problem("grounding", "wrong", blocking=True, words=words)


def marked(text: str, *words: str) -> list[Stretch]:
    return stretches(text, flaws_in(text, [problem(each) for each in words]))


def test_the_words_of_a_problem_are_a_stretch_of_their_own() -> None:
    assert marked("It takes 9 V.", "9 V") == [Stretch("It takes "), Stretch("9 V", (1,), (1,)), Stretch(".")]


def test_whole_words_are_meant_where_there_are_any() -> None:
    assert flaws_in("19 V or 9 V", [problem("9")]) == [Flaw(8, 9, 1)]
    assert flaws_in("19 V", [problem("9")]) == [Flaw(1, 2, 1)]


def test_problems_may_share_words() -> None:
    assert marked("takes 9 V at once", "9 V at", "V at once") == [
        Stretch("takes "),
        Stretch("9 ", (1,)),
        Stretch("V at", (1, 2), (1,)),
        Stretch(" once", (2,), (2,)),
    ]


def test_a_part_of_a_text_has_what_reaches_into_it() -> None:
    flaws = flaws_in("One. Two.", [problem("e. T")])
    assert stretches("One. Two.", flaws, 5) == [Stretch("T", (1,), (1,)), Stretch("wo.")]


def test_words_that_are_not_there_mark_nothing() -> None:
    assert marked("It takes 9 V.", "12 V", "") == [Stretch("It takes 9 V.")]
    assert marked("") == []


texts = st.text("ab 9.", max_size=30)


@given(texts, st.lists(texts, max_size=4), st.integers(0, 30))
def test_joined_the_stretches_are_the_text(text: str, words: list[str], start: int) -> None:
    flaws = flaws_in(text, [problem(each) for each in words])
    found = stretches(text, flaws, min(start, len(text)))
    assert "".join(one.text for one in found) == text[start:]
    assert all(one.text for one in found)
