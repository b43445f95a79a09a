"""A new review date for a note that still holds: its file stays as it is, byte for byte, but for the date."""

import re
from datetime import date
from pathlib import Path, PurePosixPath

from index.knowledge import DocumentId
from ingest.errors import Unreadable
from ingest.front_matter import FrontMatter, split_front_matter
from ingest.placing import folder_of, place
from ingest.plain import plain
from ingest.sources import Source

_BY_HAND = "write the new date into the file yourself"
_DATE = re.compile(
    r"""^[^\w#\n]*review[ _-]by["' \t]*:[\s\-\["']*(?P<date>\d[\dW-]{7,9})""", re.IGNORECASE | re.MULTILINE
)


def confirm(source: Source, document: DocumentId, until: date) -> str:
    """Have the note be reviewed again by then; returns the key of its file in the source.

    Raises BadSource when the source is no folder here, and Unreadable when the note is no file of its own within it or
    says no review date.
    """
    folder = folder_of(source)
    key = _key_of(document, source)
    file = _file(folder, key, document)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise Unreadable(f"note {document!r} cannot be read: {error.strerror}") from error
    place(file.parent, file.name, dated(content, until))
    return key


def dated(content: bytes, until: date) -> bytes:
    """The file with this review date. Raises Unreadable when its front matter says none that can be replaced."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Unreadable(f"it is not written in UTF-8; {_BY_HAND}") from error
    found = _DATE.search(text)
    if found is None:
        raise Unreadable(f"its front matter says no review_by; {_BY_HAND}")
    again = f"{text[: found.start('date')]}{until.isoformat()}{text[found.end('date') :]}"
    if _read(again) != _with_date(_read(text), until):
        raise Unreadable(f"its review_by stands where it is not read as one; {_BY_HAND}")
    return again.encode()


def _read(text: str) -> tuple[FrontMatter, str]:
    return split_front_matter(plain(text).text)


def _with_date(read: tuple[FrontMatter, str], until: date) -> tuple[FrontMatter, str]:
    front, body = read
    meta = {**(front.meta or {}), "review_by": until.isoformat()}
    return FrontMatter(front.title, front.audience, front.products, meta), body


def _key_of(document: DocumentId, source: Source) -> str:
    key = document.removeprefix(f"{source.name}/")
    path = PurePosixPath(key)
    if key == document or path.is_absolute() or ".." in path.parts:
        raise Unreadable(f"note {document!r} is not of source {source.name!r}; look at the sources again")
    return key


def _file(folder: Path, key: str, document: DocumentId) -> Path:
    """The note's own file: no link, and none on the way to it. Raises Unreadable."""
    file = folder / key
    if file.resolve() != folder.resolve() / key or not file.is_file():
        raise Unreadable(f"note {document!r} is no file of its own in {str(folder)!r}; {_BY_HAND}")
    return file
