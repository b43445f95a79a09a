"""Snapshots and what changed since: together they are the library, whoever wrote them and whatever broke."""

import gc
import logging
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from weakref import ref

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.errors import ProjectionUnavailable
from index.items import Parcel
from index.knowledge import Audience, Document, DocumentId
from index.projection import projection, snapshot
from index.projection.snapshot import Manifest
from index.search import Index
from tests.builders import NOON, a_document
from tests.index.conftest import OpenIndex
from tests.index.embedders import WordEmbedder
from tests.index.putting import an_item, lines, put

INTERNAL = Audience.INTERNAL


@pytest.fixture(autouse=True)
def _settles_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projection, "SETTLE_AT", 4)
    monkeypatch.setattr(projection, "SETTLE_FIRST", 6)


def edition(name: str, number: int, passages: int = 3) -> Document:
    """A document whose lines all say which edition it is."""
    text = "\n".join(f"funnel {name} line{line} edition{number}" for line in range(passages))
    return replace(a_document(text), id=DocumentId(name), title=name)


def put_many(index: Index, *documents: Document) -> None:
    """All at once, each an item of its own."""
    index.put([Parcel(an_item(each.id), [(each, lines(each))]) for each in documents])


def all_found(index: Index) -> set[str]:
    """The texts of everything that can be found."""
    return {hit.passage.text for hit in index.search("funnel", audience=INTERNAL, limit=1000)}


def texts(*documents: Document) -> set[str]:
    """What should be found of these."""
    return {line for document in documents for line in document.text.split("\n")}


def manifest_in(folder: Path) -> Manifest | None:
    """Of the one model that there is."""
    return snapshot.read(folder, "words-v1")


def test_a_small_library_needs_no_snapshot(open_index: OpenIndex, tmp_path: Path) -> None:
    index = open_index()
    put(index, edition("a", 1))
    assert all_found(index) == texts(edition("a", 1))
    index.settle()
    assert manifest_in(tmp_path / "index") is None


def test_much_that_is_new_goes_into_a_snapshot_and_the_next_start_uses_it(
    open_index: OpenIndex, tmp_path: Path
) -> None:
    index = open_index()
    put_many(index, edition("a", 1), edition("b", 1))
    index.settle()
    written = manifest_in(tmp_path / "index")
    assert written is not None
    put(index, edition("c", 1))
    for each in (index, open_index()):
        assert all_found(each) == texts(edition("a", 1), edition("b", 1), edition("c", 1))
        assert each.stats()["beside_the_snapshot"] == 3
        assert each.verify() == []
    assert manifest_in(tmp_path / "index") == written


def test_a_start_far_behind_settles_first(open_index: OpenIndex, tmp_path: Path) -> None:
    put_many(open_index(), *(edition(name, 1) for name in "abc"))
    index = open_index()
    assert all_found(index) == texts(*(edition(name, 1) for name in "abc"))
    assert manifest_in(tmp_path / "index") is not None
    assert index.stats()["beside_the_snapshot"] == 0


names = st.sampled_from("abcdef")
steps = st.lists(
    st.tuples(names, st.sampled_from(["put", "put", "grow", "withdraw", "settle", "reopen"])), max_size=14
)


@given(steps)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_happens_in_whatever_order_the_search_is_the_library(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("any-order")

    def opened() -> Index:
        return Index.open(f"sqlite:///{folder / 'library.db'}", folder / "index", WordEmbedder())

    index, other, live = opened(), opened(), dict[str, Document]()
    for number, (name, step) in enumerate(done):
        match step:
            case "put" | "grow":
                live[name] = edition(name, number, 3 if step == "put" else 8)
                put(index, live[name])
            case "withdraw":
                index.withdraw([DocumentId(name)], NOON)
                live.pop(name, None)
            case "settle":
                index.settle()
            case "reopen":
                index.close()
                index = opened()
        assert all_found(index) == texts(*live.values())
    assert all_found(other) == texts(*live.values())
    assert index.verify() == other.verify() == []
    index.close()
    other.close()


@pytest.fixture
def settled(open_index: OpenIndex) -> Index:
    """Two documents in a snapshot, one beside it."""
    index = open_index()
    put_many(index, edition("a", 1), edition("b", 1))
    index.settle()
    put(index, edition("c", 1))
    return index


ALL = texts(edition("a", 1), edition("b", 1), edition("c", 1))


def files_of(folder: Path) -> list[Path]:
    """All files of the snapshot."""
    manifest = manifest_in(folder)
    assert manifest is not None
    return [folder / manifest.token / name for name in manifest.files]


def test_any_flipped_bit_is_noticed_and_the_snapshot_made_anew(
    settled: Index, open_index: OpenIndex, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for number in range(len(files_of(tmp_path / "index"))):
        path = files_of(tmp_path / "index")[number]
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))  # FAISS itself would read it silently
        assert any("damaged" in problem for problem in settled.verify()), path.name
        with caplog.at_level(logging.WARNING):
            assert all_found(open_index()) == ALL
        assert "derived from the library again" in caplog.text
        caplog.clear()


