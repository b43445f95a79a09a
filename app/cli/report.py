"""`assist report`: figures of the desk, each with how many it is of."""

import csv
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import click

from app.cli.output import as_json, print_json, print_table
from app.cli.place import Place
from app.cli.report_figures import Figure, flat, told
from desk.service_report import By

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_ACTS = re.compile(
    r"[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]"
)  # and their wide forms


def _span(context: click.Context, parameter: click.Parameter, value: str) -> timedelta:  # noqa: ARG001 - click's signature
    found = re.fullmatch(r"(\d{1,4})([mhdw])", value)
    if not found:
        raise click.BadParameter(f"{value!r} is no span of time; write 30m, 12h, 7d or 4w")
    return int(found[1]) * UNITS[found[2]]


@click.command()
@click.option(
    "--since", default="7d", show_default=True, callback=_span, help="How far back: 30m, 12h, 7d, 4w."
)
@click.option("--by", type=click.Choice([by.value for by in By]), help="Also apart, by this.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@as_json
@click.pass_obj
def report(place: Place, since: timedelta, by: str | None, as_csv: bool, as_json: bool) -> None:
    """Service level, acceptance and quality of the cases since then."""
    if as_csv and as_json:
        raise click.UsageError("choose one of --csv and --json")
    everything, groups = _figures(place, since, By(by) if by else None)
    if as_json:
        apart = {"by": by, "groups": {name: flat(figures) for name, figures in groups.items()}} if by else {}
        print_json(flat(everything) | apart)
    elif as_csv:
        _print_csv(by, [("all", everything), *groups.items()])
    else:
        _print_tables({"": everything, **groups})


def _figures(place: Place, since: timedelta, by: By | None) -> tuple[list[Figure], dict[str, list[Figure]]]:
    from app.wiring import now

    at, level = now(), place.house.settings.service_level.level
    figures = place.house.ledger.figures
    found = figures.report(at - since, at, level, by)
    standings = figures.standings(at, level, by) if by else {}
    names = sorted({*found.groups, *standings})
    groups = {name: told(found.groups.get(name), standings.get(name)) for name in names}
    return told(found.all, figures.standing(at, level)), groups


def _print_csv(by: str | None, lines: Sequence[tuple[str, list[Figure]]]) -> None:
    """A line for all, and below it one for each group; without groups, no column for their names."""
    rows = [({by: harmless(name)} if by else {}) | flat(figures) for name, figures in lines]
    writer = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)


def harmless(cell: str) -> str:
    """A text that no spreadsheet takes for a formula (OWASP, "CSV Injection", checked 2026-11-22)."""
    return f"'{cell}" if _ACTS.match(cell) else cell


def _print_tables(lines: Mapping[str, list[Figure]]) -> None:
    for name, figures in lines.items():
        rows: list[list[Any]] = [[figure.words, figure.said, figure.of] for figure in figures]
        print_table([name or "figure", "value", "of"], rows)
        print()
