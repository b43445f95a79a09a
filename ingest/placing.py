"""Puts a file that somebody hands over into the folder of a source: safe names, nothing outside, nothing half."""

import os
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from secrets import token_hex

from index.inventory import Made
from ingest.errors import BadSource, Unreadable
from ingest.formats import BEGINNING, fits, guess
from ingest.sources import Format, Source

LARGEST = 50 * 2**20  # bytes, as much as the parsers of single files take
_LONGEST_NAME = 150  # bytes; file systems take 255, and a while being written the name is longer

_UNSAFE = re.compile(r"[^\w .,()+=@-]")
_BEGIN_WITH = {
    Format.PDF: b"%PDF-",
    Format.DOCX: b"PK\x03\x04",
    Format.PPTX: b"PK\x03\x04",
    Format.XLSX: b"PK\x03\x04",
}
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")  # UTF-16, in which every other byte is a zero


class Arrival(Enum):
    """What a file was to its folder."""

    NEW = "new"
    NEW_VERSION = "new_version"  # other bytes under a name that was there
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Added:
    """What became of a file that was handed over: the documents made of it, or why there are none."""

    name: str
    arrival: Arrival
    made: Sequence[Made] = ()
    reason: str | None = None

    @property
    def refused(self) -> bool:
        """Whether it stays out of the folder; a file that lies there and is not found yet, say by its dates, is not."""
        return self.arrival is Arrival.REFUSED


def folder_of(source: Source) -> Path:
    """The folder that takes files for this source. Raises BadSource when it has none."""
    folder = Path(source.location)
    if "://" in source.location or not folder.is_dir():
        raise BadSource(f"source {source.name!r} is no folder on this machine: files cannot be added to it")
    return folder


def takes_files(source: Source) -> bool:
    """Whether `folder_of` finds one."""
    return "://" not in source.location and Path(source.location).is_dir()


def safe_name(written: str) -> str:
    """The name under which a file of this name may lie in a folder. Raises Unreadable when nothing is left of it."""
    last = unicodedata.normalize("NFC", written).replace("\\", "/").rpartition("/")[2]
    name = " ".join(_UNSAFE.sub("_", last).split()).lstrip(".- ").rstrip(". ")
    if not name:
        raise Unreadable(f"{written!r} is no name for a file; rename it")
    if len(name.encode()) > _LONGEST_NAME:
        raise Unreadable(f"its name is longer than {_LONGEST_NAME} bytes; give it a shorter one")
    return name


def format_of(name: str, content: bytes, source: Source) -> Format:
    """How the file is written, by its name and its bytes. Raises Unreadable when the source would not read it."""
    if len(content) > LARGEST:
        raise Unreadable(f"it has more than {LARGEST // 2**20} MB: split it")
    if not content:
        raise Unreadable("it is empty")
    form = guess(name, content[:BEGINNING], source.kind)
    if form is None:
        raise Unreadable(
            "files of this sort are not read; the name must end as what it is, such as .pdf or .md"
        )
    if source.format and not fits(source.format, form):
        raise Unreadable(f"it is {form.value}, and source {source.name!r} takes {source.format.value} only")
    if not _is_written_in(form, content[:BEGINNING]):
        raise Unreadable(
            f"its name says {form.value}, its bytes say otherwise; check that it is the right file"
        )
    return form


def _is_written_in(form: Format, beginning: bytes) -> bool:
    if form in _BEGIN_WITH:
        return _BEGIN_WITH[form] in beginning
    return b"\0" not in beginning or beginning.startswith(_WIDE_TEXT)


def place(folder: Path, name: str, content: bytes) -> Arrival:
    """Have the file lie in the folder, wholly or not at all. Raises Unreadable when it cannot."""
    target = folder / name
    try:
        if target.is_symlink() or (target.exists() and not target.is_file()):
            raise Unreadable(f"something else is called {name!r} there; rename the file")
        before = target.read_bytes() if target.exists() else None
        if before != content:
            _write(folder / f".{name}.{token_hex(4)}.part", target, content)
    except OSError as error:
        raise Unreadable(f"it cannot be put into {str(folder)!r}: {error.strerror}") from error
    if before is None:
        return Arrival.NEW
    return Arrival.SAME if before == content else Arrival.NEW_VERSION


def _write(part: Path, target: Path, content: bytes) -> None:
    """Hidden until it is whole: a walk in between must not find half a file."""
    try:
        with part.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
