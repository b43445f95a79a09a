"""Figures that were worked out by hand, and what they promise."""

from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.evaluation.metrics import METRICS, folded, mrr, ndcg, recall

GRADES = {"a": 2, "b": 1, "c": 0, "d": 1}
names = st.lists(st.sampled_from("abcdefgh"), unique=True)


def test_ndcg_discounts_by_rank_and_weighs_by_grade() -> None:
    ideal = 2 / log2(2) + 1 / log2(3) + 1 / log2(4)
    assert ndcg(["x", "a", "c", "b"], GRADES) == pytest.approx((2 / log2(3) + 1 / log2(5)) / ideal)
    assert ndcg(["a", "b", "d"], GRADES) == pytest.approx(1)


def test_recall_counts_relevant_documents_only() -> None:
    assert recall(["a", "c", "x"], GRADES) == pytest.approx(1 / 3)
    assert recall(["x", "a", "b"], GRADES, depth=2) == pytest.approx(1 / 3)


def test_the_first_relevant_one_decides_the_reciprocal_rank() -> None:
    assert mrr(["c", "x", "b", "a"], GRADES) == pytest.approx(1 / 3)
    assert mrr(["x"] * 10 + ["a"], GRADES) == 0


@given(names, st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 2)))
def test_every_figure_lies_between_0_and_1(ranking: list[str], grades: dict[str, int]) -> None:
    assert all(0 <= figure(ranking, grades) <= 1 + 1e-9 for figure in METRICS.values())


@given(names)
def test_moving_a_relevant_document_up_never_costs(ranking: list[str]) -> None:
    for place in range(1, len(ranking)):
        if ranking[place] in {"a", "b"} and ranking[place - 1] not in {"a", "b"}:
            better = [*ranking[: place - 1], ranking[place], ranking[place - 1], *ranking[place + 1 :]]
            assert ndcg(better, {"a": 1, "b": 1}) >= ndcg(ranking, {"a": 1, "b": 1})


def test_a_document_stands_where_its_best_passage_stands() -> None:
    assert folded([3, 1, 4, 2], {1: "a", 2: "a", 3: "b", 4: "c"}) == ["b", "a", "c"]
