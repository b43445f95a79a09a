"""`assist ingest`: read the sources into the index."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from app.cli.output import as_json, print_json, print_table, progress_bar, say
from app.cli.place import Place
from ingest.parsed import Failure
from ingest.refresh import SourceReport
from ingest.sources import Source

if TYPE_CHECKING:
    from app.wiring import House


@click.command()
@click.option("--source", "names", multiple=True, help="Only this source; may be given several times.")
@click.option("--full", is_flag=True, help="Read even what did not change; believe an empty folder.")
@as_json
@click.pass_obj
def ingest(place: Place, names: tuple[str, ...], full: bool, as_json: bool) -> None:
    """Read the sources of assist.toml into the index."""
    from app.knowledge_in import ingest_sources, withdraw_removed

    sources = _chosen(place.sources, names)
    house = place.house
    with progress_bar("Reading") as progress:
        reports = ingest_sources(house, sources, full=full, progress=progress)
    removed = withdraw_removed(house, [source.name for source in place.sources])
    make_ready(house)
    counts = house.index.counts()
    if as_json:
        total = {"documents": counts.documents, "passages": counts.passages}
        print_json({"sources": reports, "removed": removed, **total})
    else:
        print_reports(reports)
        for name, documents in removed.items():
            print(f"{name}: no source of that name any more; {documents} documents withdrawn")
        print(f"{counts.documents} documents, {counts.passages} passages can be found.")
    sys.exit(1 if any(report.failed for report in reports) else 0)


def make_ready(house: "House") -> None:
    """After much was read: what makes the next process start quickly."""
    with progress_bar("Settling the index"):
        house.index.settle()
    with progress_bar("Preparing the embedding model, once"):
        house.embedder.prepare()


def _chosen(sources: Sequence[Source], names: Sequence[str]) -> list[Source]:
    if not sources:
        raise click.UsageError("no [[sources]] in the settings; `assist init` writes an example")
    unknown = set(names) - {source.name for source in sources}
    if unknown:
        known = ", ".join(source.name for source in sources)
        raise click.UsageError(f"no source is called {min(unknown)!r}; there are: {known}")
    return [source for source in sources if not names or source.name in names]


COLUMNS = ("new", "changed", "unchanged", "passed_over", "withdrawn")


NAMED = 20  # failures of one source that are named for people


def print_reports(reports: Sequence[SourceReport]) -> None:
    """A table of what each source gave, then its failures with their reasons."""
    columns = ["source", "kind", *[column.replace("_", " ") for column in COLUMNS], "failed", "seconds"]
    print_table(columns, [_row(report) for report in reports])
    for report in reports:
        _name("failed", report.name, report.failed)
        _name("left to another source", report.name, report.duplicates)
        _name("not found by its dates", report.name, report.not_now)


def _name(what: str, source: str, failures: Sequence[Failure]) -> None:
    for failure in failures[:NAMED]:
        say(f"{what}: {failure.id}: {failure.reason}")
    if more := len(failures[NAMED:]):
        say(f"{what}: {more} more of {source}; --json names them all")


def _row(report: SourceReport) -> list[Any]:
    counted = [getattr(report, column) for column in COLUMNS]
    return [report.name, report.kind.value, *counted, len(report.failed), f"{report.seconds:.1f}"]
