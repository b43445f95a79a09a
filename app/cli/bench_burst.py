"""`assist bench burst`: ten thousand messages in ten minutes, with the limits of the channels in force."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app.cli.output import as_json, print_json, print_table, progress_bar
from app.cli.place import Place


@click.command()
@click.option(
    "--messages",
    default=10_000,
    show_default=True,
    type=click.IntRange(10),
    help="In ten simulated minutes.",
)
@click.option(
    "--speed",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0, min_open=True),
    help="Simulated minutes in one of ours, while the messages come.",
)
@click.option(
    "--keep",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the exported model here and use it again.",
)
@as_json
@click.pass_obj
def burst(_place: Place, messages: int, speed: float, keep: Path | None, as_json: bool) -> None:
    """Delay to the draft, memory, order of sending, and all of it beside the drafts alone, in a burst."""
    from app.bench.burst.measure import measure
    from app.evaluation.corpus import kept_in

    with kept_in(keep) as folder, progress_bar("Measuring") as progress:
        figures = measure(folder.resolve(), messages, speed, progress)
    if as_json:
        print_json(figures)
    else:
        print_figures(figures)


def print_figures(figures: Mapping[str, Any]) -> None:
    """For people."""
    print(
        f"{figures['messages']:,} messages in {figures['minutes']:g} simulated minutes: {figures['note']}\n"
    )
    whole, alone, ratio = figures["worker_ms_per_draft"], figures["drafts_alone_ms"], figures["ratio"]
    rows = [
        [name, f"{whole[name]:.1f}", f"{alone[name]:.1f}", f"{ratio[name]:.2f}"] for name in ("wall", "cpu")
    ]
    print_table(["ms per draft", "worker, all of it", "drafts alone", "ratio"], rows)
    waited = figures["to_draft_s"]
    print(
        f"Message to draft: p50 {waited['p50']:.1f} s, p95 {waited['p95']:.1f} s, longest {waited['p100']:.1f} s. "
        f"Memory at most {figures['memory_mb']['peak']:.0f} MB."
    )
    print(
        f"{figures['sent']:,} replies sent, the last after {figures['all_sent_after_hours']:.1f} simulated hours, "
        f"{figures['sent_out_of_order']} not soonest due first; {figures['lost']} messages lost. "
        f"Goal: a ratio of {figures['goal']} or less."
    )
