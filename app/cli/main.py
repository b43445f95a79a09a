"""`assist`: the group of all commands. Each is imported only when it is called, so that help is quick."""

import sys
from importlib import import_module
from pathlib import Path
from typing import cast

import click

from app.cli.place import Place

COMMANDS = {
    "init": "app.cli.init:init",
    "doctor": "app.cli.doctor:doctor",
    "ingest": "app.cli.ingest:ingest",
    "sources": "app.cli.sources:sources",
    "add": "app.cli.add:add",
    "search": "app.cli.search:search",
    "facts": "app.cli.facts:facts",
    "draft": "app.cli.draft:draft",
    "replay": "app.cli.replay:replay",
    "serve": "app.cli.serve:serve",
    "worker": "app.cli.serve:worker",
    "web": "app.cli.serve:web",
    "slack": "app.cli.serve:slack",
    "x": "app.cli.x:x",
    "simulator": "app.cli.simulator:simulator",
    "cases": "app.cli.cases:cases",
    "case": "app.cli.cases:case",
    "report": "app.cli.report:report",
    "recall": "app.cli.recall:recall",
    "index": "app.cli.index:index",
    "eval": "app.cli.evaluate:evaluate",
    "bench": "app.cli.bench:bench",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """All names, in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command; None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        return cast("click.Command", command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list in `assist --help`, without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))


SUMMARIES = {
    "init": "write a commented assist.toml and the Slack app manifest",
    "doctor": "check settings, tokens, stores, model and index",
    "ingest": "read the sources into the index",
    "sources": "how the sources stand: last run, next run, failures, stale notes",
    "add": "put files into a folder source and read them",
    "search": "find passages",
    "facts": "look up what data sheets state: values, units, pages",
    "draft": "draft a sourced reply to one message; nothing stored, nothing sent",
    "replay": "feed recorded messages through the desk as if they came in",
    "serve": "everything: channels, worker, Slack, web desk",
    "worker": "the worker alone",
    "web": "the web desk alone",
    "slack": "the Slack app alone",
    "x": "sign in to X",
    "simulator": "a simulated X on this machine, to try the X channel without X",
    "cases": "list cases",
    "case": "show one case with its history",
    "report": "service level, acceptance, quality",
    "recall": "sent replies that relied on a document, and what it says by now",
    "index": "rebuild, verify or measure the index",
    "eval": "quality figures on judged data",
    "bench": "speed and memory, beside what a team would use instead",
}


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Settings file (default: ./assist.toml).",
)
@click.version_option(package_name="agent-assist", prog_name="assist")
@click.pass_context
def assist(ctx: click.Context, config: Path | None) -> None:
    """Sourced reply drafts for social customer care, approved by a person before they are sent."""
    ctx.obj = Place(config)


def main() -> None:
    """Run the command line; what a person can mend is one line and exit status 2."""
    from app.cli.faults import explained

    with explained():
        assist(standalone_mode=True)
    sys.exit(0)
