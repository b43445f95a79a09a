"""`assist init`: the first files of a new desk."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import click

from app.cli.output import say
from app.settings import FILE_NAME

MANIFEST_NAME, HTTP_MANIFEST_NAME = "slack-manifest.json", "slack-manifest-http.json"


def _an_address(_context: click.Context, _parameter: click.Parameter, said: str | None) -> str | None:
    if said is None:
        return None
    parts = urlsplit(said)
    if parts.scheme != "https" or not parts.hostname:
        raise click.BadParameter(
            f"{said!r} is no address that Slack calls; say it like https://desk.example.com"
        )
    return said


@click.command()
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=Path(), help="Where to write them."
)
@click.option(
    "--base-url",
    callback=_an_address,
    help="Where Slack reaches `assist serve`: writes the manifest without Socket Mode, too.",
)
def init(folder: Path, base_url: str | None) -> None:
    """Write a commented assist.toml and the Slack app's manifest; never overwrites."""
    from bots.slack.manifest import manifest

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.BadParameter(f"{str(folder)!r} cannot be made: {error.strerror}") from error
    template = (Path(__file__).parent.parent / "assist.template.toml").read_text(encoding="utf-8")
    written = [
        _write(folder / FILE_NAME, template),
        _write(folder / MANIFEST_NAME, _shown(manifest())),
    ]
    if base_url is not None:
        written.append(_write(folder / HTTP_MANIFEST_NAME, _shown(manifest(base_url))))
    if any(written):
        say(f"Next: name your sources in {FILE_NAME}, then run `assist ingest` and `assist serve`.")
        say(f"For Slack: create an app from {MANIFEST_NAME}; docs/slack.md says how, in five minutes.")


def _shown(manifest: dict[str, object]) -> str:
    return json.dumps(manifest, indent=2) + "\n"


def _write(file: Path, text: str) -> bool:
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(text)
    except FileExistsError:
        say(f"{file} is there already and stays as it is.")
        return False
    say(f"Wrote {file}.")
    return True
