"""Whether chances keep their word, worked out by hand and by rule."""

from dataclasses import astuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation.calibration import expected_error, reliability

predictions = st.lists(st.tuples(st.floats(0, 1), st.booleans(), st.floats(0.1, 3)), min_size=1, max_size=40)


def test_bins_hold_what_was_said_and_what_happened() -> None:
    bins = reliability([0.91, 0.93, 0.95, 0.12], [True, True, False, False])
    assert [astuple(each) for each in bins] == [(0.12, 0.0, 0.25), pytest.approx((0.93, 2 / 3, 0.75))]
    assert expected_error(bins) == pytest.approx(0.25 * 0.12 + 0.75 * (0.93 - 2 / 3))


def test_who_is_always_right_about_the_chance_has_no_error() -> None:
    assert expected_error(reliability([0.25] * 4, [True, False, False, False])) == 0


def test_weights_make_up_for_a_group_that_was_asked_less() -> None:
    assert expected_error(reliability([0.5, 0.5], [True, False], [3, 1])) == pytest.approx(0.25)


def test_certainty_belongs_to_the_last_bin() -> None:
    (only,) = reliability([1.0, 0.99], [True, True])
    assert astuple(only) == pytest.approx((0.995, 1.0, 1.0))


@given(predictions)
def test_bins_share_everything_and_the_error_is_a_share(rows: list[tuple[float, bool, float]]) -> None:
    predicted, happened, weights = zip(*rows, strict=True)
    bins = reliability(predicted, happened, weights)
    assert sum(each.share for each in bins) == pytest.approx(1)
    assert 0 <= expected_error(bins) <= 1 + 1e-9
    assert [each.predicted for each in bins] == sorted(each.predicted for each in bins)
