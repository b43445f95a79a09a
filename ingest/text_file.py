"""A plain text file as a document; reStructuredText and AsciiDoc stand as they are written, but for their headings."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import PurePosixPath
from typing import BinaryIO

from ingest.decode import decoded
from ingest.errors import Unreadable
from ingest.headings import Path, below, names
from ingest.parsed import Parsed, Section, identity
from ingest.plain import plain
from ingest.sources import Source
from ingest.text_headings import Heading, underlined, with_equal_signs
from ingest.web_page import unseen

_MOST_HEADINGS = 50_000
_HEADINGS: Mapping[str, Callable[[str], Iterator[Heading]]] = {
    ".adoc": with_equal_signs,
    ".asciidoc": with_equal_signs,
}


def parse_text(file: BinaryIO, source: Source, key: str) -> Iterator[Parsed]:
    """The text; its first heading is its title, else its name. Raises Unreadable without text."""
    cleaned = plain(decoded(file.read()))
    text = cleaned.text.strip("\n")
    if not text.strip():
        raise Unreadable("there is no text in it")
    path = PurePosixPath(key)
    headings = list(islice(_HEADINGS.get(path.suffix.lower(), underlined)(text), _MOST_HEADINGS + 1))
    if len(headings) > _MOST_HEADINGS:
        raise Unreadable(f"it has more than {_MOST_HEADINGS} headings: split it")
    yield Parsed(
        id=identity(source, key),
        title=headings[0].name if headings else path.stem,
        text=text,
        sections=tuple(_sections(headings)),
        meta=unseen(cleaned.dropped),
    )


def _sections(headings: list[Heading]) -> Iterator[Section]:
    path: Path = ()
    for heading in headings:
        path = below(path, heading.level, heading.name)
        yield Section(heading.start, names(path))
