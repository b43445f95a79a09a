"""Which way a search goes, and how many lists there are: by sizes alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.vectors.plan import CLUSTERED_FROM, Probe, Scan, lists_fit, lists_for, plan, points_for

MILLION = 1_000_000
LISTS = lists_for(MILLION)


@st.composite
def sizes(draw: st.DrawFn) -> tuple[int, int, int, int]:
    rows = draw(st.integers(1, 5_000_000))
    return rows, lists_for(rows), draw(st.integers(1, rows)), draw(st.integers(1, 1000))


def probed(chosen: int, limit: int = 10) -> Probe:
    found = plan(MILLION, LISTS, chosen, limit)
    assert isinstance(found, Probe)
    return found


def test_without_a_filter_few_of_a_million_rows_are_visited() -> None:
    assert MILLION * probed(MILLION).probes / LISTS < 20_000


def test_the_fewer_rows_a_filter_leaves_the_more_lists_are_visited() -> None:
    visited = [probed(chosen).probes for chosen in (MILLION, 900_000, 300_000, 50_000, 5_000)]
    assert visited == sorted(set(visited))


def test_a_product_of_fifty_passages_is_scanned() -> None:
    assert plan(MILLION, LISTS, 50, 10) == Scan()


def test_who_asks_for_all_that_is_left_gets_a_scan() -> None:
    assert plan(MILLION, LISTS, 400, 400) == Scan()
    assert plan(MILLION, LISTS, MILLION, MILLION) == Scan()


def test_most_of_a_small_store_is_scanned_by_faiss_and_little_of_it_by_row() -> None:
    assert plan(20_000, 1, 20_000, 10) == Probe(1, 21)
    assert plan(20_000, 1, 60, 10) == Scan()


@given(sizes())
def test_a_probe_sees_ten_rows_for_each_row_wanted(size: tuple[int, int, int, int]) -> None:
    rows, lists, chosen, limit = size
    found = plan(rows, lists, chosen, limit)
    if isinstance(found, Probe):
        assert 1 <= found.probes <= lists
        assert limit < found.candidates
        assert found.probes == lists or rows * found.probes / lists * chosen / rows >= 9.99 * limit


@given(sizes())
def test_a_deeper_answer_visits_no_fewer_lists(size: tuple[int, int, int, int]) -> None:
    rows, lists, chosen, limit = size
    found, deeper = plan(rows, lists, chosen, limit), plan(rows, lists, chosen, 2 * limit)
    if isinstance(found, Probe) and isinstance(deeper, Probe):
        assert deeper.probes >= found.probes


@given(st.integers(0, 5_000_000))
def test_lists_have_enough_rows_to_be_trained_on(rows: int) -> None:
    lists = lists_for(rows)
    assert (lists == 1) == (rows < CLUSTERED_FROM)
    assert lists == 1 or 8 * lists <= points_for(rows, lists) <= rows


@pytest.mark.parametrize(
    ("trained", "added", "fit"), [(0, 0, False), (1000, 0, True), (1000, 1000, True), (1000, 1001, False)]
)
def test_lists_serve_until_as_many_rows_came_as_they_were_trained_for(
    trained: int, added: int, fit: bool
) -> None:
    assert lists_fit(trained, added) is fit
