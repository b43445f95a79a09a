"""Snapshots on disk: used when they are good, made anew when they are not, never half there."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.projection import snapshot
from index.projection.snapshot import Manifest

MANIFEST = Manifest(library="this", model="words-v1", op=5)


def filling(content: bytes) -> Callable[[Path], None]:
    """Two files, one of them in a folder of its own."""

    def fill(place: Path) -> None:
        (place / "words").mkdir()
        (place / "words" / "terms").write_bytes(content)
        (place / "vectors").write_bytes(content)

    return fill


def written(folder: Path, manifest: Manifest = MANIFEST, content: bytes = b"what is derived") -> Manifest:
    """A snapshot of that content."""
    with snapshot.writing(folder, wait=True):
        done = snapshot.save(folder, manifest, filling(content), lambda _token, _op: None)
        snapshot.clean(folder)
    return done


def test_a_snapshot_is_found_by_its_model(tmp_path: Path) -> None:
    done = written(tmp_path)
    assert snapshot.read(tmp_path, "words-v1") == done
    assert snapshot.read(tmp_path, "words-v2") is None
    assert (done.library, done.op) == ("this", 5)
    assert sorted(done.files) == ["vectors", "words/terms"]
    assert snapshot.damage(tmp_path, done) is None


@pytest.mark.parametrize(
    ("damaging", "said"),
    [
        (lambda place: (place / "vectors").write_bytes(b"what is derivee"), "'vectors' has changed"),
        (lambda place: (place / "vectors").write_bytes(b""), "'vectors' has changed"),
        (lambda place: (place / "words" / "terms").unlink(), "'words/terms' is missing"),
        (lambda place: (place / "more").write_bytes(b""), "'more' is new"),
        (lambda place: place.rename(place.with_name("elsewhere")), "cannot be read"),
    ],
)
def test_damage_is_noticed_and_named(tmp_path: Path, damaging: Callable[[Path], object], said: str) -> None:
    done = written(tmp_path)
    damaging(tmp_path / done.token)
    assert said in (snapshot.damage(tmp_path, done) or "")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"library": 1}', "null", '{"library": "this"}'])
def test_a_manifest_that_says_nothing_sensible_is_as_good_as_none(tmp_path: Path, text: str) -> None:
    written(tmp_path)
    (path,) = tmp_path.glob("*.json")
    path.write_text(text)
    assert snapshot.read(tmp_path, "words-v1") is None


def test_a_snapshot_of_another_layout_is_not_used(tmp_path: Path) -> None:
    written(tmp_path)
    (path,) = tmp_path.glob("*.json")
    path.write_text(json.dumps(json.loads(path.read_text()) | {"layout": snapshot.LAYOUT + 1}))
    assert snapshot.read(tmp_path, "words-v1") is None


def test_a_save_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    def breaking(place: Path) -> None:
        (place / "half").write_bytes(b"half")
        raise OSError("disk full")

    before = written(tmp_path)
    with snapshot.writing(tmp_path, wait=True), pytest.raises(OSError, match="disk full"):
        snapshot.save(tmp_path, replace(MANIFEST, op=6), breaking, lambda _token, _op: None)
    assert snapshot.read(tmp_path, "words-v1") == before
    assert snapshot.damage(tmp_path, before) is None
    assert not list(tmp_path.glob("6-*"))


def test_the_library_is_told_before_a_snapshot_can_be_found(tmp_path: Path) -> None:
    def vouch(token: str, op: int) -> None:
        told.append((token, op, snapshot.read(tmp_path, "words-v1")))

    told: list[tuple[str, int, Manifest | None]] = []
    with snapshot.writing(tmp_path, wait=True):
        done = snapshot.save(tmp_path, MANIFEST, filling(b"x"), vouch)
    assert told == [(done.token, 5, None)]


def test_only_what_a_manifest_names_stays(tmp_path: Path) -> None:
    written(tmp_path)
    (tmp_path / "4-0123.tmp").mkdir()  # of a save that crashed
    (tmp_path / "4-0123.json.tmp").write_text("{")
    other = written(tmp_path, replace(MANIFEST, model="words-v2"))
    newest = written(tmp_path, replace(MANIFEST, op=6), b"newer")
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {other.token, newest.token}
    assert not list(tmp_path.glob("*.tmp"))
    snapshot.clean(tmp_path, "words-v1")
    assert {path.name for path in tmp_path.iterdir() if path.is_dir()} == {newest.token}


def test_two_never_write_at_once(tmp_path: Path) -> None:
    with snapshot.writing(tmp_path, wait=True) as first, snapshot.writing(tmp_path, wait=False) as second:
        assert (first, second) == (True, False)
    with snapshot.writing(tmp_path, wait=False) as later:
        assert later
