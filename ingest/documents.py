"""From what was parsed to the document that is stored: what it does not say, its source says."""

from datetime import datetime

from index.knowledge import Audience, Document, Kind
from ingest.language import language_of
from ingest.note_dates import standing
from ingest.parsed import Parsed
from ingest.products import with_products
from ingest.sources import Source


def document_of(parsed: Parsed, source: Source, fetched_at: datetime) -> Document:
    """The document, its version not yet known."""
    owner = {"owner": source.owner} if source.owner else {}
    products = source.products if parsed.products is None else parsed.products
    return Document(
        id=parsed.id,
        source=source.name,
        kind=parsed.kind or source.kind,
        title=parsed.title,
        url=parsed.url,
        text=parsed.text,
        audience=_audience(parsed, source),
        products=products,
        language=language_of(parsed.text),
        meta={**owner, **parsed.meta, **_staleness(parsed, fetched_at)},
        facts=with_products(parsed, products),
        fetched_at=fetched_at,
    )


def _staleness(parsed: Parsed, at: datetime) -> dict[str, str]:
    """The mark of a note whose review date has passed."""
    since = standing(parsed.meta, at).stale_since
    return {"stale_since": since.isoformat()} if since else {}


def _audience(parsed: Parsed, source: Source) -> Audience:
    """A colleague's note says itself who may read it; anything else may only narrow what its source says."""
    if parsed.audience is None or source.kind is Kind.SME_NOTE:
        return parsed.audience or source.audience
    strictness = list(Audience).index
    return max(parsed.audience, source.audience, key=strictness)
