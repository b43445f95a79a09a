"""When a source is read next, and how it stands until then. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile

from index.inventory import StaleNote
from index.runs import Run
from ingest.sources import Source

LEASE = timedelta(minutes=2)  # without a sign of life for so long, another process may read the source
BACK_OFF = timedelta(minutes=15)  # after a pass that failed; doubled after each further one
_MOST_DOUBLINGS = 10


@dataclass(frozen=True)
class SourceState:
    """A source, what it holds, when it was read and when it is read next (None: when somebody asks)."""

    source: Source
    documents: int
    stale: Sequence[StaleNote]
    last: Run | None
    next_at: datetime | None
    reading: bool = False  # somebody is at it now


def due_at(source: Source, runs: Sequence[Run], dates: datetime | None, now: datetime) -> datetime | None:
    """When the source is read next by itself; None: only when somebody asks.

    `runs` are its last ones, newest first; `dates`: when the dates of one of its notes say something new. A pass
    that was cut short may go on at once; after a failed one the source is left alone for a while.
    """
    if not runs:
        return now if source.refresh_every else None
    last = runs[0]
    if last.ended_at is None or (last.report and last.report.interrupted):
        return last.alive_at if source.refresh_every else _local(source, dates)
    if last.failed:
        return last.ended_at + _back_off(source, runs) if source.refresh_every else None
    regular = last.ended_at + source.refresh_every if source.refresh_every else None
    return min((when for when in (regular, _local(source, dates)) if when), default=None)


def interval(length: timedelta) -> str:
    """How often, as the settings write it: 30m, 6h, 7d."""
    minutes = int(length.total_seconds()) // 60
    unit, size = next(
        (unit, size) for unit, size in (("d", 1440), ("h", 60), ("m", 1)) if minutes % size == 0
    )
    return f"{minutes // size}{unit}"


def _local(source: Source, dates: datetime | None) -> datetime | None:
    """Nobody's web site is asked because of a date alone."""
    return None if source.on_the_web else dates


def _back_off(source: Source, runs: Sequence[Run]) -> timedelta:
    failures = sum(1 for _ in takewhile(lambda run: run.failed, runs))
    grown: timedelta = BACK_OFF * 2 ** min(failures - 1, _MOST_DOUBLINGS)
    return min(grown, max(source.refresh_every or BACK_OFF, BACK_OFF))
