"""The zip package of an office file, looked through before a library unpacks any of it."""

from enum import Enum
from re import search
from typing import IO, BinaryIO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from ingest.errors import Unreadable

_MOST_PARTS = 10_000
_MOST_UNPACKED = 300 * 2**20  # bytes of all parts together
_BOMB = 200  # times smaller than unpacked; text and sheets reach about 30
_SMALL = 10 * 2**20  # bytes that may be packed as tightly as they like
_PACKINGS = {ZIP_STORED, ZIP_DEFLATED}  # there are no others (ECMA-376 part 2, annex B)
_CHUNK = 2**16
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB], section 2.2
_IN_OLD_FILES = {  # names of streams
    "EncryptedPackage": "it is encrypted and asks for a password; save it without one",
    "WordDocument": "it is in the binary format of Word before 2007 (.doc); save it as .docx",
    "Workbook": "it is in the binary format of Excel before 2007 (.xls); save it as .xlsx",
    "Book": "it is in the binary format of Excel before 1997 (.xls); save it as .xlsx",
    "PowerPoint Document": "it is in the binary format of PowerPoint before 2007 (.ppt); save it as .pptx",
}
_LOCKED = _IN_OLD_FILES["EncryptedPackage"]


class Kind(Enum):
    """What an office file is, by the content type of its main part."""

    DOCUMENT = rb"(openxmlformats-officedocument\.wordprocessingml|ms-word)\.[\w.]*main\+xml"
    SLIDES = rb"(openxmlformats-officedocument\.presentationml|ms-powerpoint)\.[\w.]*main\+xml"
    WORKBOOK = rb"(openxmlformats-officedocument\.spreadsheetml|ms-excel)\.[\w.]*main\+xml"


_MOST_ELEMENTS = {  # of XML; the libraries keep 1.1 kB (a document), 0.3 kB (slides) or a few bytes of each
    Kind.DOCUMENT: 300_000,
    Kind.SLIDES: 1_000_000,
    Kind.WORKBOOK: 6_000_000,
}


def kind_of(file: BinaryIO) -> Kind:
    """What the file holds, whatever its name says, if nothing in it can blow up. Raises Unreadable."""
    try:
        with ZipFile(file) as package:
            _refuse_bombs(package)
            kind = _kind(package)
            _refuse_xml_bombs(package, _MOST_ELEMENTS[kind])
    except BadZipFile as error:
        raise Unreadable(_what_else(file)) from error
    file.seek(0)
    return kind


def _refuse_bombs(package: ZipFile) -> None:
    """By the sizes that the parts claim: reading a part ends where its claim does."""
    parts = package.infolist()
    if len(parts) > _MOST_PARTS:
        raise Unreadable(f"it is a package of {len(parts)} parts; {_MOST_PARTS} is the most")
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MOST_UNPACKED:
        most = _MOST_UNPACKED >> 20
        raise Unreadable(f"its parts unpack to {unpacked >> 20} MB; {most} MB is the most: split it")
    for part in parts:
        if part.flag_bits & 1:
            raise Unreadable(_LOCKED)
        if part.compress_type not in _PACKINGS:
            raise Unreadable(f"its part {part.filename!r} is packed as no office file is; save it again")
        if part.file_size > max(_SMALL, _BOMB * part.compress_size):
            raise Unreadable(f"its part {part.filename!r} is packed {_BOMB} times or more: it may be a bomb")


def _kind(package: ZipFile) -> Kind:
    names = set(package.namelist())
    if "mimetype" in names:
        raise Unreadable("it is an OpenDocument file; save it as .docx, .pptx or .xlsx")
    if "[Content_Types].xml" not in names:
        raise Unreadable("it is an archive and no office file; unpack it and name what is in it")
    types = package.read("[Content_Types].xml")
    found = [kind for kind in Kind if search(kind.value, types)]
    if len(found) != 1:
        raise Unreadable("it is no document, no slides and no workbook; save it as .docx, .pptx or .xlsx")
    return found[0]


def _refuse_xml_bombs(package: ZipFile, most: int) -> None:
    """Entities of their own, which no office file has (ECMA-376 part 2, 8.1.4), and more elements than `most`."""
    left = most
    for name in package.namelist():
        with package.open(name) as part:
            left -= _elements(part, name, left)


def _elements(part: IO[bytes], name: str, most: int) -> int:
    """How many elements the part has; none when it is no XML."""
    chunk = part.read(_CHUNK)
    if not _looks_like_xml(chunk):
        return 0
    count = 0

    def begun(*_element: object) -> None:
        nonlocal count
        count += 1
        if count > most:
            raise Unreadable(f"it is made of too many elements (in {name!r}): split it")

    def declared(*_entity: object) -> None:
        raise Unreadable(f"its part {name!r} declares entities: it may be a bomb")

    parser = ParserCreate()
    parser.StartElementHandler = begun
    parser.EntityDeclHandler = declared
    try:
        while chunk:
            parser.Parse(chunk)
            chunk = part.read(_CHUNK)
        parser.Parse(b"", True)
    except ExpatError as error:
        raise Unreadable(f"its part {name!r} is damaged: {error}") from error
    return count


def _looks_like_xml(beginning: bytes) -> bool:
    """Also in UTF-16, and where blanks fill all that was read."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00<")):
        return True
    return beginning.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"")


def _what_else(file: BinaryIO) -> str:
    """Why a file that is no zip cannot be read."""
    file.seek(0)
    content = file.read()
    if content.startswith(_OLD):
        known = (why for name, why in _IN_OLD_FILES.items() if name.encode("utf-16-le") in content)
        return next(known, "it is in a binary format from before 2007; save it as .docx, .pptx or .xlsx")
    if content.startswith(b"{\\rtf"):
        return "it is rich text (.rtf) in spite of its name; save it as .docx"
    if content.startswith(b"PK"):
        return "it is damaged: its end is missing or wrong"
    return f"it is no office file: it begins with {content[:16]!r}"
