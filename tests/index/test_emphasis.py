"""What the words of a question count beside their rarity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.words.bm25 import emphasis, rarity

DOCUMENTS = 1000
has = st.integers(1, DOCUMENTS)
often = st.integers(1, 20)


def counted(times: int, having: int) -> float:
    """The emphasis of a word that the question has so often and so many passages have."""
    return emphasis(times, rarity(having, DOCUMENTS), rarity(0, DOCUMENTS))


def test_a_word_said_four_times_counts_twice() -> None:
    assert counted(4, 10) == pytest.approx(2 * counted(1, 10))


@given(often, has, has)
def test_of_two_words_the_rarer_counts_at_least_as_much(times: int, one: int, other: int) -> None:
    rare, common = sorted((one, other))
    assert counted(times, rare) >= counted(times, common)


@given(has)
def test_a_word_said_once_counts_at_most_one(having: int) -> None:
    assert 0 < counted(1, having) < 1
