"""A vector store finds what a scan in numpy finds, whether FAISS scans all rows or visits clusters."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.chosen import Chosen
from index.vectors.store import VectorStore
from tests.index.vector_stores import DIMENSION, every, question, scanned, some, unit, written

SCANNED, CLUSTERED = 1_000_000, 100
KINDS = pytest.mark.parametrize("clustered_from", [SCANNED, CLUSTERED], ids=["scanned", "clustered"])


@KINDS
@pytest.mark.parametrize("share", [1, 0.9, 0.3, 0.05, 0.005])
def test_the_nearest_are_found_under_every_filter(tmp_path: Path, clustered_from: int, share: float) -> None:
    vectors, chosen = unit(4000), some(4000, share)
    store = written(tmp_path / "store", vectors, clustered_from)
    right = wanted = 0
    for seed in range(50):
        rows, cosines = store.nearest(question(seed), chosen, 10)
        best, theirs = scanned(vectors, question(seed), chosen, 10)
        right, wanted = right + len(np.intersect1d(rows, best)), wanted + len(best)
        if clustered_from == SCANNED:
            assert rows.tolist() == best.tolist()
            assert cosines.tolist() == theirs.tolist()
    assert right >= 0.985 * wanted


@given(
    count=st.integers(1, 400),
    clustered_from=st.sampled_from([SCANNED, CLUSTERED]),
    share=st.floats(0, 1),
    limit=st.integers(1, 60),
    seed=st.integers(0, 999),
)
@settings(max_examples=60, deadline=None)
def test_an_answer_is_full_sorted_exact_and_allowed(
    count: int, clustered_from: int, share: float, limit: int, seed: int
) -> None:
    vectors, chosen, asked = unit(count, seed), some(count, share, seed), question(seed)
    with TemporaryDirectory() as folder:
        store = written(Path(folder) / "store", vectors, clustered_from)
        rows, cosines = store.nearest(asked, chosen, limit)
    assert len(rows) == len(set(rows.tolist())) == min(limit, chosen.count)
    assert chosen.mask[rows].all()
    assert cosines.tolist() == np.vecdot(vectors[rows].astype(np.float32), asked).tolist()
    assert np.lexsort((rows, -cosines)).tolist() == list(range(len(rows)))
    _, best = scanned(vectors, asked, chosen, limit)
    assert cosines.tolist() == pytest.approx(best.tolist(), abs=0.01)


@KINDS
def test_a_filter_far_from_the_question_still_gives_a_full_answer(
    tmp_path: Path, clustered_from: int
) -> None:
    vectors, asked = unit(4000), question(1)
    cosines = vectors.astype(np.float32) @ asked
    far = Chosen(np.arange(4000), cosines <= np.quantile(cosines, 0.2))
    rows, _ = written(tmp_path / "store", vectors, clustered_from).nearest(asked, far, 40)
    assert len(np.intersect1d(rows, scanned(vectors, asked, far, 40)[0])) >= 38


@KINDS
def test_of_equal_vectors_the_lower_rows_come_first(tmp_path: Path, clustered_from: int) -> None:
    vectors = np.repeat(unit(20), 10, axis=0)
    rows, cosines = written(tmp_path / "store", vectors, clustered_from).nearest(question(0), every(200), 10)
    assert rows.tolist() == list(range(rows[0], rows[0] + 10))
    assert len(set(cosines.tolist())) == 1


@KINDS
def test_a_row_has_the_same_cosine_whichever_way_it_is_found(tmp_path: Path, clustered_from: int) -> None:
    store = written(tmp_path / "store", unit(3000), clustered_from)
    rows, cosines = store.nearest(question(3), every(3000), 20)
    alone = Chosen(np.arange(3000), np.isin(np.arange(3000), rows[7]))
    assert store.nearest(question(3), alone, 5)[1].tolist() == [cosines[7]]
    assert store.cosines(question(3), rows[::-1]).tolist() == cosines[::-1].tolist()


@KINDS
def test_vectors_come_back_as_they_were_stored(tmp_path: Path, clustered_from: int) -> None:
    vectors = unit(500)
    store = written(tmp_path / "store", vectors, clustered_from)
    rows = np.array([7, 499, 8, 9, 7, 0])
    assert (store.rows, store.dimension) == (500, DIMENSION)
    assert store.of(rows).dtype == np.float32
    assert (store.of(rows) == vectors[rows]).all()
    assert store.of(rows[:0]).shape == (0, DIMENSION)


@KINDS
@pytest.mark.parametrize("row", [500, -1])
def test_a_row_that_is_not_there_is_refused(tmp_path: Path, clustered_from: int, row: int) -> None:
    with pytest.raises(IndexError, match="has 500 rows"):
        written(tmp_path / "store", unit(500), clustered_from).of(np.array([3, row]))


@KINDS
def test_nothing_is_found_among_nothing(tmp_path: Path, clustered_from: int) -> None:
    empty = written(tmp_path / "empty", unit(0), clustered_from)
    full = written(tmp_path / "full", unit(300), clustered_from)
    for store in (empty, full):
        rows, cosines = store.nearest(question(0), some(store.rows, 0), 5)
        assert (str(rows.dtype), str(cosines.dtype), len(rows), len(cosines)) == ("int64", "float32", 0, 0)
        assert store.unsound().tolist() == []
    assert len(full.nearest(question(0), every(300), 0)[0]) == 0


@KINDS
def test_a_filter_of_another_snapshot_is_refused(tmp_path: Path, clustered_from: int) -> None:
    with pytest.raises(ValueError, match="299 rows"):
        written(tmp_path / "store", unit(300), clustered_from).nearest(question(0), every(299), 5)


@KINDS
def test_threads_find_what_one_finds(tmp_path: Path, clustered_from: int) -> None:
    store = written(tmp_path / "store", unit(3000), clustered_from)

    def found(seed: int) -> list[int]:
        rows: list[int] = store.nearest(question(seed), some(3000, 0.5, seed), 20)[0].tolist()
        return rows

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(found, range(60))) == [found(seed) for seed in range(60)]


@KINDS
def test_a_store_is_searched_while_its_folder_is_removed(tmp_path: Path, clustered_from: int) -> None:
    store = written(tmp_path / "store", unit(1000), clustered_from)
    before = store.nearest(question(0), every(1000), 10)[0].tolist()
    for file in (tmp_path / "store").iterdir():
        file.unlink()
    assert store.nearest(question(0), every(1000), 10)[0].tolist() == before


def test_the_same_vectors_make_the_same_files(tmp_path: Path) -> None:
    for name, block in (("one", 70), ("other", 333)):
        written(tmp_path / name, unit(2000), CLUSTERED, block=block)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "other" / file.name).read_bytes()


@KINDS
def test_every_row_of_a_new_store_is_sound(tmp_path: Path, clustered_from: int) -> None:
    assert written(tmp_path / "store", unit(3000), clustered_from).unsound().tolist() == []


@pytest.mark.slow
def test_opening_maps_and_does_not_read(tmp_path: Path) -> None:
    written(tmp_path / "store", unit(400_000), CLUSTERED, block=10_000)
    before = _anonymous()
    stores = [VectorStore.open(tmp_path / "store") for _ in range(20)]
    for store in stores:
        store.nearest(question(0), every(400_000), 10)
    assert _anonymous() - before < 5 * 400_000 * DIMENSION


def _anonymous() -> int:
    """Bytes of this process that no file backs."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(1024 * int(line.split()[1]) for line in lines if line.startswith("RssAnon"))
