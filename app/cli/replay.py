"""`assist replay`: recorded messages through the desk as if they came in."""

import sys
from pathlib import Path

import click

from app.cli.output import as_json, print_json, progress_bar, say
from app.cli.place import Place


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@as_json
@click.pass_obj
def replay(place: Place, file: Path, as_json: bool) -> None:
    """Feed FILE (JSON lines: id, author, text, created_at, ...) through the desk as if the messages came in."""
    from app.replaying import replay_rows
    from bots.simulator.rows import rows_of

    with file.open(encoding="utf-8", errors="replace") as lines, progress_bar("Drafting") as progress:
        outcome = replay_rows(place.house, rows_of(lines), progress)
    if as_json:
        print_json(outcome)
    else:
        stages = ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in outcome.stages.items())
        print(
            f"{outcome.fed} messages came in, {outcome.seen_before} were seen before. Cases: {stages or 'none'}."
        )
        for line in outcome.refused:
            say(f"refused: {line}")
    sys.exit(1 if outcome.refused else 0)
