"""Packages that are bombs, damaged or something else: refused for what they are, before anything unpacks them."""

import re
import struct
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from index.knowledge import Kind
from ingest.errors import Unreadable
from ingest.formats import guess
from ingest.office.package import Kind as Office
from ingest.office.package import kind_of
from ingest.sources import Format
from tests.ingest.builders import parsed
from tests.ingest.office.builders import Book, Deck, a_docx, a_package, content_types, paragraph

OFFICE = [Format.DOCX, Format.PPTX, Format.XLSX]
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def of_each_kind() -> Mapping[Office, bytes]:
    deck, book = Deck(), Book()
    deck.slide("Words", "and more")
    book.sheet("Words", ("and", "more"))
    return {
        Office.DOCUMENT: a_docx(paragraph("Words")),
        Office.SLIDES: deck.bytes(),
        Office.WORKBOOK: book.bytes(),
    }


def refused(content: bytes, form: Format = Format.DOCX) -> str:
    with pytest.raises(Unreadable) as error:
        parsed(form, content)
    return str(error.value)


def with_parts(content: bytes, more: Mapping[str, bytes]) -> bytes:
    made = BytesIO(content)
    with ZipFile(made, "a", ZIP_DEFLATED) as package:
        for name, part in more.items():
            package.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize("form", OFFICE)
def test_what_a_file_is_says_its_content_and_not_its_name(form: Format) -> None:
    for kind, content in of_each_kind().items():
        assert kind_of(BytesIO(content)) is kind
        assert "Words" in parsed(form, content).text


@pytest.mark.parametrize(
    ("stream", "advice"),
    [
        ("WordDocument", "save it as .docx"),
        ("Workbook", "save it as .xlsx"),
        ("PowerPoint Document", "save it as .pptx"),
        ("EncryptedPackage", "password"),
        ("Other", "before 2007"),
    ],
)
def test_a_file_from_before_2007_and_an_encrypted_one_are_refused_saying_what_to_do(
    stream: str, advice: str
) -> None:
    assert advice in refused(OLD + stream.encode("utf-16-le"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "begins with b''"),
        (b"%PDF-1.4", "no office file"),
        (rb"{\rtf1 words}", "rich text"),
        (b"PK\x03\x04" + b"\x00" * 100, "its end is missing"),
        (a_package({"readme.txt": b"x"}), "archive"),
        (a_package({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
        (a_package({"[Content_Types].xml": "<Types/>"}), "no document, no slides and no workbook"),
        (a_docx(more={"word/document.xml": "<w:document"}), "damaged"),
        (a_package({"[Content_Types].xml": content_types()}), "no main part"),
    ],
)
def test_what_is_no_office_file_is_refused_for_what_it_is(content: bytes, reason: str) -> None:
    assert reason in refused(content)


@pytest.mark.parametrize("kind", list(Office))
def test_half_an_office_file_is_refused(kind: Office) -> None:
    content = of_each_kind()[kind]

    assert "its end is missing" in refused(content[: len(content) // 2])


@pytest.mark.parametrize("kind", list(Office))
def test_a_part_that_unpacks_a_thousandfold_is_refused(kind: Office) -> None:
    bomb = with_parts(of_each_kind()[kind], {"docProps/x.xml": b"<x>" + b" " * 2**24})

    assert "may be a bomb" in refused(bomb)


def test_many_parts_that_are_large_together_are_refused() -> None:
    content = bytearray(a_docx(more={f"part{number}": b"x" for number in range(40)}))
    for found in re.finditer(rb"PK\x01\x02", bytes(content)):
        content[found.start() + 24 : found.start() + 28] = struct.pack("<L", 9 * 2**20)  # the size it claims

    assert "its parts unpack to 387 MB" in refused(bytes(content))


def test_a_package_of_countless_parts_is_refused() -> None:
    assert "10004 parts" in refused(a_docx(more={f"p{number}": b"" for number in range(10_001)}))


def test_a_part_that_lies_about_its_size_unpacks_no_further_than_it_claims() -> None:
    content = a_docx(paragraph("x"), more={"word/numbering.xml": b"<x>" + b" " * 2**22})
    lie = content.replace(struct.pack("<L", 2**22 + 3), struct.pack("<L", 10))

    assert "damaged" in refused(lie) or "its end is missing" in refused(lie)


@pytest.mark.parametrize("kind", list(Office))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_entities_are_refused_wherever_they_are_declared(kind: Office, encoding: str) -> None:
    hostile = (" \n" * 50_000 if encoding != "utf-8" else "") + LAUGHS + "<l>&b;</l>"
    content = with_parts(of_each_kind()[kind], {"docProps/custom.xml": hostile.encode(encoding)})

    assert "declares entities" in refused(content)


def test_an_entity_from_outside_is_refused() -> None:
    assert "declares entities" in refused(
        a_docx(paragraph("x"), prolog='<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/hostname">]>')
    )


def test_an_archive_within_an_archive_is_never_opened() -> None:
    bomb = a_package({"zeros": bytes(2**24)})

    assert parsed(Format.DOCX, a_docx(paragraph("Seen"), more={"word/embeddings/x.zip": bomb})).text == "Seen"


def test_a_document_of_too_many_elements_is_refused_before_it_fills_the_memory() -> None:
    assert "too many elements" in refused(a_docx("<w:p/>" * 300_001))


def test_a_document_of_more_text_than_anybody_reads_is_refused() -> None:
    assert "more than 10000000 characters" in refused(a_docx(paragraph("x" * 10_000_001)))


@pytest.mark.parametrize("packing", [ZIP_LZMA, ZIP_BZIP2])
def test_a_part_packed_in_an_odd_way_is_refused(packing: int) -> None:
    made = BytesIO(a_docx(paragraph("x")))
    with ZipFile(made, "a", packing) as package:
        package.writestr("odd.xml", "<x/>")

    assert "packed as no office file is" in refused(made.getvalue())


def test_an_encrypted_part_is_refused() -> None:
    content = bytearray(a_docx(paragraph("x")))
    at = content.index(b"PK\x01\x02") + 8
    content[at] |= 1

    assert "password" in refused(bytes(content))


@pytest.mark.parametrize(
    "suffix", [".docx", ".pptx", ".xlsx", ".doc", ".ppt", ".xls", ".docm", ".xlsm", ".DOCX"]
)
def test_an_office_file_is_known_by_its_name(suffix: str) -> None:
    assert guess(f"care{suffix}", b"", Kind.SME_NOTE) in OFFICE


def test_an_office_file_without_a_suffix_is_known_by_its_beginning() -> None:
    parts = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}

    assert guess("care", a_package(parts), Kind.SME_NOTE) is Format.DOCX
    assert guess("care", a_package({"readme.txt": "x"}), Kind.SME_NOTE) is None
