"""Facts looked up by the words of their attribute and product: "supply voltage of the WS-4"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Text, case, cast, func, literal, select

from index.facts.asked import AskedFact, Told
from index.facts.units import Measure, measure_of
from index.knowledge import DocumentId, Fact
from index.projection.catalogue import Filter
from index.rows import fact_of
from index.schema import document_version, fact

CANDIDATES = 2000  # facts with words of the question that are weighed


@dataclass(frozen=True)
class FactHit:
    """A fact that fits a question, and the version of the document that states it; `quote` is its row."""

    fact: Fact
    document_id: DocumentId
    version: int
    title: str
    url: str | None
    quote: str
    score: float  # orders the hits of one look-up; 0 to about 1


def facts_of(engine: Engine, question: str, wanted: Filter, limit: int) -> list[FactHit]:
    """The facts that this audience may read and that fit best, best first.

    A question of part numbers alone finds all that is stated of these; one without words finds nothing.
    """
    asked = AskedFact.of(question)
    if not (asked.beginnings or asked.codes):
        return []
    with engine.connect() as connection:
        rows = _candidates(connection, asked, wanted)
    hits = [
        _hit(row, score) for row, score in zip(rows, asked.scores(map(_told, rows)), strict=True) if score
    ]
    return sorted(hits, key=lambda hit: (-hit.score, hit.document_id, hit.fact.start))[:limit]


def _candidates(connection: Connection, asked: AskedFact, wanted: Filter) -> Sequence[Row[Any]]:
    """The live facts that share words with the question, those that share most first."""
    its = (document_version.c.document_id == fact.c.document_id) & (
        document_version.c.version == fact.c.version
    )
    quote = func.substr(document_version.c.text, fact.c.start + 1, fact.c.end - fact.c.start).label("quote")
    stated = _lower(fact.c.attribute, fact.c.condition, cast(fact.c.heading, Text))
    place = func.replace(
        _lower(fact.c.product, document_version.c.title, fact.c.document_id, stated), "-", ""
    )
    shared = _shared(stated, asked.beginnings), _shared(place, asked.codes)
    query = (
        select(fact, quote, *(document_version.c[name] for name in ("title", "url", "products")))
        .select_from(fact.join(document_version, its))
        .where(document_version.c.audience.in_([audience.value for audience in wanted.audience.may_read]))
        .where((shared[0] if asked.beginnings else shared[1]) > 0)
        .order_by(-(shared[0] + 2 * shared[1]), fact.c.id)
    )
    if wanted.products is None:
        query = query.limit(CANDIDATES)
    return [row for row in connection.execute(query) if _is_about(row, wanted)]


def _lower(*columns: ColumnElement[Any]) -> ColumnElement[str]:
    whole: ColumnElement[Any] = func.coalesce(columns[0], "")
    for column in columns[1:]:
        whole = whole.concat(" ").concat(func.coalesce(column, ""))
    return func.lower(whole)


def _shared(text: ColumnElement[str], words: Iterable[str]) -> ColumnElement[int]:
    """How many of the words the text has."""
    has = [case((text.contains(word, autoescape=True), 1), else_=0) for word in words]
    return sum(has, start=literal(0))


def _is_about(row: Row[Any], wanted: Filter) -> bool:
    """Whether the fact is about a wanted product: its own, or else any of its document."""
    if wanted.products is None:
        return True
    documents = {product.casefold() for product in row.products}
    own = {row.product.casefold()} if row.product else set()
    return not wanted.products.isdisjoint(own if own & documents else own | documents)


def _told(row: Row[Any]) -> Told:
    place = f"{row.product or ''} {row.title} {row.document_id}"
    measure = partial(_measure, fact_of(row))
    return Told(row.attribute, row.condition or "", " ".join(row.heading), place, measure)


def _measure(stated: Fact) -> Measure | None:
    """From the least to the greatest of its values; None where pint knows not what they are."""
    values = (stated.value, stated.minimum, stated.typical, stated.maximum)
    found = [measure_of(value, stated.unit) for value in values if value]
    measures = [measure for measure in found if measure]
    if not measures or len({measure.unit for measure in measures}) > 1:
        return None
    low, high = min(measure.low for measure in measures), max(measure.high for measure in measures)
    return Measure(low, high, measures[0].unit)


def _hit(row: Row[Any], score: float) -> FactHit:
    return FactHit(
        fact=fact_of(row),
        document_id=DocumentId(row.document_id),
        version=row.version,
        title=row.title,
        url=row.url,
        quote=row.quote,
        score=score,
    )
