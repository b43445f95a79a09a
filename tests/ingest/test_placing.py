"""Files that somebody hands over: where they may lie, and what is let in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.knowledge import Kind
from ingest.errors import BadSource, Unreadable
from ingest.placing import LARGEST, Arrival, folder_of, format_of, place, safe_name, takes_files
from ingest.sources import Format
from tests.ingest.builders import a_source

NOTES = a_source(kind=Kind.SME_NOTE)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("reset.md", "reset.md"),
        ("../../etc/reset.md", "reset.md"),
        ("C:\\Users\\sam\\reset.md", "reset.md"),
        ("/abs/reset.md", "reset.md"),
        (".hidden.md", "hidden.md"),
        ("-rf.md", "rf.md"),
        ("a\nb\x00c\u202egpj.md", "a_b_c_gpj.md"),
        ("<img src=x>.md", "_img src=x_.md"),
        ("  Rückgabe  W3 (neu).md ", "Rückgabe W3 (neu).md"),
        ("Ru\u0308ckgabe.md", "Rückgabe.md"),
    ],
)
def test_a_name_keeps_what_is_safe_of_it(written: str, name: str) -> None:
    assert safe_name(written) == name


@pytest.mark.parametrize("written", ["", "..", ".", "/", "a/..", "...", " . ", "x" * 400 + ".md"])
def test_what_is_no_name_is_refused(written: str) -> None:
    with pytest.raises(Unreadable, match="name"):
        safe_name(written)


@given(st.text(max_size=60))
def test_no_name_leads_out_of_the_folder_or_hides(written: str) -> None:
    try:
        name = safe_name(written)
    except Unreadable:
        return
    folder = Path("/srv/notes")
    assert (folder / name).parent == folder
    assert not name.startswith((".", "-"))
    assert name.isprintable()
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.md", b"# Words", Format.MARKDOWN),
        ("a.pdf", b"%PDF-1.7 ...", Format.PDF),
        ("a.txt", "W3".encode("utf-16"), Format.TEXT),
        ("a.html", b"<p>words", Format.HTML),
    ],
)
def test_a_file_is_what_its_name_and_its_bytes_say(name: str, content: bytes, form: Format) -> None:
    assert format_of(name, content, NOTES) is form


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.exe", b"MZ\x90\x00", "not read"),
        ("a", b"words", "not read"),
        ("a.md", b"", "empty"),
        ("a.md", b"\x7fELF\x02\x01\x01\x00", "its bytes say otherwise"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "its bytes say otherwise"),
        ("a.pdf", b"<html>", "its bytes say otherwise"),
        ("a.md", b"x" * (LARGEST + 1), "it has more than 50 MB"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        format_of(name, content, NOTES)


def test_a_folder_of_one_format_takes_no_other() -> None:
    with pytest.raises(Unreadable, match="takes pdf only"):
        format_of("a.md", b"words", a_source(format=Format.PDF))


def test_the_same_name_with_other_bytes_is_a_new_version(tmp_path: Path) -> None:
    assert place(tmp_path, "a.md", b"one") is Arrival.NEW
    assert place(tmp_path, "a.md", b"one") is Arrival.SAME
    assert place(tmp_path, "a.md", b"two") is Arrival.NEW_VERSION
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"two"


def test_nothing_is_written_through_a_link_or_over_a_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(b"precious")
    folder = tmp_path / "notes"
    (folder / "sub.md").mkdir(parents=True)
    (folder / "link.md").symlink_to(outside)
    (folder / "dangling.md").symlink_to(tmp_path / "nowhere")
    for name in ("sub.md", "link.md", "dangling.md"):
        with pytest.raises(Unreadable, match="something else is called"):
            place(folder, name, b"words")
    assert outside.read_bytes() == b"precious"
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="cannot be put into"):
        place(tmp_path / "gone", "a.md", b"words")


@pytest.mark.parametrize("location", ["https://docs.example.com/", "s3://bucket/notes", "nowhere"])
def test_only_a_folder_takes_files(location: str) -> None:
    assert not takes_files(a_source(location))
    with pytest.raises(BadSource, match="no folder on this machine"):
        folder_of(a_source(location))
