"""A vector store on disk: damage is noticed and named, and a failed write says why."""

import json
import resource
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import DamagedSnapshot
from index.vectors.store import VectorStore
from index.vectors.write import write_vectors
from tests.index.vector_stores import DIMENSION, every, question, unit, written

KINDS = pytest.mark.parametrize("clustered_from", [1_000_000, 100], ids=["scanned", "clustered"])
FILES = ("vectors.f16", "vectors.faiss", "vectors.json")


@pytest.fixture(params=[1_000_000, 100], ids=["scanned", "clustered"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    written(tmp_path / "store", unit(1000), request.param)
    return tmp_path / "store"


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(DamagedSnapshot, match=rf"{name}' cannot be read.*assist index rebuild"):
        VectorStore.open(folder)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("left", [0, 0.5, 0.999])
def test_a_file_cut_short_is_named(folder: Path, name: str, left: float) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[: int(left * len(whole))])
    with pytest.raises(DamagedSnapshot, match=name):
        VectorStore.open(folder)


@pytest.mark.parametrize(
    "fields",
    [
        {"format": 2},
        {"rows": 999},
        {"rows": -1},
        {"dimension": DIMENSION // 2, "rows": 2000},
        {"dimension": 0},
        {"lists": 7},
        {"lists": "1"},
        {"further": 1},
    ],
    ids=str,
)
def test_a_description_that_does_not_fit_its_files_is_refused(
    folder: Path, fields: dict[str, object]
) -> None:
    path = folder / "vectors.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))
    with pytest.raises(DamagedSnapshot):
        VectorStore.open(folder)


@pytest.mark.parametrize("text", ["", "[]", "1", "{}", "\x00", '{"format": 1}'], ids=repr)
def test_a_description_that_says_nothing_is_refused(folder: Path, text: str) -> None:
    (folder / "vectors.json").write_text(text)
    with pytest.raises(DamagedSnapshot, match=r"vectors\.json"):
        VectorStore.open(folder)


def test_a_flipped_byte_of_the_head_is_refused_or_does_no_harm(folder: Path) -> None:
    whole, path = (folder / "vectors.faiss").read_bytes(), folder / "vectors.faiss"
    refused = 0
    for place in range(60):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        try:
            VectorStore.open(folder).nearest(question(0), every(1000), 10)
        except DamagedSnapshot:
            refused += 1
    assert refused >= 25


def test_the_file_of_another_store_is_refused(folder: Path, tmp_path: Path) -> None:
    for clustered_from in (1_000_000, 100):
        other = tmp_path / f"other-{clustered_from}"
        written(other, unit(1001), clustered_from)
        (folder / "vectors.faiss").write_bytes((other / "vectors.faiss").read_bytes())
        with pytest.raises(DamagedSnapshot):
            VectorStore.open(folder)


def test_rows_whose_code_is_not_their_vectors_are_unsound(folder: Path) -> None:
    path = folder / "vectors.f16"
    halves = np.frombuffer(path.read_bytes(), np.float16).reshape(1000, DIMENSION).copy()
    halves[[3, 77]] *= -1
    path.write_bytes(halves.tobytes())
    assert VectorStore.open(folder).unsound().tolist() == [3, 77]


def test_a_row_that_stands_twice_and_one_that_stands_nowhere_are_unsound(tmp_path: Path) -> None:
    written(tmp_path / "store", unit(1000), 100)
    path = tmp_path / "store" / "vectors.faiss"
    numbers = np.array([731], np.int64).tobytes()
    whole = path.read_bytes()
    assert whole.count(numbers) == 1
    path.write_bytes(whole.replace(numbers, np.array([5], np.int64).tobytes()))
    assert VectorStore.open(tmp_path / "store").unsound().tolist() == [5, 731]


@pytest.mark.parametrize("most", [5_000, 1200 * 2 * DIMENSION + 20], ids=["vectors", "faiss"])
def test_a_full_disk_is_said(tmp_path: Path, most: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        with pytest.raises(OSError, match="File too large"):
            written(tmp_path / "store", unit(1200), clustered_from=1_000_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not (tmp_path / "store" / "vectors.json").exists()


@pytest.mark.parametrize(
    ("count", "block", "message"),
    [
        (9, unit(8), "9 new vectors were announced, 8 came"),
        (7, unit(8), "7 new vectors were announced, 8 came"),
        (8, unit(8)[:, 1:], "shape"),
        (8, np.full((8, DIMENSION), np.nan, np.float32), "not finite"),
    ],
)
def test_blocks_that_are_not_as_announced_are_refused(
    tmp_path: Path, count: int, block: np.ndarray, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        write_vectors(tmp_path, DIMENSION, [block], count)
    assert not (tmp_path / "vectors.json").exists()


def test_what_the_blocks_raise_comes_through(tmp_path: Path) -> None:
    def blocks() -> Iterator[np.ndarray]:
        yield unit(5)
        raise KeyError("the library went away")

    with pytest.raises(KeyError, match="went away"):
        write_vectors(tmp_path, DIMENSION, blocks(), 10)


@KINDS
def test_progress_rises_to_the_end(tmp_path: Path, clustered_from: int) -> None:
    told: list[tuple[int, int]] = []
    write_vectors(
        tmp_path,
        DIMENSION,
        [unit(300), unit(200)],
        500,
        clustered_from=clustered_from,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == sorted(told)
    assert {of for _, of in told} == {1000}
    assert told[-1] == (1000, 1000)


def test_training_says_nothing_on_the_terminal(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    written(tmp_path / "store", unit(2000), 100)
    assert capfd.readouterr() == ("", "")
