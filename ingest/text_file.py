"""A plain text file as a document."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from index.knowledge import DocumentId
from ingest.decode import decoded
from ingest.errors import Unreadable
from ingest.parsed import Parsed
from ingest.plain import plain
from ingest.sources import Source
from ingest.web_page import unseen


def parse_text(file: BinaryIO, source: Source, key: str) -> Iterator[Parsed]:
    """The text as it stands; its name is its title. Raises Unreadable without text."""
    cleaned = plain(decoded(file.read()))
    text = cleaned.text.strip()
    if not text:
        raise Unreadable("there is no text in it")
    identity = DocumentId(f"{source.name}/{key}")
    yield Parsed(identity, PurePosixPath(key).stem, text, meta=unseen(cleaned.dropped))
