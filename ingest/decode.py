"""Bytes of a text file to text: by byte order mark, by what is said of them, else as UTF-8 or Windows-1252."""

import codecs
import re
from typing import BinaryIO

from ingest.charset import codec, declared
from ingest.errors import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BEYOND_ASCII = re.compile("[^\x00-\x7f\ufffd]")
_LEGACY = "cp1252"
_CHUNK = 2**20
_NO_TEXT = {b"\x1f\x8b": "packed by gzip", b"PK\x03\x04": "an archive", b"%PDF-": "a PDF"}
_CONTROLS = bytes({*range(32), 127} - set(b"\t\n\v\f\r\x1a\x1b"))
_LOOKED_AT = 4096  # bytes
_STRAY = 32  # control characters that no text needs
_STRAY_SHARE = 0.02


def encoding_of(data: bytes, said: str | None = None) -> str | None:
    """The codec by the standard: the byte order mark, what the server said, what the page says; None when nothing does.

    A server says `said`, the charset of its Content-Type header.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return marked or (codec(said) if said else None) or declared(data)


def decoded(data: bytes, said: str | None = None) -> str:
    """The text; bytes that fit nothing become the replacement character. Raises Unreadable for what is no text.

    What is UTF-8 is read as that also when it says something else: pages are saved in UTF-8 and keep their old label.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    _refuse_binary(data)
    name = encoding_of(data, said) or "utf-8"
    if name == "iso2022_jp" or name.startswith("utf-16"):  # these pass for UTF-8
        return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged(data) if name == "utf-8" else data.decode(name, errors="replace")


def _refuse_binary(data: bytes) -> None:
    """A text may have a stray control character, but not one in every few bytes."""
    beginning = data[:_LOOKED_AT]
    packed = next((name for mark, name in _NO_TEXT.items() if beginning.startswith(mark)), None)
    strange = len(beginning) - len(beginning.translate(None, _CONTROLS))
    if packed or strange > max(_STRAY, _STRAY_SHARE * len(beginning)):
        what = f"{packed} in spite of its name" if packed else "no text"
        raise Unreadable(f"it is {what}: it begins with {data[:16]!r}")


def _damaged(data: bytes) -> str:
    """UTF-8 in which some bytes are wrong, or something else altogether: then it has more wrong than right."""
    text = data.decode("utf-8", errors="replace")
    if text.count("\ufffd") <= len(_BEYOND_ASCII.findall(text)):
        return text
    return data.decode(_LEGACY, errors="replace")


def encoding_of_file(file: BinaryIO) -> str:
    """The codec for a file of any length that says nothing of itself but by a byte order mark; it is read again."""
    beginning = file.read(4)
    file.seek(0)
    marked = next((name for mark, name in _MARKS if beginning.startswith(mark)), None)
    if marked:
        return "utf-8-sig" if marked == "utf-8" else "utf-16"  # these take the mark off
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
        return "utf-8"
    except UnicodeDecodeError:
        return _LEGACY
    finally:
        file.seek(0)
