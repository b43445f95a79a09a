"""`assist init`: the first files of a new desk."""

import json
from pathlib import Path
from urllib.parse import urlsplit

import click

from app.cli.output import say
from app.settings import FILE_NAME, SettingsError, read_settings

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


def _a_number(_context: click.Context, _parameter: click.Parameter, said: str | None) -> str | None:
    if said is not None and not (said.isascii() and said.isdecimal()):
        raise click.BadParameter(f"{said!r} is no number of an account; X's page for developers tells ours")
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
@click.option(
    "--x-account-id",
    callback=_a_number,
    help="Our account's number on X, if not in the settings: prints a link and a button for direct messages.",
)
def init(folder: Path, base_url: str | None, x_account_id: str | None) -> None:
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
    _show_ways_in(folder / FILE_NAME, x_account_id)


def _show_ways_in(file: Path, account_id: str | None) -> None:
    """How customers write to us in private on X, once the number of our account is known."""
    from bots.x.direct_link import button, direct_link

    try:
        settings = read_settings(file)
    except SettingsError as error:
        say(str(error))
        return
    number = account_id or settings.x.account_id
    if number is not None:
        say(f"Customers write to you directly on X by this link: {direct_link(number)}")
        say(f"The same as a button for your support pages: {button(number, settings.company.name)}")


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
