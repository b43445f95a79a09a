"""Words for Slack."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.slack.kit.text import escaped, label, shorten, shown, span, time_left


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=2, minutes=5), "2 h 5 min"),
        (timedelta(hours=47, minutes=59), "47 h 59 min"),
        (timedelta(days=400), "400 days"),
    ],
)
def test_a_length_of_time_is_said_in_its_two_largest_units(length: timedelta, words: str) -> None:
    assert span(length) == words


def test_overdue_is_said_in_words() -> None:
    assert time_left(timedelta(minutes=-61)) == "overdue by 1 h 1 min"


@given(st.text(), st.integers(20, 200))
def test_shortening_keeps_the_limit_and_says_that_it_cut(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or short.endswith("… (shortened)")


@given(st.text(st.characters(codec=None)))
def test_whatever_is_shown_slack_can_take(text: str) -> None:
    shown(text).encode()
    assert shown(text)
    assert "\n" not in label(text)
    assert not set("<>") & set(escaped(text))


def test_a_name_cannot_turn_the_line_around() -> None:
    assert label("Rainy\u202e\u2066\n\n Day") == "Rainy Day"
