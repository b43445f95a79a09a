"""Lines of the material as the documents that our index is given."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby

from app.bench.scale.material import Said
from index.items import Item, Parcel
from index.knowledge import Audience, Document, DocumentId, Kind, Span

SOURCE = "bench"
READ_AT = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = list(Kind)
BETWEEN = "\n\n"


def parcels(lines: Iterable[Said]) -> Iterator[Parcel]:
    """A parcel for each document; its lines stand together."""
    for _, its in groupby(lines, key=lambda said: said.document):
        yield parcel(list(its))


def parcel(its: Sequence[Said]) -> Parcel:
    """The document of these passages."""
    spans, start = [], 0
    for said in its:
        spans.append(Span(start, start + len(said.text)))
        start += len(said.text) + len(BETWEEN)
    first = its[0]
    document = Document(
        id=DocumentId(first.document),
        source=SOURCE,
        kind=KINDS[first.kind],
        title=" ".join(first.text.split()[:6]),
        url=None,
        text=BETWEEN.join(said.text for said in its),
        audience=Audience.PUBLIC if first.public else Audience.INTERNAL,
        products=(first.product,),
        language="en",
        fetched_at=READ_AT,
    )
    return Parcel(Item(SOURCE, first.document, str(first.number), READ_AT), [(document, spans)])
