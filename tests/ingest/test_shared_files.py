"""Files in a store by an fsspec URL: what is listed, when it is brought, and what is said when it cannot be."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar
from zipfile import ZipFile

import fsspec
import pytest
from fsspec.implementations.memory import MemoryFileSystem

from index.knowledge import Kind
from ingest.errors import BadSource, Unreadable
from ingest.refresh import refresh
from ingest.shared_files import SharedFiles, list_shared_files
from ingest.sources import Format
from ingest.store import SharedFile
from ingest.walk import Listed
from tests.builders import NOON
from tests.ingest.builders import a_source
from tests.ingest.stored import StoredLibrary


@pytest.fixture
def store() -> Iterator[Any]:
    """A store in memory."""
    memory = fsspec.filesystem("memory")
    yield memory
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


def walked(location: str, **settings: Any) -> tuple[SharedFiles, dict[str, Listed]]:
    walk = list_shared_files(a_source(location, **settings))
    return walk, {listed.key: listed for listed in walk}


def text_of(listed: Listed) -> bytes:
    assert listed.content
    with listed.content.open() as file:
        return file.read()


def test_a_folder_of_a_store_is_walked_wholly_but_for_hidden_files(store: Any) -> None:
    store.pipe(
        {
            "/kb/a.md": b"A",
            "/kb/old/b.txt": b"B",
            "/kb/.git/c.md": b"C",
            "/kb/d.exe": b"",
            "/other/e.md": b"E",
        }
    )
    walk, files = walked("memory://kb")

    assert {key: listed.format for key, listed in files.items()} == {
        "a.md": Format.MARKDOWN,
        "old/b.txt": Format.TEXT,
    }
    assert text_of(files["old/b.txt"]) == b"B"
    assert (walk.failed, walk.ignored, walk.total) == ([], 1, 3)
    assert walk.covers("gone.md")


@pytest.mark.parametrize(
    ("location", "keys"),
    [("memory://kb/*.md", {"a.md"}), ("memory://kb/a.md", {"a.md"}), ("memory://kb/**/*.txt", {"old/b.txt"})],
)
def test_a_location_may_name_files(store: Any, location: str, keys: set[str]) -> None:
    store.pipe({"/kb/a.md": b"A", "/kb/old/b.txt": b"B"})

    assert walked(location)[1].keys() == keys


def test_a_named_file_has_the_format_that_the_settings_say_and_in_a_folder_others_are_ignored(
    store: Any,
) -> None:
    store.pipe({"/kb/a.md": b"A", "/kb/b.html": b"B"})

    assert walked("memory://kb/a.md", format=Format.TEXT)[1]["a.md"].format is Format.TEXT
    assert walked("memory://kb", format=Format.HTML)[1].keys() == {"b.html"}


def test_a_file_without_a_suffix_is_looked_into(store: Any) -> None:
    store.pipe({"/kb/page": b"<!doctype html><p>x"})

    assert walked("memory://kb")[1]["page"].format is Format.HTML
    assert walked("memory://kb", kind=Kind.FORUM, format=Format.QAPAGE)[1].keys() <= {"page"}


def test_files_of_an_archive_are_read_where_they_lie(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "kb.zip", "w") as archive:
        archive.writestr("kb/a.md", "A")
    _, files = walked(f"zip://kb::{tmp_path / 'kb.zip'}")

    assert text_of(files["a.md"]) == b"A"


def test_content_can_be_handed_to_another_process_and_is_brought_only_there(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A")
    _, files = walked(f"file://{tmp_path}")
    sent = pickle.dumps(files["a.md"])
    (tmp_path / "a.md").write_text("B")

    assert len(sent) < 1000
    assert text_of(pickle.loads(sent)) == b"B"


def test_a_version_of_a_file_has_a_mark_and_only_a_store_without_marks_is_asked_for_the_bytes(
    tmp_path: Path, store: Any
) -> None:
    with ZipFile(tmp_path / "kb.zip", "w") as archive:
        archive.writestr("a.md", "A")
    _, marked = walked(f"zip://::{tmp_path / 'kb.zip'}")
    (tmp_path / "kb.zip").unlink()
    assert marked["a.md"].content
    assert marked["a.md"].content.sha256() == marked["a.md"].content.sha256()

    store.pipe({"/kb/a.md": b"A"})
    first = walked("memory://kb")[1]["a.md"].content
    assert first
    before = first.sha256()
    store.pipe({"/kb/a.md": b"B"})
    assert first.sha256() != before


def test_a_mark_changes_with_the_file(tmp_path: Path) -> None:
    def mark() -> str:
        content = walked(f"file://{tmp_path}")[1]["a.md"].content
        assert isinstance(content, SharedFile)
        return content.sha256()

    (tmp_path / "a.md").write_text("A")
    before = mark()
    (tmp_path / "a.md").write_text("AB")

    assert mark() != before


class Locked(MemoryFileSystem):  # type: ignore[misc]  # fsspec has no types
    """A store that does not let us look into every folder, and remembers what it listed."""

    protocol = "memory"
    remembered: ClassVar[dict[str, Any]] = {}

    def ls(self, path: str, detail: bool = True, **settings: Any) -> Any:
        if path.endswith("old"):
            raise PermissionError("memory://me:SECRET@host/kb/old: no rights")
        if path not in self.remembered:
            self.remembered[path] = super().ls(path, detail, **settings)
        return self.remembered[path]

    def invalidate_cache(self, path: str | None = None) -> None:
        self.remembered.clear()


@pytest.fixture
def locked(store: Any) -> Iterator[Any]:
    """Puts it in the place of the store in memory."""
    fsspec.register_implementation("memory", Locked, clobber=True)
    yield store
    fsspec.register_implementation("memory", MemoryFileSystem, clobber=True)
    Locked.remembered.clear()


def test_a_folder_that_cannot_be_listed_hides_what_is_below_it_and_the_rest_is_read(locked: Any) -> None:
    locked.pipe({"/kb/a.md": b"A", "/kb/old/b.md": b"B"})
    walk, files = walked("memory://kb")

    assert files.keys() == {"a.md"}
    assert [failure.id for failure in walk.failed] == ["old/"]
    assert not walk.covers("old/b.md")
    assert walk.covers("c.md")


def test_no_password_of_a_location_is_told(locked: Any) -> None:
    locked.pipe({"/kb/old/b.md": b"B"})
    walk, _ = walked("memory://kb")

    assert "no rights" in walk.failed[0].reason
    assert "SECRET" not in walk.failed[0].reason


def test_each_walk_looks_anew(locked: Any) -> None:
    locked.pipe({"/kb/a.md": b"A"})
    assert walked("memory://kb")[1].keys() == {"a.md"}

    locked.pipe({"/kb/b.md": b"B"})
    assert walked("memory://kb")[1].keys() == {"a.md", "b.md"}


def test_a_location_where_nothing_is_covers_nothing(store: Any) -> None:
    walk, files = walked("memory://kb")

    assert not files
    assert "there is nothing" in walk.failed[0].reason
    assert not walk.covers("a.md")


def test_a_file_that_vanished_since_it_was_listed_is_unreadable(store: Any) -> None:
    store.pipe({"/kb/a.md": b"A"})
    _, files = walked("memory://kb")
    store.rm("/kb/a.md")

    with pytest.raises(Unreadable, match="there is nothing"):
        text_of(files["a.md"])


def test_a_file_larger_than_can_be_read_is_brought_no_further(
    store: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.store._MOST", 3)
    store.pipe({"/kb/a.md": b"ABCD"})

    with pytest.raises(Unreadable, match="split it"):
        text_of(walked("memory://kb")[1]["a.md"])


def test_a_link_in_a_shared_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    (tmp_path / "secret.md").write_text("SECRET")
    (tmp_path / "kb" / "link.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "kb" / "up").symlink_to(tmp_path)

    assert not walked(f"file://{tmp_path / 'kb'}")[1]


@pytest.mark.parametrize(
    ("location", "package"),
    [("s3://b/kb", "s3fs"), ("gs://b", "gcsfs"), ("abfs://b", "adlfs"), ("smb://h/kb", "smbprotocol")],
)
def test_a_store_whose_package_is_missing_says_which(location: str, package: str) -> None:
    with pytest.raises(BadSource, match=f"needs the package '{package}'"):
        list_shared_files(a_source(location))


@pytest.mark.parametrize(
    "location",
    [
        "https://h/kb",
        "http://127.0.0.1/",
        "zip://a::http://h/kb.zip",
        "simplecache::memory://kb",
        "github://o:r@/",
        "nope://x",
    ],
)
def test_the_web_and_what_nobody_knows_is_not_read_as_files(location: str) -> None:
    with pytest.raises(BadSource, match="cannot be read as files"):
        list_shared_files(a_source(location))


def test_a_store_is_read_into_the_library_and_followed(store: Any, library: StoredLibrary) -> None:
    source = a_source("memory://kb")

    def go() -> tuple[int, int, int, int]:
        report = refresh(
            source, library, now=lambda: NOON, open_walk=lambda source, _: list_shared_files(source)
        )
        return report.new, report.changed, report.unchanged, report.withdrawn

    store.pipe({"/kb/a.md": b"# A", "/kb/b.md": b"# B", "/kb/c.md": b"# C"})
    assert go() == (3, 0, 0, 0)
    store.pipe({"/kb/b.md": b"# B2"})
    store.rm("/kb/c.md")
    assert go() == (0, 1, 1, 1)
