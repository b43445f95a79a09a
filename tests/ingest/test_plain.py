"""Text that a reader can see, and the language it is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.language import language_of
from ingest.plain import plain, storable

ENGLISH = "The weather station shows the message E17 when its rain gauge is blocked by leaves."
GERMAN = "Die Wetterstation zeigt die Meldung E17, wenn der Regenmesser durch Blätter verstopft ist."


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("a\r\nb\rc\u2028d\x0be", "a\nb\nc\nd\ne"),
        ("tab\tstays", "tab\tstays"),
        ("ig\u200bno\u2060re\ufeff", "ignore"),
        ("in\u200dject\u200c", "inject"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\U000e0049\U000e0067hidden tags", "hidden tags"),
        ("\u202egnp.exe", "gnp.exe"),
        ("cafe\u0301", "café"),
        ("half \ud83d", "half "),
    ],
)
def test_only_what_can_be_seen_stays(written: str, seen: str) -> None:
    assert plain(written).text == seen


def test_what_was_left_out_is_counted() -> None:
    assert plain("a\u200b\u200bb\x07").dropped == 3


@given(st.text(st.characters()))
def test_clean_text_stays_as_it_is(text: str) -> None:
    once = plain(text).text

    assert plain(once).text == once
    once.encode()


def test_a_store_gets_all_but_what_it_cannot_take() -> None:
    assert storable("a\x00b\udfffc\u200b\n") == "abc\u200b\n"


@pytest.mark.parametrize(
    ("text", "language"), [(ENGLISH, "en"), (GERMAN, "de"), ("E17", None), ("1 2 3 " * 50, None)]
)
def test_a_language_is_told_when_there_is_enough_to_tell_by(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_parts_of_a_circuit_are_in_no_language() -> None:
    assert language_of("GND VCC SDA SCL TXD RXD MISO MOSI SCK RST PWM ADC " * 5) is None
