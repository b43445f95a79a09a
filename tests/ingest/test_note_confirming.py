"""A note that still holds gets a new date in its file, which stays the same otherwise."""

from datetime import date
from pathlib import Path

import pytest

from index.knowledge import DocumentId, Kind
from ingest.errors import BadSource, Unreadable
from ingest.note_confirming import confirm, dated
from tests.ingest.builders import a_source

UNTIL = date(2027, 6, 30)
NOTE = "---\nowner: sam\nreview_by: 2026-11-30\n---\n# E17\n\nreview_by: 2026-11-30 is said here, too.\n"


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("review_by: 2026-11-30", "review_by: 2027-06-30"),
        ("Review by : '2026-11-30'  # sam", "Review by : '2027-06-30'  # sam"),
        ('"review-by":2026-11-30', '"review-by":2027-06-30'),
        ("review_by: [2026-11-30]", "review_by: [2027-06-30]"),
        ("review_by:\n  - 2026-11-30", "review_by:\n  - 2027-06-30"),
        ("review_by: 20261130", "review_by: 2027-06-30"),
        ("review_by: 2026-11-30\r\nowner: sam\r", "review_by: 2027-06-30\r\nowner: sam\r"),
    ],
)
def test_the_date_is_replaced_however_it_is_written(said: str, becomes: str) -> None:
    text = "\ufeff---\ntitle: Ünder\n{}\n---\n# E17\n\nreview_by: 2026-11-30 \t\n"
    assert dated(text.format(said).encode(), UNTIL) == text.format(becomes).encode()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"# E17\n\nRinse it.\n", "says no review_by"),
        (b"# E17\n\nreview_by: 2026-11-30\n", "stands where it is not read as one"),
        (b"---\n# review_by: 2026-11-30\nowner: sam\n---\nRinse it.\n", "says no review_by"),
        (NOTE.encode("utf-16"), "not written in UTF-8"),
        (b"---\nreview_by: 2026-11-30\nreview by: 2026-11-30\n---\nx\n", "gives 2 dates"),
    ],
)
def test_a_file_without_a_date_that_counts_is_left_to_its_author(content: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        dated(content, UNTIL)


def test_only_the_date_in_the_file_of_the_note_changes(tmp_path: Path) -> None:
    (tmp_path / "w3").mkdir()
    file = tmp_path / "w3" / "e17.md"
    file.write_text(NOTE, encoding="utf-8")
    notes = a_source(tmp_path, name="notes", kind=Kind.SME_NOTE)
    assert confirm(notes, DocumentId("notes/w3/e17.md"), UNTIL) == "w3/e17.md"
    assert file.read_text(encoding="utf-8") == NOTE.replace("2026-11-30", "2027-06-30", 1)
    assert [one.name for one in tmp_path.rglob("*")] == ["w3", "e17.md"]


@pytest.mark.parametrize(
    "name",
    [
        "notes/../outside.md",
        "notes//etc/passwd",
        "notes/link.md",
        "notes/linked/e17.md",
        "notes/none.md",
        "other/e17.md",
    ],
)
def test_no_file_outside_the_folder_is_touched(tmp_path: Path, name: str) -> None:
    folder, outside = tmp_path / "notes", tmp_path / "outside.md"
    folder.mkdir()
    outside.write_text(NOTE, encoding="utf-8")
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "e17.md").write_text(NOTE, encoding="utf-8")
    (folder / "link.md").symlink_to(outside)
    (folder / "linked").symlink_to(tmp_path / "away")
    with pytest.raises(Unreadable, match=r"no file of its own|is not of source"):
        confirm(a_source(folder, name="notes", kind=Kind.SME_NOTE), DocumentId(name), UNTIL)
    assert outside.read_text(encoding="utf-8") == NOTE


def test_a_source_on_the_web_is_no_folder() -> None:
    with pytest.raises(BadSource, match="is no folder"):
        confirm(a_source("https://notes.example/", name="notes"), DocumentId("notes/e17.md"), UNTIL)
