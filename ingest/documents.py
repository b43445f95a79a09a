"""From what was parsed to the document that is stored: what it does not say, its source says."""

from datetime import datetime

from index.knowledge import Document
from ingest.language import language_of
from ingest.parsed import Parsed
from ingest.sources import Source


def document_of(parsed: Parsed, source: Source, fetched_at: datetime) -> Document:
    """The document, its version not yet known."""
    owner = {"owner": source.owner} if source.owner else {}
    return Document(
        id=parsed.id,
        source=source.name,
        kind=parsed.kind or source.kind,
        title=parsed.title,
        url=parsed.url,
        text=parsed.text,
        audience=parsed.audience or source.audience,
        products=source.products if parsed.products is None else parsed.products,
        language=language_of(parsed.text),
        meta={**owner, **parsed.meta},
        fetched_at=fetched_at,
    )
