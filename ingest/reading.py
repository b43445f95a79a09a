"""Opens listed files for their parsers; whatever goes wrong with a file comes out as a failure that names it."""

from collections.abc import Iterator
from math import inf
from os import fstat
from typing import BinaryIO

from ingest.errors import Unreadable
from ingest.fingerprint import fingerprint
from ingest.listing import Listed
from ingest.parsed import Failure, Outcome
from ingest.parsers import PARSERS
from ingest.sources import Format, Source

_LARGEST = {  # megabytes that fit into memory with all that is made of them; the other formats are read row by row
    Format.PDF: 50,
    Format.TEXT: 50,
    Format.HTML: 10,
    Format.HTML_FORUM: 10,
    Format.MARKDOWN: 10,
}


def mark_of(listed: Listed, source: Source) -> str | None:
    """The fingerprint of the file as it is now; None when it cannot be opened."""
    try:
        with listed.path.open("rb") as file:
            return fingerprint(file, source, listed.format)
    except OSError:
        return None


def read(listed: Listed, source: Source) -> Iterator[Outcome]:
    """All that the file holds; when it cannot be read (on), the last is a failure that says why."""
    try:
        with listed.path.open("rb") as file:
            _check_size(file, listed.format)
            yield from PARSERS[listed.format](file, source, listed.key)
    except OSError as error:
        yield Failure(f"{source.name}/{listed.key}", f"cannot be read: {error.strerror}")
    except Unreadable as error:
        yield Failure(f"{source.name}/{listed.key}", str(error))


def _check_size(file: BinaryIO, form: Format) -> None:
    megabytes = fstat(file.fileno()).st_size / 2**20
    most = _LARGEST.get(form, inf)
    if megabytes > most:
        raise Unreadable(f"it has {megabytes:.1f} MB; {most} MB is the most for {form.value}: split it")
