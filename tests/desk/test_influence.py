"""Reach orders cases of one minute and nothing else."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk.influence import in_order
from tests.builders import NOON, a_message
from tests.desk.cases import a_new_case


@given(st.lists(st.tuples(st.integers(0, 300), st.none() | st.integers(0, 10**7)), max_size=12))
def test_reach_decides_within_a_minute_only_and_nobody_is_left_out(
    told: list[tuple[int, int | None]],
) -> None:
    cases = [
        replace(a_new_case(a_message(author_reach=reach), number), due_at=NOON + timedelta(seconds=seconds))
        for number, (seconds, reach) in enumerate(told, 1)
    ]
    ordered = in_order(cases)
    assert {case.id for case in ordered} == {case.id for case in cases}
    for first, second in pairwise(ordered):
        minutes = [(case.due_at - NOON) // timedelta(minutes=1) for case in (first, second)]
        assert minutes[0] <= minutes[1]
        if minutes[0] == minutes[1]:
            assert (first.message.author_reach or 0) >= (second.message.author_reach or 0)
