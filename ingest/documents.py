"""From what was parsed to the document that is stored: what it does not say, its source says."""

from datetime import datetime

from index.knowledge import Audience, Document, Kind
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
        audience=_audience(parsed, source),
        products=source.products if parsed.products is None else parsed.products,
        language=language_of(parsed.text),
        meta={**owner, **parsed.meta},
        fetched_at=fetched_at,
    )


def _audience(parsed: Parsed, source: Source) -> Audience:
    """A colleague's note says itself who may read it; anything else may only narrow what its source says."""
    if parsed.audience is None or source.kind is Kind.SME_NOTE:
        return parsed.audience or source.audience
    strictness = list(Audience).index
    return max(parsed.audience, source.audience, key=strictness)
