"""`assist index adapt`: the embedding model trained on the desk's own questions and answers, kept only if it helps."""

import json
from typing import TYPE_CHECKING

import click

from app.cli.output import as_json, print_json, progress_bar
from app.cli.place import Place

if TYPE_CHECKING:  # slow to import, and help needs it not
    from index.embedding.adapt import Adaptation


@click.command()
@click.option(
    "--seed",
    default=0,
    show_default=True,
    help="Which pairs are held out, and in which order the others come.",
)
@as_json
@click.pass_obj
def adapt(place: Place, seed: int, as_json: bool) -> None:
    """Train the embedding model on threads and notes of the library; keep it only if held-out questions gain."""
    from app.adapting import adapted

    with progress_bar("Adapting") as progress:
        found = adapted(place.house, seed=seed, progress=progress)
    if as_json:
        print_json(_figures(found))
    else:
        print("\n".join(lines_of(found)))


def _figures(found: "Adaptation") -> dict[str, object]:
    return {
        "pairs": found.pairs,
        "held_out": found.held_out,
        "ndcg@10": {"before": found.before, "after": found.after, "gain": found.gain},
        "kept": found.folder is not None,
        "folder": str(found.folder.resolve()) if found.folder else None,
    }


def lines_of(found: "Adaptation") -> list[str]:
    """What a person is told: the figures, and what to do next."""
    gain = found.gain
    change = f"{gain.mean:+.4f} (95 % interval {gain.low:+.4f} to {gain.high:+.4f})"
    lines = [
        f"{found.pairs} questions with answers, {found.held_out} of them held out.",
        f"nDCG@10 of those, by meaning alone: {found.before:.4f} before, {found.after:.4f} after, {change}.",
    ]
    if found.folder is None:
        return [*lines, "Not kept: it may be chance, or harm. Nothing has changed."]
    return [
        *lines,
        "Kept. To search by it, put this at the top of assist.toml and start `assist serve` again:",
        f"    model = {json.dumps(str(found.folder.resolve()), ensure_ascii=False)}",
        "It then embeds everything anew beside its work; until that is done, the model of now answers.",
        "Without `assist serve`: `assist index rebuild`.",
    ]
