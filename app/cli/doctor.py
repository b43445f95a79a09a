"""`assist doctor`: is everything there, and does it agree?"""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import click

from app.cli.output import as_json, print_json, print_table
from app.cli.place import Place
from app.sections import SlackSettings
from app.settings import SettingsError
from desk.four_eyes import FourEyes
from ingest.errors import IngestError

if TYPE_CHECKING:
    from bots.slack.checkup import Setup
    from ingest.sources import Source


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: fine, or what is wrong with it."""

    what: str
    fine: bool
    detail: str


@click.command()
@as_json
@click.pass_obj
def doctor(place: Place, as_json: bool) -> None:
    """Check settings, stores, model, index and the Slack app. Exit status 1 if something is wrong."""
    findings = list(_examine(place))
    if as_json:
        print_json({"fine": all(found.fine for found in findings), "findings": findings})
    else:
        print_table(["", "what", ""], [["ok" if f.fine else "WRONG", f.what, f.detail] for f in findings])
    sys.exit(0 if all(found.fine for found in findings) else 1)


def _examine(place: Place) -> Iterator[Finding]:
    yield _try("settings", lambda: f"data in {str(place.house.settings.data_dir)!r}")
    yield _try("sources", lambda: _named(place))
    for source in _sources(place):
        yield _try(f"source {source.name}", partial(_source, place, source))
    yield _try("people", lambda: _people(place))
    yield _try("ledger", lambda: f"{len(place.house.ledger.cases())} cases")
    yield _try("model", lambda: f"{place.house.embedder.name}, {place.house.embedder.dimension} dimensions")
    yield _try("language model", lambda: _language_model(place))
    yield _try("index", lambda: _index(place))
    yield from _slack(place)
    yield from _where_customers_write(place)


def _try(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, fine=True, detail=look())
    except Exception as error:  # noqa: BLE001 - a doctor reports every illness, whatever it is
        return Finding(what, fine=False, detail=f"{error} ({type(error).__name__})")


def _people(place: Place) -> str:
    """Who is on the web desk by a name and in Slack by another would be two people for four eyes."""
    said, people = place.house.settings, place.house.people
    alone = [person.name for person in people if person.may_approve and not person.slack_id]
    if alone and said.slack.groups and said.approval.four_eyes != FourEyes():
        raise LookupError(
            f"no slack_id of {', '.join(alone)}: in Slack's user groups they are somebody else, and could approve twice"
            " what two people must; set it under [[people]]"
        )
    return ", ".join(person.name for person in people)


def _named(place: Place) -> str:
    if not place.sources:
        raise LookupError("no [[sources]] in the settings: name the folders and sites with your knowledge")
    return ", ".join(source.name for source in place.sources)


def _sources(place: Place) -> "tuple[Source, ...]":
    try:
        return place.sources
    except (SettingsError, IngestError):
        return ()  # the finding before says why


def _source(place: Place, source: "Source") -> str:
    """Whether something answers where the source lies. Of a site one page is asked for."""
    from ingest.places import open_walk

    if source.on_the_web:
        with closing(place.house.web.fetcher(source)) as fetcher:
            return f"{fetcher.get(_asked(source)).url} answers"
    walk = open_walk(place.house.web, source, lambda _key: False)
    with closing(walk):
        found = sum(1 for _ in walk)
        if walk.failed:
            first = walk.failed[0]
            raise LookupError(f"{first.id or source.location!r}: {first.reason}")
    return f"{found} files to read, {walk.ignored} of other kinds"


def _asked(source: "Source") -> str:
    from ingest.sources import Format

    if source.format is Format.STACKEXCHANGE_API:  # its start address is no page
        return f"{source.location.rstrip('/')}/info?site={source.site}"
    return source.location


def _language_model(place: Place) -> str:
    """Whether it can be used as it is set up; nothing is asked of it."""
    if len(place.house.drafters) == 1:
        return "none is named: drafts are the sources' own sentences"
    return f"{place.house.settings.language_model.name} is set up; nothing was asked of it"


def _index(place: Place) -> str:
    problems = place.house.index.verify()
    if problems:
        raise LookupError(f"{len(problems)} problems, the first: {problems[0]}; run `assist index rebuild`")
    counts = place.house.index.counts()
    return f"{counts.documents} documents, {counts.passages} passages, all in agreement"


def _slack(place: Place) -> Iterator[Finding]:
    said = place.house.settings.slack
    if said.untouched:
        yield Finding("slack", fine=True, detail="not set up: the web desk is enough to approve")
        return
    if missing := said.missing:
        yield Finding(
            "slack",
            fine=False,
            detail=f"{missing[0]} is missing: set it under [slack] in the settings, secrets as ASSIST_SLACK__...",
        )
        return
    from bots.slack.checkup import looks

    for what, look in looks(_setup(said)):
        yield _try(what, look)
    yield _try("notes from Slack", lambda: f"go into {place.house.teamwork.notes.for_new_ones().name!r}")
    if named := said.files_into:
        yield _try("files from Slack", lambda: f"go into {place.house.uploads.taking(named).name!r}")


def _where_customers_write(place: Place) -> Iterator[Finding]:
    named = _try("channels", lambda: ", ".join(channel.name for channel in place.house.channels))
    yield named
    if named.fine:
        for channel in place.house.channels:
            for look in channel.looks:
                yield _try(look.what, look.at)


def _setup(said: SlackSettings) -> "Setup":
    from bots.slack.checkup import Setup

    return Setup(
        token=said.token.get_secret_value() if said.token else "",
        api_url=said.api_url,
        app_token=said.app_token.get_secret_value() if said.app_token else None,
        channels=_channels(said),
        groups=tuple(said.groups),
    )


def _channels(said: SlackSettings) -> dict[str, str]:
    leads = {"for leads": said.leads_channel} if said.leads_channel else {}
    queues = {f"of queue {queue.name}": queue.channel for queue in said.queues}
    return {"for cards": said.channel or "", **leads, **queues}
