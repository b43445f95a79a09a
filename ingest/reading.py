"""Opens listed things for their parsers; whatever goes wrong with one comes out as a failure that names it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import inf
from os import SEEK_END
from typing import BinaryIO

from index.errors import UnfitDocument
from index.knowledge import Document, Span
from index.rows import check
from ingest.documents import document_of
from ingest.errors import Unreadable
from ingest.note_dates import standing
from ingest.parsed import Failure, Parsed, PassedOver, identity
from ingest.parsers import PARSERS
from ingest.plain import storable
from ingest.sources import Format, Source
from ingest.split import split
from ingest.walk import Listed

_LARGEST = {  # megabytes that fit into memory with all that is made of them; the other formats are read row by row
    Format.PDF: 50,
    Format.TEXT: 50,
    Format.DOCX: 50,
    Format.PPTX: 50,
    Format.XLSX: 50,
    Format.HTML: 10,
    Format.HTML_FORUM: 10,
    Format.QAPAGE: 10,
    Format.MARKDOWN: 10,
    Format.DISCOURSE: 20,
    Format.ASKBOT: 20,
    Format.STACKEXCHANGE_API: 20,
}


@dataclass(frozen=True)
class Ready:
    """A document that was read, cut into passages."""

    document: Document
    spans: Sequence[Span]
    look_again_at: datetime | None = None  # when its dates say something else


@dataclass(frozen=True)
class NotNow:
    """A document that is not to be found on this day, by its own dates."""

    id: str
    reason: str
    look_again_at: datetime | None


Result = Ready | NotNow | Failure | PassedOver


def read(listed: Listed, source: Source, at: datetime) -> Iterator[Result]:
    """All that the thing holds; when it cannot be read (on), the last is a failure that says why."""
    name = identity(source, listed.key)
    if listed.content is None:
        yield Failure(name, "it was not brought")
        return
    try:
        with listed.content.open() as file:
            _check_size(file, listed.format)
            for outcome in PARSERS[listed.format](file, source, listed.key):
                yield _ready(outcome, source, at) if isinstance(outcome, Parsed) else outcome
    except OSError as error:
        yield Failure(name, f"cannot be read: {error.strerror or error}")
    except Unreadable as error:
        yield Failure(name, str(error))


def _ready(parsed: Parsed, source: Source, at: datetime) -> Ready | NotNow | Failure:
    stands = standing(parsed.meta, at)
    if stands.why_not:
        return NotNow(parsed.id, stands.why_not, stands.look_again_at)
    ready = Ready(document_of(parsed, source, at), split(parsed), stands.look_again_at)
    try:
        check(ready.document, ready.spans)
    except UnfitDocument as error:
        return Failure(storable(parsed.id), str(error))
    return ready


def _check_size(file: BinaryIO, form: Format) -> None:
    most = _LARGEST.get(form, inf)
    megabytes = file.seek(0, SEEK_END) / 2**20 if most < inf else 0
    file.seek(0)
    if megabytes > most:
        raise Unreadable(f"it has {megabytes:.1f} MB; {most} MB is the most for {form.value}: split it")
