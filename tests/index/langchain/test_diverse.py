"""Maximal marginal relevance."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.langchain.diverse import diverse, from_0_to_1

EAST, NORTH = [1.0, 0.0], [0.0, 1.0]


def test_a_copy_of_what_is_chosen_comes_last() -> None:
    fit, vectors = np.array([1.0, 0.9, 0.2]), np.array([EAST, EAST, NORTH])
    assert diverse(fit, vectors, 3, 1.0) == [0, 1, 2]
    assert diverse(fit, vectors, 3, 0.5) == [0, 2, 1]


def test_a_result_is_held_against_all_that_are_chosen() -> None:
    between = [0.6, 0.8]
    vectors = np.array([EAST, NORTH, between, EAST])
    assert diverse(np.array([1.0, 0.9, 0.4, 0.55]), vectors, 4, 0.5) == [0, 1, 2, 3]


@given(st.lists(st.floats(0, 1), max_size=12), st.integers(1, 12), st.floats(0, 1))
def test_each_result_is_chosen_once(fit: list[float], k: int, share: float) -> None:
    vectors = np.array([[np.cos(angle), np.sin(angle)] for angle in range(len(fit))]).reshape(-1, 2)
    chosen = diverse(np.array(fit), vectors, k, share)
    assert len(chosen) == len(set(chosen)) == min(k, len(fit))


def test_scores_of_any_scale_become_shares() -> None:
    assert from_0_to_1([-3.0, -1.0, -2.0]).tolist() == [0.0, 1.0, 0.5]
    assert from_0_to_1([7.0, 7.0]).tolist() == [1.0, 1.0]
    assert from_0_to_1([]).tolist() == []
