"""The vectors' file: used when it is good, made anew when it is not, never half there."""

import json
import logging
import os
from dataclasses import replace
from pathlib import Path

import pytest

from index.knowledge import Audience, DocumentId
from index.projection import snapshot
from index.projection.snapshot import Manifest
from index.search import Index
from tests.builders import a_document
from tests.index.conftest import OpenIndex
from tests.index.embedders import WordEmbedder
from tests.index.putting import an_item, put

RAIN = a_document("E17 means blocked.\nRinse the funnel.")
MANIFEST = Manifest(library="this", model="words-v1", op=5)


def written(folder: Path, manifest: Manifest = MANIFEST, content: bytes = b"vectors") -> Path:
    """A snapshot of that content."""

    def write(path: Path) -> None:
        path.write_bytes(content)

    snapshot.save(folder, manifest, write)
    found = snapshot.find(folder, manifest.library, manifest.model, manifest.op)
    assert found is not None
    return found


def test_a_snapshot_is_found_by_its_library_and_model(tmp_path: Path) -> None:
    assert written(tmp_path).read_bytes() == b"vectors"
    assert snapshot.find(tmp_path, "this", "words-v1", 9) is not None
    assert snapshot.find(tmp_path, "other", "words-v1", 9) is None
    assert snapshot.find(tmp_path, "this", "words-v2", 9) is None


def test_a_snapshot_of_the_future_is_not_used(tmp_path: Path) -> None:
    written(tmp_path)
    assert snapshot.find(tmp_path, "this", "words-v1", 4) is None


@pytest.mark.parametrize(
    "damaging", [lambda p: p.write_bytes(b"vectorz"), lambda p: p.unlink(), lambda p: p.write_bytes(b"")]
)
def test_a_damaged_snapshot_is_noticed(tmp_path: Path, damaging) -> None:  # type: ignore[no-untyped-def]
    path = written(tmp_path)
    damaging(path)
    assert snapshot.find(tmp_path, "this", "words-v1", 9) is None
    assert path.name in (snapshot.damage(tmp_path) or "")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"library": 1}', "null"])
def test_a_manifest_that_says_nothing_sensible_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    written(tmp_path)
    (tmp_path / snapshot.MANIFEST).write_text(text)
    assert snapshot.find(tmp_path, "this", "words-v1", 9) is None
    assert snapshot.damage(tmp_path) is None


def test_a_save_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    def breaking(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("disk full")

    written(tmp_path)
    with pytest.raises(OSError, match="disk full"):
        snapshot.save(tmp_path, replace(MANIFEST, op=6), breaking)
    found = snapshot.find(tmp_path, "this", "words-v1", 9)
    assert found is not None
    assert found.read_bytes() == b"vectors"


def test_only_the_newest_file_stays(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "4711.tmp").write_bytes(b"of a save that crashed")
    newest = written(tmp_path, replace(MANIFEST, op=6), b"newer")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([newest.name, snapshot.MANIFEST])


def found_by(index: Index, question: str) -> set[str]:
    return {hit.passage.text for hit in index.search(question, audience=Audience.PUBLIC)}


def test_the_next_start_reads_the_snapshot_and_adds_what_came_since(open_index: OpenIndex) -> None:
    first = open_index()
    put(first, RAIN)
    first.search("funnel", audience=Audience.PUBLIC)
    put(first, replace(RAIN, id=DocumentId("brush"), text="Use a brush."))
    second = open_index()
    assert found_by(second, "brush funnel") == {"E17 means blocked.", "Rinse the funnel.", "Use a brush."}
    assert second.verify() == []


def test_a_damaged_snapshot_is_written_anew_from_the_library(open_index: OpenIndex, tmp_path: Path) -> None:
    first = open_index()
    put(first, RAIN)
    first.search("funnel", audience=Audience.PUBLIC)
    (path,) = (tmp_path / "index").glob("vectors-*.faiss")
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))  # one flipped bit: FAISS itself reads it silently
    assert any("damaged" in problem for problem in first.verify())
    second = open_index()
    assert found_by(second, "funnel") == {"E17 means blocked.", "Rinse the funnel."}
    assert second.verify() == []


def test_a_snapshot_of_another_library_is_not_searched(open_index: OpenIndex, tmp_path: Path) -> None:
    first = open_index()
    put(first, RAIN)
    first.search("funnel", audience=Audience.PUBLIC)
    other = Index.open(f"sqlite:///{tmp_path / 'other.db'}", tmp_path / "index", WordEmbedder())
    put(other, replace(RAIN, text="Quite another thing.\nAnd one more."))
    assert other.verify() == []
    assert found_by(other, "another") == {"Quite another thing.", "And one more."}
    other.close()


def test_a_folder_that_cannot_be_written_costs_time_not_answers(
    open_index: OpenIndex, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    index = open_index()
    put(index, RAIN)
    with caplog.at_level(logging.WARNING):
        assert found_by(index, "funnel")
    assert "the snapshot in" in caplog.text


def test_the_manifest_says_what_the_file_is(tmp_path: Path) -> None:
    path = written(tmp_path)
    said = json.loads((tmp_path / snapshot.MANIFEST).read_text())
    assert (said["file"], said["model"], said["op"]) == (path.name, "words-v1", 5)
    assert len(said["sha256"]) == 64
    assert not list(tmp_path.glob(f"{os.getpid()}*"))


def test_much_that_is_new_goes_into_the_snapshot(
    open_index: OpenIndex, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.projection.projection.LATER_LIMIT", 3)
    index = open_index()
    put(index, RAIN)
    assert found_by(index, "funnel")
    before = snapshot.read_manifest(tmp_path / "index")
    put(index, replace(RAIN, id=DocumentId("b"), text="One.\nTwo.\nThree.\nFour funnel."), item=an_item("b"))
    assert "Four funnel." in found_by(index, "funnel")
    after = snapshot.read_manifest(tmp_path / "index")
    assert before is not None
    assert after is not None
    assert (before.op, after.op) == (1, 2)
    assert index.verify() == []
