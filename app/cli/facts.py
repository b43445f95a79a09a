"""`assist facts`: look up what data sheets state."""

from collections.abc import Sequence

import click

from app.cli.output import as_json, print_json, print_table
from app.cli.place import Place
from index.facts.lookup import FactHit
from index.knowledge import Audience, Fact

COLUMNS = ("attribute", "value", "condition", "product", "document", "page", "quote")


@click.command()
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option(
    "--audience", type=click.Choice([a.value for a in Audience]), default="public", show_default=True
)
@click.option("--product", "products", multiple=True, help="Only this product; may be given several times.")
@as_json
@click.pass_obj
def facts(
    place: Place, query: str, limit: int, audience: str, products: Sequence[str], as_json: bool
) -> None:
    """Look up what data sheets state: "supply voltage of the WS-4". Shows what a public reply may cite."""
    if not query.strip():
        raise click.UsageError("the query is empty: give the words of an attribute in quotes")
    hits = place.house.index.facts(
        query, audience=Audience(audience), products=list(products) or None, limit=limit
    )
    if as_json:
        print_json([_row(rank, hit) for rank, hit in enumerate(hits, start=1)])
    elif hits:
        print_table(COLUMNS, [_cells(hit) for hit in hits])
    else:
        print("Nothing found.")


def told(fact: Fact) -> str:
    """The values as they are written, each with its unit: "min 3.0 V, max 3.6 V"."""
    named = (("", fact.value), ("min", fact.minimum), ("typ", fact.typical), ("max", fact.maximum))
    return ", ".join(f"{name} {_with_unit(value, fact.unit)}".strip() for name, value in named if value)


def _with_unit(value: str, unit: str | None) -> str:
    return f"{value} {unit}" if unit and unit not in value else value


def _cells(hit: FactHit) -> list[str | int | None]:
    fact = hit.fact
    return [
        fact.attribute,
        told(fact),
        fact.condition,
        fact.product,
        hit.url or hit.document_id,
        fact.page,
        hit.quote,
    ]


def _row(rank: int, hit: FactHit) -> dict[str, object]:
    fact = hit.fact
    return {
        "rank": rank,
        "score": round(hit.score, 4),
        "attribute": fact.attribute,
        "value": fact.value,
        "min": fact.minimum,
        "typ": fact.typical,
        "max": fact.maximum,
        "unit": fact.unit,
        "condition": fact.condition,
        "product": fact.product,
        "document_id": hit.document_id,
        "version": hit.version,
        "url": hit.url,
        "title": hit.title,
        "heading": fact.heading,
        "page": fact.page,
        "quote": hit.quote,
        "start": fact.start,
        "end": fact.end,
    }
