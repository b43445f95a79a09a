"""`assist init`: the first two files of a new desk."""

import json
from pathlib import Path

import click

from app.cli.output import say
from app.settings import FILE_NAME

MANIFEST_NAME = "slack-manifest.json"


@click.command()
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Where to write them."
)
def init(folder: Path) -> None:
    """Write a commented assist.toml and the Slack app manifest; never overwrites."""
    from bots.slack.manifest import manifest

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.BadParameter(f"{str(folder)!r} cannot be made: {error.strerror}") from error
    template = (Path(__file__).parent.parent / "assist.template.toml").read_text(encoding="utf-8")
    written = [
        _write(folder / FILE_NAME, template),
        _write(folder / MANIFEST_NAME, json.dumps(manifest(), indent=2) + "\n"),
    ]
    if any(written):
        say(f"Next: name your sources in {FILE_NAME}, then run `assist ingest` and `assist serve`.")


def _write(file: Path, text: str) -> bool:
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        say(f"{file} is there already and stays as it is.")
        return False
    say(f"Wrote {file}.")
    return True
