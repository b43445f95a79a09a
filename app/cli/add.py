"""`assist add`: put files into a folder source and read them."""

import sys
from pathlib import Path
from typing import Any

import click

from app.cli.output import as_json, print_json, say
from app.cli.place import Place
from ingest.placing import LARGEST, Added, Arrival

WORDS = {
    Arrival.NEW: "new",
    Arrival.NEW_VERSION: "a new version of what was there",
    Arrival.SAME: "the same as what was there",
    Arrival.REFUSED: "refused",
}


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False, exists=True)
)
@click.option("--source", "name", required=True, help="The source, a folder, that the files go to.")
@as_json
@click.pass_obj
def add(place: Place, files: tuple[Path, ...], name: str, as_json: bool) -> None:
    """Put FILES into the folder of a source and read them. What cannot be read is refused and stays out."""
    added = place.house.uploads.add(name, [(file.name, _content(file)) for file in files])
    if as_json:
        print_json([_plain(one) for one in added])
    else:
        for one in added:
            _print(one)
    sys.exit(1 if any(one.refused for one in added) else 0)


def _content(file: Path) -> bytes:
    """No more of it than shows that it is too large."""
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def _plain(one: Added) -> dict[str, Any]:
    return {"file": one.name, "arrival": one.arrival, "documents": one.made, "reason": one.reason}


def _print(one: Added) -> None:
    for made in one.made:
        print(
            f"{one.name}: {WORDS[one.arrival]}: {made.title!r}, passages: {made.passages}, "
            f"version: {made.version}, {made.audience.value} ({made.id})"
        )
    if one.reason:
        say(f"{one.name}: {WORDS[one.arrival]}: {one.reason}")
