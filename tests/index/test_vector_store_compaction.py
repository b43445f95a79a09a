"""A store made out of an older one holds what a new one would, and keeps its trained lists while they serve."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.vectors.write import Kept, write_vectors
from tests.index.vector_stores import DIMENSION, every, question, scanned, unit, written

SCANNED, CLUSTERED = 1_000_000, 100
KINDS = pytest.mark.parametrize("clustered_from", [SCANNED, CLUSTERED], ids=["scanned", "clustered"])


@given(
    old=st.integers(0, 300),
    new=st.integers(0, 300),
    share=st.floats(0, 1),
    clustered_from=st.sampled_from([SCANNED, CLUSTERED]),
    seed=st.integers(0, 999),
)
@settings(max_examples=40, deadline=None)
def test_kept_rows_come_first_then_the_new_ones_and_all_are_found(
    old: int, new: int, share: float, clustered_from: int, seed: int
) -> None:
    mask = np.random.default_rng(seed).random(old) < share
    before, later = unit(old, seed), unit(new, seed + 1)
    with TemporaryDirectory() as folder:
        first = written(Path(folder) / "first", before, clustered_from)
        second = written(Path(folder) / "second", later, clustered_from, Kept(first, mask))
        expected = np.concatenate([before[mask], later])
        assert (second.of(np.arange(second.rows)) == expected).all()
        assert second.unsound().tolist() == []
        _, cosines = second.nearest(question(seed), every(second.rows), 10)
    _, best = scanned(expected, question(seed), every(len(expected)), 10)
    assert cosines.tolist() == pytest.approx(best.tolist(), abs=0.01)


@KINDS
def test_keeping_all_and_adding_none_changes_no_byte(tmp_path: Path, clustered_from: int) -> None:
    first = written(tmp_path / "first", unit(2000), clustered_from)
    written(tmp_path / "second", unit(0), clustered_from, Kept(first, np.ones(2000, np.bool_)))
    for file in (tmp_path / "first").iterdir():
        assert file.read_bytes() == (tmp_path / "second" / file.name).read_bytes()


def test_lists_are_taken_over_until_as_many_rows_came_as_they_were_trained_for(tmp_path: Path) -> None:
    store = written(tmp_path / "0", unit(1000), CLUSTERED)
    told = []
    for step in range(1, 5):
        mask = np.ones(store.rows, np.bool_)
        mask[:200] = False
        store = written(tmp_path / str(step), unit(400, seed=step), CLUSTERED, Kept(store, mask))
        told.append((store.rows, store.layout.trained, store.layout.added))
    assert told == [(1200, 1000, 400), (1400, 1000, 800), (1600, 1600, 0), (1800, 1600, 400)]


def test_a_store_changes_its_kind_as_it_grows_and_shrinks(tmp_path: Path) -> None:
    small = written(tmp_path / "small", unit(300), 500)
    large = written(tmp_path / "large", unit(300, seed=1), 500, Kept(small, np.ones(300, np.bool_)))
    again = written(tmp_path / "again", unit(0), 500, Kept(large, np.arange(600) < 100))
    assert [store.layout.lists > 1 for store in (small, large, again)] == [False, True, False]
    assert [store.layout.trained for store in (small, large, again)] == [0, 600, 0]
    assert again.unsound().tolist() == []


def test_a_store_that_was_replaced_wholly_is_still_searched_well(tmp_path: Path) -> None:
    vectors = unit(4000, seed=5, around=200)
    store = written(tmp_path / "0", unit(2000), CLUSTERED)
    for step in range(4):
        mask = np.ones(store.rows, np.bool_)
        mask[:500] = False
        store = written(tmp_path / f"{step + 1}", vectors[1000 * step :][:1000], CLUSTERED, Kept(store, mask))
    assert (store.of(np.arange(store.rows))[-4000:] == vectors).all()
    held = store.of(np.arange(store.rows)).astype(np.float16)
    found = 0
    for seed in range(50):
        rows, _ = store.nearest(question(seed), every(store.rows), 10)
        found += len(np.intersect1d(rows, scanned(held, question(seed), every(store.rows), 10)[0]))
    assert found >= 0.985 * 500


def test_vectors_of_two_lengths_are_not_mixed(tmp_path: Path) -> None:
    store = written(tmp_path / "first", unit(10), SCANNED)
    (tmp_path / "second").mkdir()
    with pytest.raises(ValueError, match=f"kept vectors have {DIMENSION} numbers, new ones 3"):
        write_vectors(tmp_path / "second", 3, [], 0, kept=Kept(store, np.ones(10, np.bool_)))
