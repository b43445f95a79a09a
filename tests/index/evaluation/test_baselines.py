"""The rankings that ours is measured against."""

import sys

import numpy as np
import pytest

from index.evaluation.baselines import BASELINES, Baselines, convex, rrf
from index.evaluation.bm25 import Bm25
from index.evaluation.shelf import Shelf
from tests.index.embedders import WordEmbedder
from tests.index.passages import a_passage

TEXTS = ["rain gauge blocked", "batteries of the station", "radio range through walls", "rain, rain and rain"]


def a_shelf(*texts: str) -> Shelf:
    embedder = WordEmbedder()
    passages = tuple(a_passage(number, text) for number, text in enumerate(texts, start=1))
    shelf = Shelf(passages, np.zeros((0, embedder.dimension), np.float32), embedder)
    return Shelf(passages, embedder.embed(shelf.texts), embedder)


def test_bm25_finds_stems_and_nothing_for_what_is_not_there() -> None:
    words = Bm25(TEXTS)
    assert np.flatnonzero(words.scores("a battery")).tolist() == [1]
    assert not words.scores("umbrella").any()
    assert not words.scores("").any()


def test_bm25_of_texts_without_words_finds_nothing() -> None:
    assert Bm25(["!!!", "?"]).scores("rain").tolist() == [0, 0]


def test_every_baseline_ranks_the_passages_of_the_shelf() -> None:
    rankings = Baselines(a_shelf(*TEXTS))("rain gauge")
    assert set(rankings) == set(BASELINES)
    assert rankings["bm25"] == [1, 4]
    assert all(sorted(rankings[name]) == [1, 2, 3, 4] for name in ("dense", "rrf", "convex"))
    assert all(ranking[0] == 1 for ranking in rankings.values())


def test_reciprocal_ranks_add_up_and_words_that_are_not_there_give_none() -> None:
    mixed = rrf(np.array([0.0, 2.0, 5.0]), np.array([0.9, 0.5, 0.1]))
    assert mixed == pytest.approx([1 / 61, 1 / 62 + 1 / 62, 1 / 61 + 1 / 63])


def test_the_convex_mix_stretches_both_ways_to_the_same_length() -> None:
    mixed = convex(np.array([0.0, 4.0, 8.0]), np.array([0.5, 0.3, -0.1]))
    assert mixed == pytest.approx([0.7, 0.7 * 2 / 3 + 0.3 / 2, 0.3])


def test_scores_that_are_all_alike_decide_nothing() -> None:
    assert convex(np.zeros(3), np.full(3, 0.4)).tolist() == [0, 0, 0]


def test_without_bm25s_nothing_else_goes_under_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bm25s", None)
    monkeypatch.setattr("index.evaluation.baselines.lacking", lambda: ["bm25s"])
    assert set(Baselines(a_shelf(*TEXTS))("rain")) == {"dense"}
