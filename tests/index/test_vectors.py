"""FAISS finds what a scan in numpy finds, under every filter, after every change."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.vectors.flat import Vectors

DIMENSION = 16


def unit(count: int, seed: int = 0) -> np.ndarray:
    """Vectors as the library keeps them: of unit length, no finer than half precision."""
    vectors = np.random.default_rng(seed).normal(size=(count, DIMENSION))
    halves: np.ndarray = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float16)
    return halves.astype(np.float32)


def scanned(question: np.ndarray, vectors: np.ndarray, ids: np.ndarray, limit: int) -> list[int]:
    """The same by hand."""
    return [int(ids[place]) for place in np.argsort(-(vectors @ question))[:limit]]


@given(st.integers(1, 60), st.integers(0, 60), st.integers(1, 20), st.integers(0, 99))
@settings(max_examples=40)
def test_the_nearest_of_the_allowed_ones_are_found(main: int, later: int, limit: int, seed: int) -> None:
    chosen = np.random.default_rng(seed)
    ids = chosen.permutation(1000)[: main + later].astype(np.int64)
    vectors = unit(main + later, seed)
    held = Vectors().added(ids[:main], vectors[:main]).added(ids[main:], vectors[main:])
    allowed = chosen.random(main + later) < 0.3
    question = unit(1, seed + 1000)[0]
    found = held.nearest(question, ids[allowed], limit)
    assert list(found) == scanned(question, vectors[allowed], ids[allowed], limit)


def test_merging_keeps_what_lives_and_forgets_the_rest() -> None:
    ids, vectors = np.arange(10, dtype=np.int64), unit(10)
    held = Vectors().added(ids[:6], vectors[:6]).added(ids[6:], vectors[6:])
    merged = held.merged(np.array([2, 3, 8]))
    assert (held.later, merged.later) == (4, 0)
    assert sorted(merged.ids) == [2, 3, 8]
    assert merged.same(ids, vectors).tolist() == [each in (2, 3, 8) for each in range(10)]


def test_adding_leaves_what_others_are_searching_as_it_was() -> None:
    before = Vectors().added(np.array([1]), unit(1))
    before.added(np.array([2, 3]), unit(2, seed=5))
    assert before.ids.tolist() == [1]


def test_cosines_are_those_of_the_vectors_kept() -> None:
    ids, vectors = np.arange(5, dtype=np.int64), unit(5)
    held = Vectors().added(ids[:2], vectors[:2]).added(ids[2:], vectors[2:])
    found = held.cosines(vectors[0], np.array([0, 4, 77]))
    assert found == pytest.approx({0: vectors[0] @ vectors[0], 4: vectors[4] @ vectors[0]}, abs=1e-6)


def test_nothing_is_found_among_nothing() -> None:
    none = np.zeros(0, np.int64)
    assert Vectors().nearest(unit(1)[0], none, 3) == {}
    assert Vectors().added(np.array([1]), unit(1)).nearest(unit(1)[0], none, 3) == {}
    assert Vectors().merged(none).ids.tolist() == []


def test_a_file_holds_the_same_vectors(tmp_path: Path) -> None:
    ids, vectors = np.arange(7, 12, dtype=np.int64), unit(5)
    Vectors().added(ids, vectors).write(tmp_path / "v.faiss")
    assert Vectors.read(tmp_path / "v.faiss").same(ids, vectors).all()


def test_an_empty_file_can_be_written_and_read(tmp_path: Path) -> None:
    Vectors().write(tmp_path / "v.faiss")
    again = Vectors.read(tmp_path / "v.faiss")
    assert again.added(np.array([1]), unit(1)).nearest(unit(1)[0], np.array([1]), 3).keys() == {1}
