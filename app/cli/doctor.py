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
from app.settings import SettingsError
from ingest.errors import IngestError

if TYPE_CHECKING:
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
    """Check settings, tokens, stores, model and index. Exit status 1 if something is wrong."""
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
    yield _try("people", lambda: ", ".join(person.name for person in place.house.people))
    yield _try("ledger", lambda: f"{len(place.house.ledger.cases())} cases")
    yield _try("model", lambda: f"{place.house.embedder.name}, {place.house.embedder.dimension} dimensions")
    yield _try("language model", lambda: _language_model(place))
    yield _try("index", lambda: _index(place))
    yield _try("slack", lambda: _slack(place))


def _try(what: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(what, fine=True, detail=look())
    except Exception as error:  # noqa: BLE001 - a doctor reports every illness, whatever it is
        return Finding(what, fine=False, detail=f"{error} ({type(error).__name__})")


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


def _slack(place: Place) -> str:
    slack = place.house.settings.slack
    said = {"token": slack.token, "signing_secret": slack.signing_secret, "channel": slack.channel}
    if not any(said.values()):
        return "not set up: the web desk is enough to approve"
    missing = [name for name, value in said.items() if not value]
    if missing:
        raise LookupError(
            f"{missing[0]} is missing: set ASSIST_SLACK__{missing[0].upper()} or [slack] in the settings"
        )
    from bots.slack.desk import who_am_i

    return who_am_i(slack.token.get_secret_value() if slack.token else "", slack.api_url)
