"""How scores of answerable and unanswerable questions are told apart, worked out by hand and by rule."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation.abstention import (
    abstention,
    answered_share,
    auroc,
    floor_for,
    wrongly_answered,
)

scores = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0]), min_size=1, max_size=25)


def test_auroc_is_the_share_of_pairs_that_stand_in_order() -> None:
    # 0.9 is above all three; 0.4 is above 0.1, equal to 0.4, below 0.8: (3 + 1.5) of 6 pairs
    assert auroc([0.9, 0.4], [0.1, 0.4, 0.8]) == pytest.approx(4.5 / 6)


@pytest.mark.parametrize(
    ("answerable", "unanswerable", "expected"),
    [([0.9, 0.8], [0.1], 1.0), ([0.1], [0.9, 0.8], 0.0), ([0.5], [0.5, 0.5], 0.5)],
)
def test_auroc_at_its_ends_and_among_equals(
    answerable: list[float], unanswerable: list[float], expected: float
) -> None:
    assert auroc(answerable, unanswerable) == expected


@given(scores, scores)
def test_auroc_is_what_comparing_every_pair_gives(answerable: list[float], unanswerable: list[float]) -> None:
    greater = np.subtract.outer(answerable, unanswerable)
    assert auroc(answerable, unanswerable) == pytest.approx(np.mean(greater > 0) + np.mean(greater == 0) / 2)


@given(scores, scores)
def test_the_other_way_round_auroc_is_what_is_left_to_1(left: list[float], right: list[float]) -> None:
    assert auroc(left, right) + auroc(right, left) == pytest.approx(1)


@given(scores, scores)
def test_auroc_does_not_ask_how_far_apart_scores_are(left: list[float], right: list[float]) -> None:
    def stretched(values: list[float]) -> list[float]:
        return [value**3 * 40 - 7 for value in values]

    assert auroc(stretched(left), stretched(right)) == pytest.approx(auroc(left, right))


def test_ninety_percent_coverage_leaves_out_one_of_ten() -> None:
    answerable = [0.1, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]
    assert floor_for(answerable) == 0.4
    assert wrongly_answered(answerable, [0.05, 0.1, 0.39, 0.4, 0.99]) == pytest.approx(2 / 5)


@given(scores, st.floats(0.01, 1))
def test_a_floor_covers_what_it_promises_and_none_higher_does(
    answerable: list[float], coverage: float
) -> None:
    floor = floor_for(answerable, coverage)
    assert answered_share(answerable, floor) >= coverage - 1e-9
    assert all(answered_share(answerable, higher) < coverage for higher in answerable if higher > floor)


def test_all_figures_say_how_sure_and_how_many() -> None:
    figures = abstention([0.9, 0.8, 0.3, 0.95], [0.1, 0.2, 0.75], floor=0.7)
    assert (figures["answerable"], figures["unanswerable"], figures["floor"]) == (4, 3, 0.7)
    assert (figures["coverage_at_floor"], figures["answered_share_of_unanswerable_at_floor"]) == (
        0.75,
        pytest.approx(1 / 3),
    )
    for name, interval in figures["intervals"].items():
        assert interval["low"] <= figures[name] <= interval["high"]
    assert figures == abstention([0.9, 0.8, 0.3, 0.95], [0.1, 0.2, 0.75], floor=0.7)
