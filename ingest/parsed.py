"""What a parser returns: documents as they were read, and what could not be read or was passed over."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from index.knowledge import Audience, DocumentId, Fact, Kind
from ingest.sources import Source


@dataclass(frozen=True)
class Section:
    """The reach of a heading: from `start` to the start of the next section, or to the end."""

    start: int
    heading: tuple[str, ...]
    apart: bool = False  # shares no passage with the section before it: somebody else wrote it


@dataclass(frozen=True)
class Parsed:
    """One document as it was read. What is None is as the source says."""

    id: DocumentId
    title: str
    text: str
    sections: tuple[Section, ...] = ()  # in order of start; text before the first has no heading
    pages: tuple[int, ...] = ()  # where each page starts, in order; empty when there are no pages
    url: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    kind: Kind | None = None
    audience: Audience | None = None
    products: tuple[str, ...] | None = None
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Failure:
    """Something that could not be read, by name, and why."""

    id: str
    reason: str


@dataclass(frozen=True)
class PassedOver:
    """Something that was read and is no document: a thread without an accepted solution."""

    id: str


def identity(source: Source, key: str) -> DocumentId:
    """The id of a document that is an item of its own: its web address, else its path in its source."""
    return DocumentId(key if "://" in key else f"{source.name}/{key}")


Outcome = Parsed | Failure | PassedOver
Parser = Callable[
    [BinaryIO, Source, str], Iterator[Outcome]
]  # (an open file, its source, its key); may raise Unreadable
