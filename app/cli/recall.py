"""`assist recall`: sent replies that relied on a document, and what it says by now."""

from collections.abc import Iterator, Sequence

import click

from app.cli.output import as_json, print_json
from app.cli.place import Place
from assist.reply.recall import Since, Standing, standings
from desk.cases import Case


@click.command()
@click.argument("document")
@click.option("--version", type=click.IntRange(1), help="Only replies that relied on this version of it.")
@as_json
@click.pass_obj
def recall(place: Place, document: str, version: int | None, as_json: bool) -> None:
    """List the sent replies that relied on a document, with what has changed since."""
    house = place.house
    found = [
        (case, [one for one in standings(case.draft, house.index.document, document) if _is_of(one, version)])
        for case in house.ledger.relied_on(document)
        if case.draft is not None
    ]
    relied = [(case, cited) for case, cited in found if cited]
    if as_json:
        print_json([_row(case, cited) for case, cited in relied])
    elif relied:
        print("\n\n".join("\n".join(_lines(case, cited)) for case, cited in relied))
    else:
        which = "" if version is None else f", version {version}"
        print(f"No sent reply relied on {document!r}{which}. The id is as `assist search --json` gives it.")


def _is_of(one: Standing, version: int | None) -> bool:
    return version in {None, one.citation.document_version}


def _row(case: Case, cited: Sequence[Standing]) -> dict[str, object]:
    return {
        "case": case.id,
        "author": case.message.author_handle,
        "text": case.draft.text if case.draft else "",
        "approved_by": case.decision.by if case.decision else None,
        "sent_at": case.receipt.at if case.receipt else None,
        "url": case.receipt.url if case.receipt else None,
        "holds": all(one.since is Since.SAME for one in cited),
        "relied_on": [
            {
                "sentence": one.citation.sentence,
                "quote": one.citation.quote,
                "document_version": one.citation.document_version,
                "current_version": one.version,
                "since": one.since,
                "now": one.now,
            }
            for one in cited
        ],
    }


def _lines(case: Case, cited: Sequence[Standing]) -> Iterator[str]:
    sent = f" at {case.receipt.at:%Y-%m-%d %H:%M}" if case.receipt else ""
    by = f", approved by {case.decision.by}" if case.decision else ""
    yield f"Case {case.id}, to @{case.message.author_handle}{sent}{by}"
    if case.receipt and case.receipt.url:
        yield f"  {case.receipt.url}"
    yield f"  {case.draft.text if case.draft else ''}"
    for one in cited:
        said = f"version {one.citation.document_version} {one.since.value}"
        yield f"  [{one.citation.marker}] {said}: “{_flat(one.citation.quote)}”"
        if one.now:
            yield f"      by now (version {one.version}): “{_flat(one.now)}”"


def _flat(text: str) -> str:
    return " ".join(text.split())
