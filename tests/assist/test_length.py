"""Length is counted as X counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assist.text.length import links_in, weighted_length


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("a" * 280, 280),
        ("é" * 10, 10),
        ("e\u0301" * 10, 10),
        ("日本", 4),
        ("hello https://example.com/a-very-long-address-that-goes-on-and-on", 29),
        ("👨‍👩‍👧‍👦", 2),
        ("see example.com", 27),
    ],
)
def test_length_is_counted_as_x_counts(text: str, length: int) -> None:
    assert weighted_length(text) == length


def test_links_are_what_x_makes_a_link_of_and_every_http_address() -> None:
    text = "See example.com, https://a.example/b?c=d. and http://station.local/set, or 3.3 V."
    assert links_in(text) == ["example.com", "https://a.example/b?c=d", "http://station.local/set"]


@given(st.text(max_size=60))
def test_every_text_has_a_length(text: str) -> None:
    assert weighted_length(text) >= 0
