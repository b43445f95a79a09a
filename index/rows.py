"""Between nouns and rows: what is stored of a document, what is read back, what is embedded of a passage."""

import json
from collections.abc import Sequence
from dataclasses import fields
from hashlib import sha256
from typing import Any

from sqlalchemy import Row

from index.errors import UnfitDocument
from index.knowledge import Audience, Document, DocumentId, Fact, Kind, Passage, PassageId, Span

Pair = tuple[Document, Sequence[Span]]


def embedded_text(title: str, heading: Sequence[str], text: str) -> str:
    """What the vector of a passage is made of: its place in the document, then its words."""
    place = [part for part in heading if part != title]
    return "\n".join(part for part in (title, " > ".join(place), text) if part)


def sha256_of(text: str) -> str:
    """The hex fingerprint of a text."""
    return sha256(text.encode()).hexdigest()


def content_sha256(document: Document, spans: Sequence[Span]) -> str:
    """The fingerprint of all that can be searched or cited: the rest may change without a new version."""
    parts = version_row(document, 0) | {
        "source": None,
        "meta": None,
        "fetched_at": None,
        "spans": [(span.start, span.end, span.heading, span.page) for span in spans],
    }
    return sha256_of(json.dumps(parts))


def check(document: Document, spans: Sequence[Span]) -> None:
    """Raises UnfitDocument when a database would refuse the document or a citation of it could not be found."""
    headings = [part for span in spans for part in span.heading]
    stated = [words for fact in document.facts for words in _words_of(fact)]
    said = [document.title, document.url or "", document.source, *document.products, *headings, *stated]
    try:
        stored = "\n".join([document.id, document.text, *said]).encode()
    except UnicodeEncodeError as error:
        raise UnfitDocument(f"document {document.id!r} holds half a character: {error}; clean it") from error
    if b"\0" in stored:
        raise UnfitDocument(f"document {document.id!r} holds a NUL character, which is no text; clean it")
    places = [(part.start, part.end) for parts in (spans, document.facts) for part in parts]
    for start, end in places:
        if not 0 <= start < end <= len(document.text):
            raise UnfitDocument(f"document {document.id!r} has no text at {start}:{end}")


def version_row(document: Document, version: int) -> dict[str, Any]:
    """The row of one version for ever."""
    return {
        "document_id": document.id,
        "version": version,
        "source": document.source,
        "kind": document.kind.value,
        "title": document.title,
        "url": document.url,
        "text": document.text,
        "audience": document.audience.value,
        "products": list(document.products),
        "language": document.language,
        "meta": dict(document.meta),
        "fetched_at": document.fetched_at,
    }


def passage_rows(document: Document, spans: Sequence[Span], version: int) -> list[dict[str, Any]]:
    """The rows of a version's passages, in reading order."""
    return [
        {
            "document_id": document.id,
            "version": version,
            "ord": number,
            "start": span.start,
            "end": span.end,
            "page": span.page,
            "heading": list(span.heading),
            "text_sha256": sha256_of(span_text(document, span)),
        }
        for number, span in enumerate(spans)
    ]


def fact_rows(document: Document, version: int) -> list[dict[str, Any]]:
    """The rows of a version's facts, in reading order."""
    return [
        {"document_id": document.id, "version": version, **vars(fact), "heading": list(fact.heading)}
        for fact in document.facts
    ]


def fact_of(row: Row[Any]) -> Fact:
    """A fact as it was put."""
    said = {field.name: row._mapping[field.name] for field in fields(Fact)}
    return Fact(**said | {"heading": tuple(row.heading)})


def _words_of(fact: Fact) -> list[str]:
    said = (fact.value, fact.minimum, fact.typical, fact.maximum, fact.unit, fact.condition, fact.product)
    return [fact.attribute, *fact.heading, *filter(None, said)]


def span_text(document: Document, span: Span) -> str:
    """What is embedded of one span of a document."""
    return embedded_text(document.title, span.heading, document.text[span.start : span.end])


def document_of(row: Row[Any]) -> Document:
    """A version as it was put; `withdrawn_at` is the document's."""
    return Document(
        id=DocumentId(row.document_id),
        source=row.source,
        kind=Kind(row.kind),
        title=row.title,
        url=row.url,
        text=row.text,
        audience=Audience(row.audience),
        products=tuple(row.products),
        language=row.language,
        meta=row.meta,
        version=row.version,
        fetched_at=row.fetched_at,
        withdrawn_at=row.withdrawn_at,
    )


def passage_of(row: Row[Any]) -> Passage:
    """A passage with what its version of the document says of it."""
    return Passage(
        id=PassageId(row.id),
        document_id=DocumentId(row.document_id),
        version=row.version,
        kind=Kind(row.kind),
        audience=Audience(row.audience),
        title=row.title,
        url=row.url,
        text=row.text,
        start=row.start,
        end=row.end,
        heading=tuple(row.heading),
        page=row.page,
        products=tuple(row.products),
        language=row.language,
        meta=row.meta,
    )
