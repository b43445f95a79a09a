"""What a fetched thing is, and its bytes for the parser."""

import codecs

import pytest

from index.knowledge import Kind
from ingest.crawl.content import legible, may_be_read, read_as, worth_asking, written_as
from ingest.decode import decoded
from ingest.sources import Format
from tests.ingest.builders import COMMUNITY, a_source

OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("content_type", "path", "body", "form"),
    [
        ("text/html; charset=utf-8", "/a", b"<p>", Format.HTML),
        ("application/xhtml+xml", "/a", b"<p>", Format.HTML),
        ("application/pdf", "/a", b"", Format.PDF),
        ("application/octet-stream", "/download?id=5", b"%PDF-1.7", Format.PDF),
        ("text/html", "/a", b"%PDF-1.7", Format.PDF),
        ("application/octet-stream", "/a.pdf", b"", Format.PDF),
        ("", "/a.html", b"<!doctype html>", Format.HTML),
        ("text/plain", "/readme.md", b"# Words", Format.MARKDOWN),
        ("text/plain; charset=utf-8", "/notes", b"Words", Format.TEXT),
        ("text/markdown", "/notes", b"# Words", Format.MARKDOWN),
        ("text/csv", "/a", b"question,answer", Format.CSV),
        (f"{OFFICE}.wordprocessingml.document", "/a", b"PK", Format.DOCX),
        (f"{OFFICE}.presentationml.presentation", "/a", b"PK", Format.PPTX),
        (f"{OFFICE}.spreadsheetml.sheet", "/a", b"PK", Format.XLSX),
        ("image/png", "/a", b"\x89PNG", None),
        ("application/zip", "/a", b"PK", None),
        ("application/octet-stream", "/a.exe", b"MZ", None),
    ],
)
def test_the_type_decides_and_the_look_has_the_second_word(
    content_type: str, path: str, body: bytes, form: Format | None
) -> None:
    assert written_as(content_type, f"https://a.example{path}", body, Kind.DATA_SHEET) is form


@pytest.mark.parametrize("path", ["/a.PNG", "/b/firmware.bin", "/c.tar.gz", "/style.css"])
def test_pictures_and_programs_are_not_asked_for(path: str) -> None:
    assert not worth_asking(f"https://a.example{path}")


def test_a_body_is_taken_unless_its_type_says_that_nobody_reads_it() -> None:
    assert may_be_read("application/octet-stream", "https://a.example/download?id=5", Kind.DATA_SHEET)
    assert not may_be_read("application/octet-stream", "https://a.example/a.bin", Kind.DATA_SHEET)
    assert not may_be_read("video/mp4", "https://a.example/a", Kind.DATA_SHEET)


def test_a_page_of_a_forum_is_read_as_the_settings_say_and_as_a_qapage_without() -> None:
    forum = a_source(kind=Kind.FORUM)
    assert read_as(Format.HTML, forum) is Format.QAPAGE
    assert read_as(Format.PDF, forum) is Format.PDF
    by_selectors = a_source(kind=Kind.FORUM, format=Format.HTML_FORUM, selectors=COMMUNITY)
    assert read_as(Format.HTML, by_selectors) is Format.HTML_FORUM
    assert read_as(Format.HTML, a_source(kind=Kind.FORUM, format=Format.QAPAGE)) is Format.QAPAGE
    assert read_as(Format.PDF, by_selectors) is None


def test_a_source_of_pdfs_means_no_pages() -> None:
    source = a_source(format=Format.PDF)
    assert (read_as(Format.PDF, source), read_as(Format.HTML, source)) == (Format.PDF, None)
    assert read_as(None, source) is None


@pytest.mark.parametrize(
    ("text", "charset"),
    [
        ("25 °C", "iso-8859-1"),
        ("Spannung: 5 V ± 10 %", "windows-1252"),
        ("Привет, мир", "windows-1251"),
        ("電圧", "shift_jis"),
        ("電圧", "iso-2022-jp"),
        ("Žluťoučký", "iso-8859-2"),
        ("voltage", "utf-16"),
    ],
)
def test_the_charset_of_the_header_reaches_the_parser(text: str, charset: str) -> None:
    body = text.encode("utf-16-le" if charset == "utf-16" else charset)
    assert decoded(legible(body, f"text/html; charset={charset}", Format.HTML)) == text


def test_the_header_outranks_the_page() -> None:
    body = '<meta charset="windows-1252">Привет'.encode("windows-1251")
    assert decoded(legible(body, "text/html; charset=windows-1251", Format.HTML)).endswith("Привет")


@pytest.mark.parametrize(
    "body",
    ["25 °C".encode(), codecs.BOM_UTF8 + "25 °C".encode(), codecs.BOM_UTF16_LE + "25 °C".encode("utf-16-le")],
)
def test_what_is_utf_8_or_has_a_mark_is_left_alone_whatever_the_header_says(body: bytes) -> None:
    assert legible(body, "text/html; charset=iso-8859-1", Format.HTML) == body
    assert decoded(body) == "25 °C"


@pytest.mark.parametrize("charset", ["no-such-charset", "utf-8", "ascii\0", "base64", "idna"])
def test_a_charset_that_does_not_fit_changes_nothing(charset: str) -> None:
    assert legible(b"25 \xb0C", f"text/html; charset={charset}", Format.HTML) == b"25 \xb0C"


def test_a_pdf_has_no_charset() -> None:
    assert legible(b"%PDF \xb0", "application/pdf; charset=windows-1251", Format.PDF) == b"%PDF \xb0"
