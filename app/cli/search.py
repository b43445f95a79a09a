"""`assist search`: find passages."""

from collections.abc import Sequence

import click

from app.cli.output import as_json, print_json
from app.cli.place import Place
from index.knowledge import Audience, Hit
from ingest.sources import kind_named


@click.command()
@click.argument("query")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 1000))
@click.option(
    "--audience", type=click.Choice([a.value for a in Audience]), default="public", show_default=True
)
@click.option("--kind", "kinds", multiple=True, help="Only this kind; may be given several times.")
@click.option("--product", "products", multiple=True, help="Only this product; may be given several times.")
@as_json
@click.pass_obj
def search(
    place: Place,
    query: str,
    limit: int,
    audience: str,
    kinds: Sequence[str],
    products: Sequence[str],
    as_json: bool,
) -> None:
    """Find passages by meaning and by words. Shows what a public reply may cite unless told otherwise."""
    if not query.strip():
        raise click.UsageError("the query is empty: give some words in quotes")
    hits = place.house.index.search(
        query,
        audience=Audience(audience),
        limit=limit,
        kinds=[kind_named(kind) for kind in kinds] or None,
        products=list(products) or None,
    )
    if as_json:
        print_json([_row(rank, hit) for rank, hit in enumerate(hits, start=1)])
    else:
        _print_hits(hits)


def _row(rank: int, hit: Hit) -> dict[str, object]:
    passage = hit.passage
    return {
        "rank": rank,
        "score": round(hit.score, 4),
        "confidence": round(hit.confidence, 4),
        "document_id": passage.document_id,
        "version": passage.version,
        "kind": passage.kind,
        "audience": passage.audience,
        "url": passage.url,
        "title": passage.title,
        "heading": passage.heading,
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
    }


def _print_hits(hits: Sequence[Hit]) -> None:
    if not hits:
        print("Nothing found.")
    for rank, hit in enumerate(hits, start=1):
        passage = hit.passage
        place = "" if passage.page is None else f", page {passage.page}"
        print(
            f"{rank}. {passage.title}{place}  [{passage.kind.value}, score {hit.score:.2f}, sure {hit.confidence:.2f}]"
        )
        print(f"   {passage.url or passage.document_id}")
        print(f"   {' '.join(passage.text.split())[:300]}\n")
