"""A few files of a folder are read without a look at the others, and nothing is withdrawn by that."""

from pathlib import Path

from index.knowledge import DocumentId, Kind
from index.search import Index
from ingest.some_files import read_some
from tests.builders import NOON
from tests.index.embedders import WordEmbedder
from tests.ingest.builders import a_source
from tests.templates import a_library_url


def test_only_the_files_that_are_named_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    (folder / "w3").mkdir(parents=True)
    notes = a_source(folder, name="notes", kind=Kind.SME_NOTE)
    index = Index.open(a_library_url(tmp_path), tmp_path / "index", WordEmbedder())
    for name in ("a.md", "b.md", "w3/c.md"):
        (folder / name).write_text(f"# {name}\n\nRinse the gauge.\n", encoding="utf-8")
    report = read_some(notes, index, ["a.md", "w3/c.md"], lambda: NOON)
    assert (report.new, report.failed) == (2, ())
    assert set(index.items("notes")) == {"a.md", "w3/c.md"}
    (folder / "a.md").unlink()
    (folder / "b.md").write_text("", encoding="utf-8")
    again = read_some(notes, index, ["a.md", "b.md", "w3/c.md"], lambda: NOON)
    assert (again.new, again.unchanged, again.withdrawn) == (0, 1, 0)
    assert [failure.id for failure in again.failed] == ["notes/b.md"]
    assert index.document(DocumentId("notes/a.md"))
    index.close()


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (tmp_path / "secret.md").write_text("The key is under the mat.", encoding="utf-8")
    (folder / "link.md").symlink_to(tmp_path / "secret.md")
    index = Index.open(a_library_url(tmp_path), tmp_path / "index", WordEmbedder())
    report = read_some(a_source(folder, name="notes", kind=Kind.SME_NOTE), index, ["link.md"], lambda: NOON)
    assert (report.new, index.counts().documents) == (0, 0)
    assert [failure.reason for failure in report.failed] == ["it is a link; copy the file"]
    index.close()
