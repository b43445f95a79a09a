"""The question is found under handles, links, greetings and thanks, and strange text breaks nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.understanding.question import asks, cleaned, has_words, question_in


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("@FennbyCare @bob my W3 shows E17, what now??", "my W3 shows E17, what now?"),
        ("Hi there! How do I reset the W3? Thanks in advance, regards, Tom", "How do I reset the W3?"),
        ("Hello team, does the W3 work at -20 °C? ^JD", "does the W3 work at -20 °C?"),
        ("The W3 is dead 😡😡😡 pls help", "The W3 is dead"),
        ("@FennbyCare see https://t.co/abc123 is that normal?", "see is that normal?"),
        ("#BrokenStation what can I do with my #WS4?", "Broken Station what can I do with my WS4?"),
        ("Is 12V @2A enough for the HR-200, or v2.1?", "Is 12V @2A enough for the HR-200, or v2.1?"),
        ("¿Cuánto dura la batería? Gracias", "¿Cuánto dura la batería?"),
    ],
)
def test_only_the_question_is_left(message: str, question: str) -> None:
    assert question_in(message).text == question


def test_what_is_asked_stands_apart_from_what_is_looked_up() -> None:
    found = question_in("@FennbyCare I have a tablet with Android 9. Does the Fennby app still run on it?")
    assert found.text == "Does the Fennby app still run on it?"
    assert found.search.startswith("I have a tablet with Android 9.")


def test_a_question_that_says_too_little_brings_the_rest_with_it() -> None:
    assert question_in("The lamp of my HR-200 blinks red. What now?").text.startswith("The lamp")


def test_what_the_conversation_is_about_is_looked_up_with_the_question() -> None:
    assert question_in("how long does it charge?", about="CV-8").search == "CV-8: how long does it charge?"


def test_part_numbers_and_error_codes_survive() -> None:
    kept = cleaned("@x hey!! WS-4S, SCT-013-030 & DS18B20 say E17 / ERR_04 on fw v2.1.3 #help")
    assert all(name in kept for name in ("WS-4S", "SCT-013-030", "DS18B20", "E17", "ERR_04", "v2.1.3"))


def test_thanks_alone_are_kept_rather_than_nothing() -> None:
    assert question_in("@FennbyCare Thanks!").text == "Thanks!"
    assert has_words("@FennbyCare thanks")
    assert not has_words("@FennbyCare https://t.co/x 😀")


@pytest.mark.parametrize(
    "sentence", ["Why?", "how do i reset it", "¿Qué hago?", "Was soll ich tun?", "does it"]
)
def test_questions_are_told_by_mark_or_first_word(sentence: str) -> None:
    assert asks(sentence)


@given(st.text(max_size=400))
def test_no_text_breaks_it_and_words_are_never_lost_altogether(message: str) -> None:
    found = question_in(message)
    assert bool(found.text) == bool(found.search)
    if has_words(message):
        assert any(map(str.isalnum, found.text))


@given(st.text(alphabet="@#?!. hithanks-_/'\ud800\u200d\U0001f600é\n", max_size=300))
def test_heaps_of_marks_break_nothing(message: str) -> None:
    assert "\n" not in question_in(message).search


@pytest.mark.parametrize(
    "piece",
    [
        "@",
        "a@",
        "hi ",
        "?! ",
        "- A",
        "thanks ",
        "x",
        "[link",
        " .",
        "regards ",
        "((",
        "a.",
        "\U0001f600",
        "!",
    ],
)
def test_a_very_long_message_takes_no_longer_than_a_moment(piece: str) -> None:
    assert len(question_in(piece * 20_000).search) <= 4_000


def test_naughty_strings_break_nothing(real_data: Path) -> None:
    for text in json.loads((real_data / "bad-strings" / "blns.json").read_text(encoding="utf-8")):
        question_in(text)
