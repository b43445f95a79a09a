"""Text is cut where sentences end, and nowhere else; offsets are exact."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.text.plain import plain
from assist.text.sentences import pieces


def cut(text: str) -> list[str]:
    return [piece.text for piece in pieces(text)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Feed 3.3 V, i.e. not 5 V, to pin no. 5. Then wait.",
            ["Feed 3.3 V, i.e. not 5 V, to pin no. 5.", "Then wait."],
        ),
        (
            "It is rated for 3680 W at 230 V. Never use two.",
            ["It is rated for 3680 W at 230 V.", "Never use two."],
        ),
        ("Use v2.1 or later! Is it new? Yes.", ["Use v2.1 or later!", "Is it new?", "Yes."]),
        ("See http://a.example/b.c?d=e. Done.", ["See http://a.example/b.c?d=e.", "Done."]),
        (
            "It costs approx. 20 EUR, J. Smith says. Fine.",
            ["It costs approx. 20 EUR, J. Smith says.", "Fine."],
        ),
        ("Wait... then press it. Done.", ["Wait... then press it.", "Done."]),
        ("One line\nAnother line", ["One line", "Another line"]),
        ("- First\n- Second. And more.\n2. Third", ["- First", "- Second.", "And more.", "2. Third"]),
        ("Weight: 2.6 kg\nLength: 1 m", ["Weight: 2.6 kg", "Length: 1 m"]),
        ("Weight | 2.6 kg\nLength | 1 m", ["Weight | 2.6 kg", "Length | 1 m"]),
        ("これはペンです。あれは本です。", ["これはペンです。", "あれは本です。"]),
    ],
)
def test_sentences_items_and_rows_are_told_apart(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_a_line_that_was_broken_to_fit_goes_on() -> None:
    text = (
        "Take off the wand and the floor head, and clear the elbow behind the bin with\na soft brush. Stop."
    )
    assert len(cut(text)) == 2


def test_headings_rules_and_code_are_not_quoted() -> None:
    text = "# Power\n=====\nUse 5 V.\n```\nwords of a log\n```\n#define X 1\ndigitalWrite(pin, HIGH);\n|---|---|\nDone."
    assert cut(text) == ["Use 5 V.", "Done."]


@given(st.text(alphabet="abZ 3.5!?\n|-*`#:;(){}é。", max_size=300))
def test_offsets_are_exact_and_pieces_come_in_order(text: str) -> None:
    found = pieces(text)
    assert all(text[piece.start : piece.end] == piece.text for piece in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(alphabet="abc. \n", max_size=200), st.integers(0, 50), st.integers(0, 200))
def test_a_part_of_a_text_is_cut_at_its_own_edges(text: str, start: int, end: int) -> None:
    assert all(
        start <= piece.start and piece.end <= end for piece in pieces(text, start, min(end, len(text)))
    )


@pytest.mark.parametrize(
    ("quote", "sentence"),
    [
        ("- **Press** the `RESET` button for _ten_ seconds", "Press the RESET button for ten seconds."),
        (
            "See [the guide](http://a.example) for snake_case_names &amp; more.",
            "See the guide for snake_case_names & more.",
        ),
        ("| Weight | 10.4 kg | - |", "Weight: 10.4 kg."),
        ("E17 | Meaning: blocked | What to do: clear it", "E17 (Meaning: blocked; What to do: clear it)."),
        ("it runs\nfor  an hour", "It runs for an hour."),
        ("emonPi works", "emonPi works."),
        ("a <b>bold</b> word, 3 < 5", "A bold word, 3 < 5."),
        ("![photo](x.png)", ""),
        ("Press SET. <!-- not for long -->", "Press SET."),
    ],
)
def test_a_quote_is_shown_without_its_marks(quote: str, sentence: str) -> None:
    assert plain(quote) == sentence


@given(st.text(alphabet="ab *_`[]()<>|!#-.\n&;1", max_size=120))
def test_plain_words_have_no_control_characters_and_no_double_blanks(quote: str) -> None:
    shown = plain(quote)
    assert "\n" not in shown
    assert "  " not in shown
    assert plain(quote) == shown
