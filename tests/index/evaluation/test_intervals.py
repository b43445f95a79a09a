"""What an interval promises."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.evaluation.intervals import Interval, bounds, mean_interval, paired_bootstrap

shares = st.lists(st.floats(0, 1), min_size=1, max_size=30)


def test_a_lead_is_held_by_its_interval_and_is_the_same_twice() -> None:
    ours, theirs = [0.5, 0.7, 0.2, 0.9] * 20, [0.4, 0.7, 0.1, 0.5] * 20
    lead = paired_bootstrap(ours, theirs)
    assert lead.low < lead.mean < lead.high
    assert lead.low > 0
    assert lead.mean == pytest.approx(0.15)
    assert lead == paired_bootstrap(ours, theirs)


def test_the_interval_of_a_mean_is_as_wide_as_theory_says() -> None:
    values = np.random.default_rng(1).normal(0.3, 0.2, 400).tolist()
    found = mean_interval(values)
    half = 1.96 * np.std(values) / 20
    assert (found.low, found.high) == pytest.approx((found.mean - half, found.mean + half), abs=0.1 * half)


def test_pairing_sees_a_small_lead_that_unpaired_means_hide() -> None:
    theirs = np.random.default_rng(2).random(200)
    ours = theirs + 0.01
    assert paired_bootstrap(ours.tolist(), theirs.tolist()).low > 0
    assert mean_interval(ours.tolist()).low < float(theirs.mean())


def test_without_questions_there_is_no_figure_and_no_crash() -> None:
    assert mean_interval([]) == paired_bootstrap([], []) == Interval(0.0, 0.0, 0.0)


@given(shares)
@settings(deadline=None, max_examples=20)
def test_a_mean_lies_in_its_interval_and_both_among_the_values(values: list[float]) -> None:
    found = mean_interval(values)
    slack = 1e-9
    assert found.low - slack <= found.mean <= found.high + slack
    assert min(values) - slack <= found.low
    assert found.high <= max(values) + slack


def test_groups_of_different_size_are_drawn_each_by_itself() -> None:
    low, high = bounds(lambda left, right: float(left.mean() - right.mean()), [1.0] * 3, [0.0] * 50)
    assert (low, high) == (1.0, 1.0)
