"""Which questions ask nearly the same."""

import json
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.knowledge.likeness import ALIKE, groups_of
from index.embedding.embed import SentenceEmbedder

SAMPLE = Path(__file__).parents[2] / "app" / "sample"
NONE = frozenset[str]()


def vectors_at(*degrees: float) -> np.ndarray:
    """Directions in a plane: 53 degrees apart is a cosine of .6."""
    angles = np.radians(degrees)
    return np.column_stack([np.cos(angles), np.sin(angles)]).astype(np.float32)


def test_the_one_that_most_are_like_leads_and_takes_them_along() -> None:
    assert groups_of(vectors_at(0, 40, 80, 200), [NONE] * 4) == [[1, 0, 2], [3]]


def test_nobody_is_in_a_group_by_way_of_a_third() -> None:
    assert groups_of(vectors_at(0, 50, 100, 150), [NONE] * 4) == [[1, 0, 2], [3]]


def test_questions_about_different_products_are_not_alike_but_one_about_none_is() -> None:
    products = [frozenset({"W3"}), frozenset({"CV-8"}), NONE, frozenset({"W3", "W4"})]
    assert groups_of(vectors_at(0, 0, 0, 0), products) == [[2, 0, 1, 3]]
    assert groups_of(vectors_at(0, 0), products[:2]) == [[0], [1]]
    assert groups_of(vectors_at(0, 0), [products[0], products[3]]) == [[0, 1]]


@settings(max_examples=40)
@given(st.lists(st.integers(0, 360), max_size=12), st.data())
def test_each_question_is_in_one_group_and_like_the_first_of_it(
    degrees: list[int], data: st.DataObject
) -> None:
    vectors = vectors_at(*degrees)
    named = st.frozensets(st.sampled_from("AB"), max_size=2)
    products = data.draw(st.lists(named, min_size=len(degrees), max_size=len(degrees)))
    groups = groups_of(vectors, products)
    assert sorted(member for group in groups for member in group) == list(range(len(degrees)))
    assert [len(group) for group in groups] == sorted(map(len, groups), reverse=True)
    for first, *others in groups:
        assert all(vectors[first] @ vectors[other] >= ALIKE for other in others)
        assert all(not products[first] or not products[n] or products[first] & products[n] for n in others)


def test_a_question_without_meaning_stands_alone() -> None:
    assert groups_of(np.zeros((2, 3), np.float32), [NONE] * 2) == [[0], [1]]
    assert groups_of(np.zeros((0, 3), np.float32), []) == []


def test_two_thousand_questions_are_grouped_in_a_moment() -> None:
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(400, 384))
    vectors = np.repeat(centres, 5, axis=0) + 0.5 * rng.normal(size=(2000, 384))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    began = process_time()
    groups = groups_of(vectors, [NONE] * 2000)
    assert process_time() - began < 2
    assert len(groups) == 400
    assert {len(group) for group in groups} == {5}


@pytest.mark.slow
def test_the_same_question_in_other_words_is_alike_and_another_of_that_product_is_not(
    embedder: SentenceEmbedder,
) -> None:
    asked = [
        "How do I clean the rain gauge of the W3?",
        "W3 rain gauge is dirty, how to clean it?",
        "How long do the batteries of the W3 last?",
        "what is the battery life of a W3",
        "Can the W3 send its readings to my own website?",
    ]
    groups = groups_of(embedder.embed_questions(asked), [frozenset({"W3"})] * 5)
    assert sorted(map(sorted, groups)) == [[0, 1], [2, 3], [4]]


@pytest.mark.slow
def test_no_two_of_the_samples_messages_are_alike(embedder: SentenceEmbedder) -> None:
    rows = map(json.loads, (SAMPLE / "messages.jsonl").read_text(encoding="utf-8").splitlines())
    vectors = embedder.embed_questions([row["text"].replace("@FennbyCare", "") for row in rows])
    closest = np.triu(vectors @ vectors.T, 1).max()
    assert closest < ALIKE
    assert len(groups_of(vectors, [NONE] * len(vectors))) == len(vectors) == 40


@pytest.mark.slow
def test_a_title_is_like_its_question_and_not_like_others(
    embedder: SentenceEmbedder, real_data: Path
) -> None:
    lines = (real_data / "iot-stackexchange-2017" / "threads.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines[:160]]
    titles = embedder.embed_questions([row["title"] for row in rows])
    bodies = embedder.embed_questions([row["question"][:400] for row in rows])
    like = titles @ bodies.T >= ALIKE
    others = ~np.eye(len(rows), dtype=bool)
    assert like[~others].mean() > 0.65
    assert like[others].mean() < 0.002
