"""Which files of a source are read, and as what."""

from pathlib import Path

import pytest

from index.knowledge import Kind
from ingest.formats import guess
from ingest.listing import Listing, list_files
from ingest.parsed import Failure
from ingest.sources import Format, Source
from tests.ingest.builders import a_source


def touch(folder: Path, *names: str, content: bytes = b"words") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def keys(source: Source) -> list[str]:
    return [listed.key for listed in list_files(source).files]


def test_a_folder_is_walked_in_order_without_hidden_files(folder: Path) -> None:
    touch(
        folder, "b.md", "a/z.HTML", "a/b.md", ".secret.md", ".git/x.md", "a/.x/y.md", "logo.png", "Makefile"
    )

    listing = list_files(a_source(folder))

    assert [listed.key for listed in listing.files] == ["a/b.md", "a/z.HTML", "b.md"]
    assert listing.failed == []
    assert listing.ignored == 2


def test_one_file_may_be_a_source(folder: Path) -> None:
    touch(folder, "a.md", "b.md")

    assert keys(a_source(folder / "a.md")) == ["a.md"]


def test_a_pattern_names_files_below_its_fixed_part(folder: Path) -> None:
    touch(folder, "a/w3.md", "a/x/w4.md", "b/w5.md", "a/w3.html")

    assert keys(a_source(f"{folder}/a/**/*.md")) == ["w3.md", "x/w4.md"]
    assert keys(a_source(f"{folder}/*/w*.md")) == ["a/w3.md", "b/w5.md"]


def test_a_folder_whose_name_looks_like_a_pattern_is_a_folder(folder: Path) -> None:
    touch(folder, "[W3]/a.md")

    assert keys(a_source(folder / "[W3]")) == ["a.md"]


def test_a_format_picks_its_files_out_of_a_folder(folder: Path) -> None:
    touch(folder, "a.md", "b.html", "c.txt")

    assert keys(a_source(folder, format=Format.MARKDOWN)) == ["a.md", "c.txt"]
    assert keys(a_source(folder, format=Format.PDF)) == []


def test_a_format_holds_for_a_file_of_any_name(folder: Path) -> None:
    touch(folder, "export.dat")

    (listed,) = list_files(a_source(folder / "export.dat", format=Format.JSONL)).files

    assert listed.format is Format.JSONL


@pytest.mark.parametrize(
    ("name", "beginning", "form"),
    [
        ("a.PDF", b"%PDF-1.4", Format.PDF),
        ("a.pdf", b"<html>", Format.PDF),
        ("a.html", b"%PDF-1.4", Format.PDF),
        ("a", b"%PDF-1.4", Format.PDF),
        ("a.htm", b"", Format.HTML),
        ("a", b"\n<!DOCTYPE html>", Format.HTML),
        ("a.Markdown", b"", Format.MARKDOWN),
        ("Posts.xml", b'\xef\xbb\xbf<?xml version="1.0"?>\r\n<posts>', Format.STACKEXCHANGE_DUMP),
        ("PostLinks.xml", b'<?xml version="1.0"?><postlinks>', None),
        ("a.json", b'{"_id": "1", "text": "x"}', Format.JSONL),
        ("a.json", b'{"name": "x"}', None),
        ("a.png", b"%PDF-", None),
        ("README", b"words", None),
    ],
)
def test_a_format_is_guessed_by_name_and_beginning(name: str, beginning: bytes, form: Format | None) -> None:
    assert guess(name, beginning, Kind.DATA_SHEET) is form


def test_pages_of_a_forum_are_threads() -> None:
    assert guess("7.html", b"", Kind.FORUM) is Format.HTML_FORUM
    assert guess("7.md", b"", Kind.FORUM) is Format.MARKDOWN


def test_links_within_the_folder_are_read_once(folder: Path) -> None:
    touch(folder, "a/w3.md")
    (folder / "same.md").symlink_to(folder / "a" / "w3.md")
    (folder / "loop").symlink_to(folder)

    listing = list_files(a_source(folder))

    assert [listed.key for listed in listing.files] == ["a/w3.md"]
    assert listing.failed == []


def test_links_to_nothing_and_out_of_the_folder_are_named(folder: Path) -> None:
    touch(folder.parent, "private/x.md")
    (folder / "lost.md").symlink_to(folder / "nowhere")
    (folder / "out").symlink_to(folder.parent / "private")

    failed = {failure.id: failure.reason for failure in list_files(a_source(folder)).failed}

    assert set(failed) == {"lost.md", "out/"}
    assert "link to nothing" in failed["lost.md"]
    assert "private" in failed["out/"]


def test_the_location_itself_may_be_a_link(folder: Path) -> None:
    touch(folder, "a.md")
    (folder.parent / "current").symlink_to(folder)

    assert keys(a_source(folder.parent / "current")) == ["a.md"]


def test_a_place_that_could_not_be_seen_covers_nothing_below_it() -> None:
    listing = Listing(failed=[Failure("old/", "cannot be listed"), Failure("w3.md", "cannot be opened")])

    assert not listing.covers("old/w1.md")
    assert not listing.covers("w3.md")
    assert listing.covers("older/w1.md")
    assert not Listing(failed=[Failure("", "nothing there")]).covers("w4.md")


def test_a_name_that_is_no_utf8_gets_one(folder: Path) -> None:
    touch(folder, "caf\udce9.md")

    assert keys(a_source(folder)) == ["caf\\udce9.md"]


def test_a_pattern_does_not_lead_out_of_the_folder_by_a_link(folder: Path) -> None:
    touch(folder, "secret/s.md", "docs/a/w3.md")
    (folder / "docs" / "out").symlink_to(folder / "secret")
    (folder / "docs" / "in").symlink_to(folder / "docs" / "a")

    for pattern in ("*/*.md", "**/*.md"):
        listing = list_files(a_source(f"{folder}/docs/{pattern}"))
        assert [listed.key for listed in listing.files] == ["a/w3.md"]
        assert [failure.id for failure in listing.failed] == ["out/s.md"]
