"""`assist bench surge`: how soon a surge is found among real messages, and how often there is a false alarm."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import mean, median
from typing import Any

import click

from app.cli.output import as_json, print_json, print_table, progress_bar
from app.cli.place import Place


@click.command()
@click.option(
    "--rounds", default=3, show_default=True, type=click.IntRange(1), help="Seeds of each kind of day."
)
@click.option(
    "--data",
    required=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    envvar="ASSIST_DATA",
    show_envvar=True,
    help="Folder of real data: tweets-twcs-5k and tweets-airline-14k.",
)
@as_json
@click.pass_obj
def surge(place: Place, rounds: int, data: Path, as_json: bool) -> None:
    """300 alike posts among 2,000 others: found after how many, who is counted in, false alarms on normal days."""
    from app.bench.surge.measure import measure

    with progress_bar("Measuring") as progress:
        figures = measure(data, place.house.embedder.embed, rounds, progress)
    if as_json:
        print_json(figures)
    else:
        print_figures(figures)


def print_figures(figures: Mapping[str, Any]) -> None:
    """For people: a line for each theme and kind of day, over its seeds."""
    kinds: defaultdict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for one in figures["surges"]:
        kinds[one["theme"], one["day"]].append(one)
        kinds["all", one["day"]].append(one)
    columns = [
        "theme",
        "day",
        "found",
        "after",
        "minutes",
        "precision",
        "recall",
        "or perhaps",
        "incidents",
        "false",
    ]
    print_table(columns, [_row(theme, day, its) for (theme, day), its in kinds.items()])
    print(
        f"Normal days: {figures['false_alarms']} false alarms in {figures['normal_messages']:,} messages,"
        f" {figures['per_1000']:.2f} per 1,000.\n"
        f"CPU for a message, without embedding it: {figures['cpu_ms_per_message']:.2f} ms;"
        f" with 10,000 in one window {figures['cpu_ms_at_10000']:.2f} ms."
    )


def _row(theme: str, day: str, its: Sequence[Mapping[str, Any]]) -> list[str]:
    found = [one for one in its if one["after"] is not None]
    if not found:
        return [theme, day, f"0 of {len(its)}", *[""] * 6, str(sum(one["false"] for one in its))]
    return [
        theme,
        day,
        f"{len(found)} of {len(its)}",
        f"{median(one['after'] for one in found):.0f}",
        f"{median(one['minutes'] for one in found):.0f}",
        *(
            f"{mean(one[name] for one in found):.2f}"
            for name in ("precision", "recall", "recall_with_perhaps")
        ),
        f"{mean(one['incidents'] for one in found):.1f}",
        str(sum(one["false"] for one in its)),
    ]
