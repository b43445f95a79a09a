"""`assist eval abstention`: does the search know when it has nothing?"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from app.cli import eval_options
from app.cli.output import as_json, print_json, print_table, progress_bar
from app.cli.place import Place

FIGURES = {
    "auroc": "AUROC: the chance that an answerable one scores higher",
    "answered_share_of_unanswerable_at_90_percent_coverage": "unanswerable answered where 90 % of the answerable are",
    "coverage_at_floor": "answerable answered at the floor in use",
    "answered_share_of_unanswerable_at_floor": "unanswerable answered at the floor in use",
}


@click.command()
@eval_options.corpus
@click.option(
    "--answerable",
    type=eval_options.EXISTING,
    required=True,
    help="Questions that the corpus answers: JSON lines or CSV.",
)
@click.option(
    "--unanswerable",
    type=eval_options.EXISTING,
    required=True,
    help="Messages that it does not answer: JSON lines or CSV.",
)
@eval_options.field
@click.option(
    "--unanswerable-field",
    help="The field of those messages; otherwise customer, text or tweet is looked for.",
)
@click.option("--sample", type=click.IntRange(1), help="Only so many of each file, always the same ones.")
@eval_options.store
@as_json
@click.pass_obj
def abstention(
    place: Place,
    corpus: Path,
    answerable: Path,
    unanswerable: Path,
    field: str,
    unanswerable_field: str | None,
    sample: int | None,
    store: Path | None,
    as_json: bool,
) -> None:
    """How surely the best hit's confidence tells what can be answered from what cannot."""
    from app.evaluation.abstention import abstention_figures
    from app.evaluation.judged import messages_in

    groups = (messages_in(answerable, field, sample), messages_in(unanswerable, unanswerable_field, sample))
    with progress_bar("Asking") as told:
        figures = abstention_figures(place.house, corpus, *groups, store=store, told=told)
    if as_json:
        print_json(figures)
    else:
        _print_figures(figures)


def _print_figures(figures: Mapping[str, Any]) -> None:
    rows = [
        (text, f"{figures[name]:.3f}", "{low:.3f} to {high:.3f}".format(**figures["intervals"][name]))
        for name, text in FIGURES.items()
    ]
    print_table(["", "share", "95 % interval"], rows)
    print(f"{figures['answerable']} answerable, {figures['unanswerable']} unanswerable messages.")
    print(
        f"The floor in use is {figures['floor']}; {figures['floor_at_90_percent_coverage']:.3f} answers 90 % of the"
        " answerable."
    )
