"""`assist bench drafts`: how long it takes from a message to a proposed draft."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app.cli.output import as_json, print_json, print_table, progress_bar
from app.cli.place import Place

ROWS = {
    "to_draft": "message to proposed draft",
    "any_message": "any message",
    "search": "one hybrid search",
}
TIMES = ("p50", "p95", "cpu_p50", "cpu_p95")


@click.command()
@click.option(
    "--passages", default=100_000, show_default=True, type=click.IntRange(200), help="To search in."
)
@click.option(
    "--messages", default=1000, show_default=True, type=click.IntRange(1), help="How many to answer."
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
def drafts(
    _place: Place, passages: int, messages: int, data: Path | None, keep: Path | None, as_json: bool
) -> None:
    """From message to proposed draft, extractive, on one core; by part, and beside one search."""
    from app.bench.drafting.measure import measure
    from app.bench.scale.workplace import Workplace
    from app.evaluation.corpus import kept_in

    with kept_in(keep) as folder, progress_bar("Measuring") as progress:
        figures = measure(Workplace(folder, passages), data, messages, progress)
    if as_json:
        print_json(figures)
    else:
        print_figures(figures)


def print_figures(figures: Mapping[str, Any]) -> None:
    """For people: the times, by part, and what they are times of."""
    print(f"{figures['passages']:,} passages, {figures['messages']:,} messages: {figures['note']}\n")
    rows = [(said, figures[name]) for name, said in ROWS.items() if figures[name]]
    cells = [[said, *(f"{its[column]:.1f}" for column in TIMES)] for said, its in rows]
    print_table(["ms", "p50", "p95", "CPU p50", "CPU p95"], cells)
    parts = [
        [name, f"{its['p50']:.1f}", f"{its['p95']:.1f}", f"{its['share']:.0%}"]
        for name, its in figures["parts"].items()
    ]
    print_table(["CPU ms of a draft", "p50", "p95", "share"], parts)
    print(f"{figures['drafted']} of {figures['messages']} messages got a draft.")
    for reason, count in figures["no_draft"].items():
        print(f"no draft for {count}: {reason}")
    if figures["to_draft"]:
        print(
            "A draft takes {times_a_search:.1f} times the CPU of a search, on {cores} core(s).".format(
                **figures
            )
        )
        print("Goal: a median under {goal_ms} ms.".format(**figures))
