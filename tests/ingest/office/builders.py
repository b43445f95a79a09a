"""Office files in the making."""

from collections.abc import Mapping
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet
from pptx import Presentation

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
)


def a_package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def content_types(main: str = _MAIN, part: str = "/word/document.xml") -> str:
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="{part}" ContentType="{main}"/></Types>'
    )


def a_docx(*body: str, prolog: str = "", more: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word document of these elements."""
    document = f'{prolog}<w:document xmlns:w="{_WORD}"><w:body>{"".join(body)}</w:body></w:document>'
    return a_package(
        {
            "[Content_Types].xml": content_types(),
            "_rels/.rels": _RELATIONS.format(target="word/document.xml", kind="officeDocument"),
            "word/document.xml": document,
            **(more or {}),
        }
    )


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(words: str, style: str = "", properties: str = "") -> str:
    marked = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{marked}{run(words, properties)}</w:p>"


def styles(*written: str) -> dict[str, str | bytes]:
    return {"word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{"".join(written)}</w:styles>'}


def word_table(*rows: tuple[str, ...], header: bool = True) -> str:
    """The first row says that it names the columns. A cell "^" goes on from the one above it."""
    written = []
    for number, row in enumerate(rows):
        cells = "".join(map(_cell, row, rows[number + 1] if number + 1 < len(rows) else ("",) * len(row)))
        marked = "<w:trPr><w:tblHeader/></w:trPr>" if header and not number else ""
        written.append(f"<w:tr>{marked}{cells}</w:tr>")
    return f"<w:tbl>{''.join(written)}</w:tbl>"


def _cell(words: str, below: str) -> str:
    merged = {"^": "<w:vMerge/>"}.get(words, '<w:vMerge w:val="restart"/>' if below == "^" else "")
    return f"<w:tc><w:tcPr>{merged}</w:tcPr>{paragraph('' if words == '^' else words)}</w:tc>"


class Deck:
    """Slides in the making."""

    def __init__(self) -> None:
        self.deck: Any = Presentation()

    def slide(self, title: str = "", body: str = "", notes: str = "") -> Any:
        """With a title and a list; without a title an empty one."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[1 if title else 6])
        if title:
            slide.shapes.title.text = title
            slide.placeholders[1].text = body
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
        return slide

    def table(self, slide: Any, *rows: tuple[str, ...]) -> Any:
        table = slide.shapes.add_table(len(rows), len(rows[0]), 0, 0, 10**6, 10**6).table
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                table.cell(number, column).text = words
        return table

    def bytes(self) -> bytes:
        made = BytesIO()
        self.deck.save(made)
        return made.getvalue()


class Book:
    """A workbook in the making."""

    def __init__(self) -> None:
        self.book = openpyxl.Workbook()
        self.book.remove(self.book.worksheets[0])

    def sheet(self, name: str, *rows: tuple[Any, ...]) -> Worksheet:
        sheet: Worksheet = self.book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        return sheet

    def bytes(self) -> bytes:
        made = BytesIO()
        self.book.save(made)
        return made.getvalue()
