"""`assist bench knowledge`: how long it takes from an expert's answer to the new drafts."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app.cli.output import as_json, print_json, print_table, progress_bar
from app.cli.place import Place

ROWS = {
    "to_first_draft": "submit to the first new draft",
    "to_all_drafts": "submit to the last of three",
    "to_told": "submit until its author can be told",
}
TIMES = ("p50", "p95", "max")


@click.command()
@click.option(
    "--passages", default=100_000, show_default=True, type=click.IntRange(200), help="To be found among."
)
@click.option("--submits", default=20, show_default=True, type=click.IntRange(1), help="Answers of experts.")
@click.option(
    "--others",
    default=200,
    show_default=True,
    type=click.IntRange(0),
    help="Cases that wait for other things.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    envvar="ASSIST_DATA",
    show_envvar=True,
    help="Folder of real data for words and messages; default: the packaged sample.",
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep material and store here and use them again; `bench index --keep` made the same.",
)
@as_json
@click.pass_obj
def knowledge(
    _place: Place,
    passages: int,
    submits: int,
    others: int,
    data: Path | None,
    keep: Path | None,
    as_json: bool,
) -> None:
    """From an expert's answer to the new drafts of three cases that wait for it, among others, by part."""
    from app.bench.knowledge.measure import measure
    from app.bench.scale.workplace import Workplace
    from app.evaluation.corpus import kept_in

    with kept_in(keep) as folder, progress_bar("Measuring") as progress:
        figures = measure(Workplace(folder.resolve(), passages), data, submits, others, progress)
    if as_json:
        print_json(figures)
    else:
        print_figures(figures)


def print_figures(figures: Mapping[str, Any]) -> None:
    """For people: the times, by part, and what they are times of."""
    print(f"{figures['passages']:,} passages, {figures['other_cases']:,} other cases: {figures['note']}\n")
    rows = {said: figures[name] for name, said in ROWS.items()} | dict(figures["parts"])
    cells = [[said, *(f"{its[column]:.2f}" for column in TIMES)] for said, its in rows.items() if its]
    print_table(["seconds", *TIMES], cells)
    print(
        f"{figures['drafted']} of {figures['of']} cases drafted, {figures['drafted_wrongly']} of the others."
    )
    print(
        f"The worker looks every {figures['poll_s']:g} s, which counts. Goal: p95 under {figures['goal_s']} s."
    )
