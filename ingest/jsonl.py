"""A corpus of JSON lines, as BEIR writes it: each row is a document as it stands."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from index.knowledge import DocumentId
from ingest.errors import BadSource, Unreadable
from ingest.headings import Path, below, names
from ingest.parsed import Failure, Outcome, Parsed, Section
from ingest.plain import on_one_line, storable
from ingest.sources import Source, audience_named, kind_named

_FENCED_OR_HEADING = re.compile(
    r"^(```|~~~).*?(?:^\1|\Z)|^(?P<marks>#{1,6})[ \t]+(?P<name>\S[^\n]*?)[ \t#]*$", re.MULTILINE | re.DOTALL
)
_KEPT = ("author", "date", "licence", "license", "score")
_LONGEST = 20 * 2**20  # bytes of one row


def parse_jsonl(file: BinaryIO, source: Source, key: str) -> Iterator[Outcome]:
    """A document or a failure for each line; blank lines are nothing. A row's own id is the document's."""
    number = 0
    while line := file.readline(_LONGEST):
        number += 1
        if not line.strip():
            continue
        try:
            yield _document(_row(line))
        except Unreadable as error:
            yield Failure(f"{source.name}/{key}, line {number}", str(error))


def _row(line: bytes) -> Mapping[str, Any]:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"not a row of JSON: {error}") from error
    if not isinstance(row, dict):
        raise Unreadable(f"a row is an object with id, title and text, not {type(row).__name__}")
    return row


def _document(row: Mapping[str, Any]) -> Parsed:
    text = storable(_words(row, "text"))
    title = on_one_line(storable(_words(row, "title")))
    identity = _words(row, "_id") or _words(row, "id")
    if not identity.strip():
        raise Unreadable("the row has no id")
    if not text.strip():
        text = title
    if not text:
        raise Unreadable(f"row {identity!r} has no text")
    return Parsed(
        id=DocumentId(storable(identity)),
        title=title or on_one_line(text)[:100],
        text=text,
        sections=markdown_sections(text),
        url=_words(row, "url") or None,
        meta={name: value for name in _KEPT if (value := _words(row, name))},
        **_said(row),
    )


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    """What the row says of itself in place of its source."""
    try:
        kind = kind_named(_words(row, "kind")) if row.get("kind") else None
        audience = audience_named(_words(row, "audience")) if row.get("audience") else None
    except BadSource as error:
        raise Unreadable(str(error)) from error
    return {"kind": kind, "audience": audience, "products": _products(row.get("products"))}


def _products(value: object) -> tuple[str, ...] | None:
    if value is None or isinstance(value, str):
        return (value,) if value else None
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        return tuple(value)
    raise Unreadable(f"products is {value!r}; it must be a list of names")


def _words(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if isinstance(value, str | int | float):
        return str(value)
    raise Unreadable(f"{name} is {type(value).__name__}, not text")


def markdown_sections(text: str) -> tuple[Section, ...]:
    """Sections by the text's "#" lines, those in fenced code left alone."""
    path: Path = ()
    sections = []
    for found in _FENCED_OR_HEADING.finditer(text):
        if found["marks"]:
            path = below(path, len(found["marks"]), found["name"])
            sections.append(Section(found.start(), names(path)))
    return tuple(sections)
