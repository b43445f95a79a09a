"""`assist sources`: how the sources stand."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import click

from app.cli.output import as_json, print_json, print_table, say
from app.cli.place import Place
from ingest.schedule import SourceState, interval

NAMED = 20  # failures of one source that are named for people


@click.command()
@as_json
@click.pass_obj
def sources(place: Place, as_json: bool) -> None:
    """How the sources stand: what they hold, when they were read, when they are read next, what is stale."""
    states = place.house.overview.states()
    if as_json:
        print_json([_plain(state) for state in states])
    else:
        _print(states)


def _plain(state: SourceState) -> dict[str, Any]:
    source, last = state.source, state.last
    every = source.refresh_every
    return {
        "name": source.name,
        "kind": source.kind,
        "location": source.location,
        "audience": source.audience,
        "refresh_every_seconds": every.total_seconds() if every else None,
        "documents": state.documents,
        "reading": state.reading,
        "last_run": last and {"begun_at": last.begun_at, "ended_at": last.ended_at, "report": last.report},
        "next_run": state.next_at,
        "stale_notes": [{**vars(note), "review_by": note.review_by.isoformat()} for note in state.stale],
    }


def _print(states: Sequence[SourceState]) -> None:
    columns = [
        "source",
        "kind",
        "audience",
        "documents",
        "every",
        "last read",
        "next",
        "failed",
        "stale",
        "location",
    ]
    print_table(columns, [_row(state) for state in states])
    for state in states:
        report = state.last.report if state.last else None
        refusals = report.refusals[:NAMED] if report else ()
        for refusal in refusals:
            say(f"failed: {refusal.id}: {refusal.reason}")
        if report and (more := report.refused - len(refusals)):
            say(f"failed: {more} more of {state.source.name}; --json names the first hundred")
        for note in state.stale:
            say(f"stale: {note.id}: review it ({note.owner or 'no owner'}), it was due by {note.review_by}")


def _row(state: SourceState) -> list[Any]:
    source = state.source
    return [
        source.name,
        source.kind.value,
        source.audience.value,
        state.documents,
        interval(source.refresh_every) if source.refresh_every else None,
        _last_read(state),
        _time(state.next_at) or "when asked",
        state.last.report.refused if state.last and state.last.report else None,
        len(state.stale),
        source.location,
    ]


def _last_read(state: SourceState) -> str:
    if state.last is None:
        return "never"
    if state.last.ended_at is None:
        return f"{'since' if state.reading else 'cut off, begun'} {_time(state.last.begun_at)}"
    how = " interrupted" if state.last.report and state.last.report.interrupted else ""
    return f"{_time(state.last.ended_at)}{' failed' if state.last.failed else how}"


def _time(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%d %H:%M}" if at else None
