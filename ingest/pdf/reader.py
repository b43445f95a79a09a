"""PDF files through pypdfium2; the only module that knows it."""

import ctypes
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from math import pi
from pathlib import PurePosixPath
from textwrap import shorten
from threading import Lock
from typing import Any, BinaryIO

import pypdfium2
import pypdfium2.raw as pdfium

from index.knowledge import DocumentId
from ingest.blocks import Block, Role, compose
from ingest.errors import Unreadable
from ingest.ocr import DOTS_PER_INCH, MARKS, blocks_of_pictures
from ingest.parsed import Parsed
from ingest.pdf.blocks import blocks_of_pages
from ingest.pdf.glyphs import Glyph, pieces_of, upright
from ingest.pdf.lines import Line, Piece, lines_of_page
from ingest.plain import on_one_line, plain
from ingest.sources import Source
from ingest.web_page import unseen

_MOST_PAGES = 2000
_MOST_ON_A_PAGE = 200_000  # characters
_MOST_TEXT = 10_000_000  # characters
_MOST_DOTS = 25_000_000  # of a picture of a page
_NO_TITLE = re.compile(r"www\.|://|\.\w{2,4}$|^\W*$")  # an address or the name of a file
_ONE_AT_A_TIME = (
    Lock()
)  # PDFium must not be called by two threads (https://github.com/pypdfium2-team/pypdfium2#thread-safety)
_WRONG = {
    pdfium.FPDF_ERR_PASSWORD: "it is encrypted and asks for a password; save it without one",
    pdfium.FPDF_ERR_FORMAT: "it is damaged or no PDF",
    pdfium.FPDF_ERR_SECURITY: "it is encrypted in a way that cannot be read",
}


def parse_pdf(file: BinaryIO, source: Source, key: str) -> Iterator[Parsed]:
    """The text of all pages, with where each begins. Raises Unreadable for what is damaged, locked or a scan."""
    data = file.read()
    said, pages, unread = _pages(data)
    blocks = list(blocks_of_pages(pages))
    composed = compose(blocks)
    if scanned := not any(map(str.isalnum, composed.text)):
        blocks = list(blocks_of_pictures(pictures_of(data), len(pages)))
        composed = replace(compose(blocks), facts=())  # a digit may be another one
    if not any(map(str.isalnum, composed.text)):
        raise Unreadable("it is a scan, and no text can be recognised in it")
    yield Parsed(
        id=DocumentId(f"{source.name}/{key}"),
        title=_title(said, PurePosixPath(key).stem, blocks),
        text=composed.text,
        sections=composed.sections,
        facts=composed.facts,
        pages=composed.pages,
        meta={
            "pages": str(len(pages)),
            **({"unreadable_pages": ", ".join(map(str, unread))} if unread else {}),
            **unseen(composed.dropped),
            **(MARKS if scanned else {}),
        },
    )


def pictures_of(data: bytes) -> Iterator[bytes]:
    """Each page as a grey picture (PGM); empty for a page of one colour. Raises Unreadable."""
    with _ONE_AT_A_TIME, closing(_opened(data)) as document:
        for number in range(len(document)):
            with closing(document.get_page(number)) as page:
                area = page.get_width() * page.get_height()
                scale = min(DOTS_PER_INCH / 72, (_MOST_DOTS / max(area, 1)) ** 0.5)
                with closing(page.render(scale=scale, grayscale=True)) as bitmap:
                    dots = bitmap.to_numpy()
                    beginning = b"P5 %d %d 255\n" % (bitmap.width, bitmap.height)
                    yield beginning + dots.tobytes() if dots.min() < dots.max() else b""


def _title(said: str, name: str, blocks: Sequence[Block]) -> str:
    """The title that the file gives itself if it is about its first page; else the page's highest heading.

    A heading that says nothing of the product ("Features") is preceded by the file's name if the page has that too.
    """
    first_page = [block for block in blocks if block.page == blocks[0].page]
    printed = _words(" ".join(block.text for block in first_page))
    if not _NO_TITLE.search(said) and len(_words(said) & printed) > len(_words(said)) / 2:
        return said
    headings = [block for block in first_page if block.role is Role.HEADING]
    if not headings:
        return name
    heading = shorten(plain(min(headings, key=lambda block: block.level).text).text, 120, placeholder=" …")
    numbered = {word for word in _words(name) if any(map(str.isdigit, word))}
    return f"{name}: {heading}" if numbered & (printed - _words(heading)) else heading


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _pages(data: bytes) -> tuple[str, list[list[Line]], list[int]]:
    """The title in the file's own words, the lines of each page, and the numbers of pages that could not be read."""
    if b"%PDF-" not in data[:1024]:
        raise Unreadable("it does not begin like a PDF")
    pages: list[list[Line]] = []
    unread: list[int] = []
    characters = 0
    with _ONE_AT_A_TIME, closing(_opened(data)) as document:
        if len(document) > _MOST_PAGES:
            raise Unreadable(f"it has {len(document)} pages; {_MOST_PAGES} is the most: split it")
        said = on_one_line(plain(document.get_metadata_value("Title")).text)
        for number in range(len(document)):
            try:
                pages.append(lines_of_page(_pieces(document, number)))
            except pypdfium2.PdfiumError:
                pages.append([])
                unread.append(number + 1)
            characters += sum(len(line.text) for line in pages[-1])
            if characters > _MOST_TEXT:
                raise Unreadable(f"it holds more than {_MOST_TEXT} characters")
    if len(unread) == len(pages):
        raise Unreadable("it is damaged: none of its pages can be read")
    return said, pages, unread


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise Unreadable(_WRONG.get(error.err_code, f"PDFium cannot open it: {error}")) from error


def _pieces(document: pypdfium2.PdfDocument, number: int) -> list[Piece]:
    with closing(document.get_page(number)) as page, closing(page.get_textpage()) as text:
        count = text.count_chars()
        if count > _MOST_ON_A_PAGE:
            raise Unreadable(f"page {number + 1} holds {count} characters; {_MOST_ON_A_PAGE} is the most")
        return pieces_of(upright(_glyphs(text, count)))


def _glyphs(text: Any, count: int) -> Iterator[Glyph]:
    """The page's characters in the order they are written, with the room their font gives them."""
    box = pdfium.FS_RECTF()
    bold = _Bold(text)
    for index in range(count):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        quarter = round(pdfium.FPDFText_GetCharAngle(text, index) / (pi / 2)) % 4
        yield Glyph(character, box.left, box.right, box.bottom, box.top, quarter, bold.at(index))


class _Bold:
    """Whether a character's font is a bold one, by the name of the font."""

    def __init__(self, text: Any) -> None:
        self.text = text
        self.name = ctypes.create_string_buffer(128)

    def at(self, index: int) -> bool:
        pdfium.FPDFText_GetFontInfo(self.text, index, self.name, len(self.name), None)
        name = self.name.value.lower()
        return b"bold" in name or b"black" in name or b"heavy" in name
