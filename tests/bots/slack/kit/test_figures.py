"""Figures as leads read them."""

import pytest

from bots.slack.kit.figures import percent


@pytest.mark.parametrize(
    ("share", "told"),
    [(None, "none"), (0.0, "0%"), (0.004, "1%"), (0.94, "94%"), (0.996, "99%"), (1.0, "100%")],
)
def test_one_breach_among_hundreds_does_not_read_as_none(share: float | None, told: str) -> None:
    assert percent(share) == told
