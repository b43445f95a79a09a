"""Scans: read by tesseract where it is installed and marked so, else refused saying what is missing."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.errors import Unreadable
from ingest.pdf.reader import pictures_of
from ingest.sources import Format
from tests.ingest.builders import Sheet, page_at, parsed

Install = Callable[[str], None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Puts a program called tesseract in the place of whatever there is; its picture comes on its standard input."""

    def put(script: str) -> None:
        program = tmp_path / "tesseract"
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)

    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin", prepend=None)
    return put


def a_scan(*pages: str) -> bytes:
    """A PDF whose pages are pictures of these words."""
    sheet = Sheet()
    for words in pages:
        picture = Image.new("L", (1654, 2339), 255)
        font = ImageFont.load_default(size=60)
        ImageDraw.Draw(picture).text((150, 150), words, fill=0, font=font)
        sheet.page()
        sheet.pdf.image(picture, 0, 0, 210, 297)
    return sheet.bytes()


def test_a_scan_is_read_marked_and_states_no_facts(install: Install) -> None:
    install('head -c 13 | grep -q "^P5 1654 2339" && printf "W3 gauge\\n\\nSupply voltage: 3.3 V\\n\\f"')
    document = parsed(Format.PDF, a_scan("one", "two"), key="scan.pdf")

    assert document.text == "W3 gauge\n\nSupply voltage: 3.3 V\n\nW3 gauge\n\nSupply voltage: 3.3 V"
    assert document.meta == {"pages": "2", "ocr": "true", "trust": "low"}
    assert page_at(document, "W3 gauge") == 1
    assert len(document.pages) == 2
    assert document.facts == ()


def test_without_tesseract_a_scan_is_refused_saying_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(Unreadable, match="install the program tesseract"):
        parsed(Format.PDF, a_scan("one"))


@pytest.mark.parametrize(
    ("script", "reason"),
    [("exit 1", "tesseract cannot read it"), ("printf ' \\n\\f'", "no text can be recognised")],
)
def test_a_scan_that_tesseract_makes_nothing_of_is_refused(
    install: Install, script: str, reason: str
) -> None:
    install(script)

    with pytest.raises(Unreadable, match=reason):
        parsed(Format.PDF, a_scan("one"))


def test_a_scan_of_too_many_pages_is_refused(install: Install) -> None:
    install("printf 'words'")
    sheet = Sheet()
    for _ in range(61):
        sheet.page()

    with pytest.raises(Unreadable, match="scan of 61 pages"):
        parsed(Format.PDF, sheet.bytes())


def test_a_page_as_large_as_a_house_is_a_picture_of_bounded_size() -> None:
    sheet = Sheet()
    sheet.pdf.add_page(format=(5000, 5000))
    (picture,) = pictures_of(sheet.line("W3", size=99).bytes())

    assert 1_000_000 < len(picture) < 26_000_000


def test_an_empty_page_is_not_looked_at(install: Install) -> None:
    install("printf 'words'")

    with pytest.raises(Unreadable, match="no text can be recognised"):
        parsed(Format.PDF, Sheet().page().bytes())


def test_a_picture_of_a_page_shows_what_is_on_it() -> None:
    (picture,) = pictures_of(a_scan("W3"))
    shown = Image.open(BytesIO(picture))

    assert shown.size == (1654, 2339)
    assert shown.crop((140, 140, 400, 230)).getextrema() == (0, 255)


@pytest.mark.skipif(which("tesseract") is None, reason="tesseract is not installed")
def test_tesseract_itself_reads_a_scan() -> None:
    assert "supply voltage" in parsed(Format.PDF, a_scan("Supply voltage 3.3 V")).text.lower()
