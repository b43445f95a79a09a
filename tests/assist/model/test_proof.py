"""A quote is found where it stands, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.draft.model.excerpts import Excerpt
from assist.draft.model.proof import folded, quoted_at, sentences_around
from tests.builders import a_document

TEXT = "The “W3” runs   from\n9 V – 30 V. It’s not waterproof\u00ad; straße 15 V. \u2800A tab\there"


@pytest.mark.parametrize(
    ("quote", "found"),
    [
        ("runs   from\n9 V", "runs   from\n9 V"),
        ("runs from 9 V", "runs   from\n9 V"),
        ('the "w3" RUNS', "The “W3” runs"),
        ("9 V - 30 V", "9 V – 30 V"),
        ("It's not waterproof; STRASSE", "It’s not waterproof\u00ad; straße"),
        ("  15 V.  ", "15 V."),
        ("tab here", "tab\there"),
    ],
)
def test_blanks_case_and_typography_may_differ(quote: str, found: str) -> None:
    place = quoted_at(quote, TEXT)
    assert place is not None
    assert TEXT[slice(*place)] == found


@pytest.mark.parametrize(
    "quote",
    ["", "  ", "…", "5 V", "0 V", "ter", "9 V 30 V", "It is not waterproof", "9 V ... 15 V", "STRASS"],
)
def test_other_words_and_pieces_of_words_are_not_found(quote: str) -> None:
    assert quoted_at(quote, TEXT) is None


def test_a_later_whole_word_is_found_behind_a_piece_of_another() -> None:
    assert quoted_at("5 V", "15 V or 5 V") == (8, 11)


def test_scripts_without_blanks_are_quoted_anywhere() -> None:
    assert quoted_at("雨量計", "この雨量計は詰まっています") == (2, 5)


@given(st.text(min_size=1, max_size=60), st.data())
def test_what_is_found_reads_like_the_quote(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    quote = data.draw(st.sampled_from([text[start:end], text[start:end].upper(), f" {text[start:end]}\n"]))
    place = quoted_at(quote, text)
    if place is not None:
        assert folded(text[slice(*place)]).text.strip() == folded(quote).text.strip()


@given(st.lists(st.text("abcXYZ019.,'\"-é", min_size=1, max_size=6), min_size=1, max_size=8), st.data())
def test_whole_words_are_always_found(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    quote = "  ".join(words[first : last + 1])
    assert (quoted_at(quote, " ".join(words)) is not None) == any(map(str.isalnum, quote))


HEADED = "# Made in 2026\nThe W3 never supports 24 V. It floats for 3 hours.\n\n# Output 1.5 V"


@pytest.mark.parametrize(
    ("quote", "grown"),
    [
        ("supports 24 V", "The W3 never supports 24 V."),
        ("V. It floats", "The W3 never supports 24 V. It floats for 3 hours."),
        ("3 hours.", "It floats for 3 hours."),
        ("Made in", "# Made in 2026"),
        ("5 V", "# Output 1.5 V"),
    ],
)
def test_a_quote_grows_to_its_sentences_so_that_no_word_before_it_is_lost(quote: str, grown: str) -> None:
    document = a_document(f"Foreword, not quoted. {HEADED} and on. It goes on.")
    first = document.text.index(HEADED)
    excerpt = Excerpt(document, first, first + len(HEADED), None, ())
    start = excerpt.text.index(quote)
    found = sentences_around(excerpt, start, start + len(quote))
    assert document.text[slice(*found)] == grown
