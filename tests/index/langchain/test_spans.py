"""Cutting a text into passages."""

from hypothesis import given
from hypothesis import strategies as st

from index.knowledge import Span
from index.langchain.spans import LONGEST, spans_of

PIECES = st.sampled_from(["word", "E17.", "\n", "\n\n", "。", " ", "a" * 700, "雨" * 40, "x " * 200])


@given(st.lists(PIECES, max_size=40).map("".join))
def test_passages_hold_all_of_a_text_but_blanks_and_none_is_too_long(text: str) -> None:
    spans = spans_of(text)
    last = 0
    for span in spans:
        assert last <= span.start < span.end <= len(text)
        assert span.end - span.start <= LONGEST
        assert not text[last : span.start].strip()
        last = span.end
    assert not text[last:].strip()


@given(st.text(max_size=LONGEST))
def test_a_text_that_fits_a_passage_is_one(text: str) -> None:
    assert spans_of(text) == ([Span(0, len(text))] if text.strip() else [])


def test_a_long_text_is_cut_between_paragraphs_sooner_than_between_sentences() -> None:
    paragraph = "Rinse the funnel. Dry it. " * 20
    cut = spans_of(f"{paragraph}\n\n{paragraph}\n\n{paragraph}")
    assert [span.start % (len(paragraph) + 2) for span in cut] == [0, 0]


def test_a_text_of_words_is_not_cut_within_one() -> None:
    text = "gauge " * 500
    words = {word for span in spans_of(text) for word in text[span.start : span.end].split(" ")}
    assert words == {"gauge"}


def test_passages_are_filled_up() -> None:
    spans = spans_of("Rinse the funnel and dry it. " * 100)
    assert all(span.end - span.start > 850 for span in spans[:-1])
