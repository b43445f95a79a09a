"""`assist report`: figures of the desk."""

import csv
import re
import sys
from dataclasses import asdict
from datetime import timedelta

import click

from app.cli.output import as_json, print_json, print_table
from app.cli.place import Place

UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def _span(context: click.Context, parameter: click.Parameter, value: str) -> timedelta:  # noqa: ARG001 - click's signature
    found = re.fullmatch(r"(\d{1,4})([mhdw])", value)
    if not found:
        raise click.BadParameter(f"{value!r} is no span of time; write 30m, 12h, 7d or 4w")
    return int(found[1]) * UNITS[found[2]]


@click.command()
@click.option(
    "--since", default="7d", show_default=True, callback=_span, help="How far back: 30m, 12h, 7d, 4w."
)
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV.")
@as_json
@click.pass_obj
def report(place: Place, since: timedelta, as_csv: bool, as_json: bool) -> None:
    """Service level, acceptance and quality of the cases since then."""
    from app.wiring import now

    if as_csv and as_json:
        raise click.UsageError("choose one of --csv and --json")
    at = now()
    counted = place.house.ledger.figures
    figures = asdict(counted.flow(at - since, at)) | asdict(counted.standing(at))
    if as_json:
        print_json(figures)
    elif as_csv:
        writer = csv.DictWriter(sys.stdout, fieldnames=list(figures))
        writer.writeheader()
        writer.writerow(figures)
    else:
        print_table(["figure", "value"], [[name.replace("_", " "), value] for name, value in figures.items()])
