"""`assist index`: rebuild, verify or measure what is derived from the library, and adapt its model."""

import sys

import click

from app.cli.adapt import adapt
from app.cli.output import as_json, print_json, print_table, progress_bar
from app.cli.place import Place


@click.group()
def index() -> None:
    """Rebuild, verify or measure the index; adapt its model."""


@index.command()
@as_json
@click.pass_obj
def rebuild(place: Place, as_json: bool) -> None:
    """Derive FAISS and the word index anew from the library; embed what has no vector of the model."""
    with progress_bar("Rebuilding") as progress:
        found = place.house.open_index(any_model=True)
        found.rebuild(progress)
        place.house.embedder.prepare()
    counts = found.counts()
    if as_json:
        print_json(counts)
    else:
        print(f"Rebuilt: {counts.documents} documents, {counts.passages} passages.")


@index.command()
@as_json
@click.pass_obj
def verify(place: Place, as_json: bool) -> None:
    """Prove that the index agrees with the library. Exit status 1 when it does not."""
    with progress_bar("Verifying") as progress:
        problems = place.house.index.verify(progress)
    if as_json:
        print_json({"consistent": not problems, "problems": problems})
    else:
        print("\n".join(problems) or "The index agrees with the library.")
    sys.exit(1 if problems else 0)


@index.command()
@as_json
@click.pass_obj
def stats(place: Place, as_json: bool) -> None:
    """Counts, model and sizes."""
    figures = place.house.index.stats()
    if as_json:
        print_json(figures)
    else:
        print_table(["what", "value"], [[name, value] for name, value in figures.items()])


index.add_command(adapt)
