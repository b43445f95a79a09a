"""Small files that are meant to fill the memory of whoever reads them, or to keep them busy for ever."""

import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from ingest.sources import Format
from tests.ingest.office.builders import Book, Deck, a_docx, a_package, paragraph, word_table

_LAUGHS = "<!DOCTYPE x [{}]>".format(
    '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
)


def _pdf(*objects: bytes) -> bytes:
    """A PDF of these objects, the first of them its catalogue."""
    made = bytearray(b"%PDF-1.5\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%btrailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
    return bytes(made) + end % (len(objects) + 1, table, len(objects) + 1, len(made))


def _packed(content: bytes, times: int, wbits: int = zlib.MAX_WBITS) -> bytes:
    """The content over and over, packed; what is never whole in memory is no bomb for us."""
    packer = zlib.compressobj(9, zlib.DEFLATED, wbits)
    return b"".join([*(packer.compress(content) for _ in range(times)), packer.flush()])


def _stream(packed: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return b"<</Length %d /Filter [%b]>>\nstream\n%b\nendstream" % (len(packed), filters, packed)


def _page(content: bytes) -> tuple[bytes, ...]:
    return (
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>>",
        content,
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
    )


def flate_pdf(size: int) -> bytes:
    """A page whose content unpacks to `size` bytes of blanks."""
    return _pdf(*_page(_stream(_packed(b" " * 1000, size // 1000))))


def flate_twice_pdf(size: int) -> bytes:
    """The same, packed twice: a few kilobytes."""
    packed = zlib.compress(_packed(b" " * 1000, size // 1000), 9)
    return _pdf(*_page(_stream(packed, b"/FlateDecode /FlateDecode")))


def crowded_pdf(size: int) -> bytes:
    """A page of `size` characters."""
    words = b"BT /F 1 Tf " + b"(xxxxxxxxxxxxxxxxxxxx) Tj 1 1 Td " * (size // 20) + b"ET"
    return _pdf(*_page(_stream(zlib.compress(words))))


def ring_pdf(_size: int) -> bytes:
    """Pages that hold themselves."""
    return _pdf(b"<</Type /Catalog /Pages 2 0 R>>", b"<</Type /Pages /Kids [2 0 R 2 0 R] /Count 99999999>>")


def many_pages_pdf(size: int) -> bytes:
    """One empty page, listed over and over."""
    return _pdf(
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [%b] /Count %d>>" % (b"3 0 R " * size, size),
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
    )


def _with(content: bytes, name: str, beginning: bytes, filling: bytes = b"", times: int = 0) -> bytes:
    """An office file with one more part, which ends in the filling over and over."""
    made = BytesIO(content)
    with ZipFile(made, "a", ZIP_DEFLATED) as package, package.open(name, "w") as part:
        part.write(beginning)
        for _ in range(times):
            part.write(filling)
    return made.getvalue()


def _slides() -> bytes:
    deck = Deck()
    deck.slide("Words", "more")
    return deck.bytes()


def _book() -> bytes:
    book = Book()
    book.sheet("Words", ("more",))
    return book.bytes()


def wide_sheet(size: int) -> bytes:
    """A sheet of one row with as many columns as there may be."""
    book = Book()
    book.sheet("Wide", tuple(range(min(size, 16_384))))
    return book.bytes()


def large_sheet(size: int) -> bytes:
    """A sheet of `size` cells, written by hand."""
    cells = "".join(f'<c r="{letter}@"><v>1</v></c>' for letter in "ABCDEFGHIJ")
    rows = "".join(f'<row r="{row}">{cells.replace("@", str(row))}</row>' for row in range(1, size // 10 + 1))
    book = Book()
    book.sheet("Large", (1,))
    made = BytesIO()
    with ZipFile(BytesIO(book.bytes())) as package, ZipFile(made, "w", ZIP_DEFLATED) as copy:
        for name in package.namelist():
            content = package.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start, end = content.index(b"<sheetData>"), content.index(b"</sheetData>")
                content = content[:start] + b"<sheetData>" + rows.encode() + content[end:]
            copy.writestr(name, content)
    return made.getvalue()


Bomb = Callable[[int], bytes]  # of a size

# A million is the size that they are meant for; a test takes a thousandth of it.
BOMBS: Mapping[str, tuple[Format, Bomb]] = {
    "PDF that unpacks 400 times its size": (Format.PDF, lambda size: flate_pdf(size * 400)),
    "PDF packed twice": (Format.PDF, lambda size: flate_twice_pdf(size * 400)),
    "PDF page crowded with text": (Format.PDF, crowded_pdf),
    "PDF whose pages hold themselves": (Format.PDF, ring_pdf),
    "PDF of countless pages": (Format.PDF, many_pages_pdf),
    "gzip in place of HTML": (Format.HTML, lambda size: _packed(b"<p>x" * 100, size, zlib.MAX_WBITS | 16)),
    "HTML nested deeply": (Format.HTML, lambda size: b"<div>" * size),
    "HTML with open inline elements": (Format.HTML, lambda size: b"<b><i><p>x" * (size // 10)),
    "HTML table a million columns wide": (Format.HTML, lambda size: b"<table><tr>" + b"<td>x" * size),
    "HTML table whose cells reach far": (
        Format.HTML,
        lambda size: b"<table>" + b"<tr><td rowspan=65534 colspan=1000>x<td>y" * (size // 100),
    ),
    "HTML page of 10,000 links": (Format.HTML, lambda size: b'<p><a href="/x">more</a>' * (size // 100)),
    "HTML element of countless attributes": (
        Format.HTML,
        lambda size: b"<p " + b" ".join(b"a%d=1" % number for number in range(size)) + b">x",
    ),
    "HTML of countless style rules": (
        Format.HTML,
        lambda size: b"<style>" + b".x{display:none}.y .x{display:block}" * (size // 50)
        + b"</style>" + b"<p class=x>x" * (size // 500),
    ),
    "HTML style sheet nested deeply": (Format.HTML, lambda size: b"<style>" + b"{" * size + b"</style><p>x"),
    "HTML style sheet without a brace": (Format.HTML, lambda size: b"<style>" + b"x" * size + b"</style><p>x"),
    "HTML style sheet of open quotes": (
        Format.HTML,
        lambda size: b"<style>" + b'"\\"' * (size // 3) + b"</style><p>x",
    ),
    "HTML style sheet of open addresses": (
        Format.HTML,
        lambda size: b"<style>" + b"url(" * (size // 4) + b"</style><p>x",
    ),
    "HTML style that moves for ever": (
        Format.HTML,
        lambda size: b"<p style='transform:" + b"translate(" * (size // 10) + b"'>x",
    ),
    "HTML style that says the same for ever": (
        Format.HTML,
        lambda size: b"<p style='" + b"top:0;" * (size // 6) + b"'>x",
    ),
    "HTML of entities": (Format.HTML, lambda size: b"<p>" + b"&amp;&#0;&notit;" * (size // 4)),
    "HTML that says its charset for ever": (Format.HTML, lambda size: b"<meta charset=x" * (size // 4)),
    "Markdown quotes nested deeply": (Format.MARKDOWN, lambda size: b"> " * (size // 4) + b"x"),
    "Markdown of open brackets": (Format.MARKDOWN, lambda size: b"[" * (size // 10)),
    "Markdown of open emphasis": (Format.MARKDOWN, lambda size: b"*a **a " * (size // 50)),
    "Markdown table a million columns wide": (
        Format.MARKDOWN,
        lambda size: b"|x" * size + b"\n" + b"|-" * size + b"\n" + b"|y" * size,
    ),
    "text on one endless line": (Format.TEXT, lambda size: b"x" * size * 40),
    "AsciiDoc heading of blanks": (Format.TEXT, lambda size: b"= a" + b" " * size + b"b"),
    "text of nothing but rules": (Format.TEXT, lambda size: b"x\n---\n\n" * size),
    "CSV row of a million columns": (Format.CSV, lambda size: b"question,answer\n" + b"x," * size),
    "CSV quote that never ends": (Format.CSV, lambda size: b'question,answer\n"' + b"x,\n" * size * 10),
    "CSV line that never ends": (Format.CSV, lambda size: b"question,answer\n" + b"x" * size * 40),
    "JSON nested deeply": (Format.JSONL, lambda size: b'{"_id":"1","text":' + b"[" * size),
    "JSON of one huge number": (Format.JSONL, lambda size: b'{"_id":"1","text":' + b"9" * size + b"}"),
    "JSON nested deeply for a forum": (Format.DISCOURSE, lambda size: b'{"post_stream":' + b"[" * size),
    "XML of a billion laughs": (
        Format.STACKEXCHANGE_DUMP,
        lambda _size: _LAUGHS.replace("x [", "posts [").encode() + b"<posts><row Body='&l9;'/>&l9;</posts>",
    ),
    "XML nested deeply": (Format.STACKEXCHANGE_DUMP, lambda size: b"<posts>" + b"<row>" * size),
    "document that unpacks a thousandfold": (
        Format.DOCX,
        lambda size: _with(a_docx(paragraph("x")), "word/numbering.xml", b"<x>", b" " * 100, size),
    ),
    "document of countless parts": (
        Format.DOCX,
        lambda size: a_docx(paragraph("x"), more={f"p{number}": b"" for number in range(size // 50)}),
    ),
    "document of countless paragraphs": (Format.DOCX, lambda size: a_docx("<w:p/>" * size)),
    "document of tables in tables": (
        Format.DOCX,
        lambda size: a_docx("<w:tbl><w:tr><w:tc>" * (size // 100), "</w:tc></w:tr></w:tbl>" * (size // 100)),
    ),
    "document of one endless word": (Format.DOCX, lambda size: a_docx(paragraph("xy" * size * 10))),
    "document whose table is wide": (Format.DOCX, lambda size: a_docx(word_table(("x",) * (size // 50)))),
    "document of a billion laughs": (Format.DOCX, lambda _size: a_docx("<w:p>&l9;</w:p>", prolog=_LAUGHS)),
    "archives in an archive in a document": (
        Format.DOCX,
        lambda size: a_docx(paragraph("x"), more={"word/embeddings/a.zip": a_package({"z": bytes(size * 9)})}),
    ),
    "slides that unpack a thousandfold": (
        Format.PPTX,
        lambda size: _with(_slides(), "ppt/slides/slide9.xml", b"<x>", b" " * 100, size),
    ),
    "slides of countless elements": (
        Format.PPTX,
        lambda size: _with(_slides(), "ppt/slides/slide9.xml", b"<x>", b"<y/>" * 2, size),
    ),
    "slides of a billion laughs": (
        Format.PPTX,
        lambda _size: _with(_slides(), "ppt/slides/slide9.xml", _LAUGHS.encode() + b"<x>&l9;</x>"),
    ),
    "workbook that unpacks a thousandfold": (
        Format.XLSX,
        lambda size: _with(_book(), "xl/sharedStrings2.xml", b"<x>", b" " * 100, size),
    ),
    "workbook of a billion laughs": (
        Format.XLSX,
        lambda _size: _with(_book(), "xl/sharedStrings2.xml", _LAUGHS.encode() + b"<x>&l9;</x>"),
    ),
    "sheet of 16,384 columns": (Format.XLSX, wide_sheet),
    "sheet of two million cells": (Format.XLSX, lambda size: large_sheet(size * 2)),
}  # fmt: skip