def test_a_snapshot_of_another_library_is_not_searched(settled: Index, tmp_path: Path) -> None:
    other = Index.open(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "index", WordEmbedder())
    put_many(other, edition("x", 1, 8))
    assert all_found(other) == texts(edition("x", 1, 8))
    assert other.verify() == []
    other.close()


def test_a_snapshot_of_a_history_that_was_taken_back_is_not_searched(
    settled: Index, open_index: OpenIndex, tmp_path: Path
) -> None:
    """The library is put back from a copy, and as much happens again: the numbers agree, what they count does not."""
    with (
        closing(sqlite3.connect(tmp_path / "library.db")) as now,
        closing(sqlite3.connect(tmp_path / "copy.db")) as old,
    ):
        now.backup(old)
    put_many(settled, edition("d", 1), edition("e", 1))
    settled.settle()
    settled.close()
    with (
        closing(sqlite3.connect(tmp_path / "library.db")) as now,
        closing(sqlite3.connect(tmp_path / "copy.db")) as old,
    ):
        old.backup(now)
    index = open_index()
    put_many(index, edition("x", 1), edition("y", 1))
    assert all_found(open_index()) == ALL | texts(edition("x", 1), edition("y", 1))
    assert index.verify() == []


def test_a_folder_that_cannot_be_written_leaves_a_small_library_searchable(
    open_index: OpenIndex, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    index = open_index()
    put_many(index, edition("a", 1), edition("b", 1))
    with caplog.at_level(logging.WARNING):
        assert all_found(index) == texts(edition("a", 1), edition("b", 1))
        index.settle()
    assert "make room there" in caplog.text
    assert all_found(index) == texts(edition("a", 1), edition("b", 1))


def test_a_large_one_says_what_is_wrong(open_index: OpenIndex, tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    put_many(open_index(), *(edition(name, 1) for name in "abc"))
    with pytest.raises(ProjectionUnavailable, match="set data_dir to a folder that can be written"):
        all_found(open_index())


def test_a_full_disk_leaves_the_old_snapshot_and_the_search_goes_on(
    settled: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    before = manifest_in(tmp_path / "index")
    monkeypatch.setattr("index.projection.build.write_vectors", full)
    put_many(settled, edition("d", 1), edition("e", 1))
    with caplog.at_level(logging.WARNING):
        assert all_found(settled) == ALL | texts(edition("d", 1), edition("e", 1))
        settled.settle()
    assert "No space left" in caplog.text
    assert manifest_in(tmp_path / "index") == before
    assert settled.verify() == []


def test_changes_that_later_ones_outdate_are_forgotten(settled: Index, tmp_path: Path) -> None:
    for number in range(2, 12):
        put(settled, edition("a", number))
    settled.settle()
    with closing(sqlite3.connect(tmp_path / "library.db")) as library:
        (ops,) = library.execute("SELECT count(*) FROM index_op").fetchone()
    assert ops < 10
    assert all_found(settled) == texts(edition("a", 11), edition("b", 1), edition("c", 1))
    assert settled.verify() == []


def test_a_rebuild_trusts_no_file(settled: Index, open_index: OpenIndex, tmp_path: Path) -> None:
    for path in files_of(tmp_path / "index"):
        path.unlink()  # another file in its place: one that is mapped must not be cut
        path.write_bytes(b"")
    index = open_index(any_model=True)
    index.rebuild()
    assert all_found(index) == ALL
    assert index.verify() == []


def test_a_library_whose_snapshot_is_empty_fills_and_is_searched(
    open_index: OpenIndex, tmp_path: Path
) -> None:
    index = open_index()
    index.rebuild()
    put_many(index, *(edition(name, 1) for name in "abc"))
    assert all_found(open_index()) == ALL
    put_many(index, edition("d", 1), edition("e", 1))
    index.settle()
    written = manifest_in(tmp_path / "index")
    assert written is not None
    assert written.op == 5
    assert index.verify() == []


def test_what_a_new_view_replaces_is_let_go_at_once(settled: Index) -> None:
    all_found(settled)
    gc.disable()  # it comes by seldom, and an old snapshot keeps its room on the disk till then
    try:
        view = settled._projection.view()
        before = [ref(part) for part in (view, view.settled) if part]
        del view
        settled.rebuild()
        all_found(settled)
        assert [each() for each in before] == [None, None]
    finally:
        gc.enable()
