"""Passes over sources: who reads what now, and how the last ones ended."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any, NewType

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from index.database import writing
from index.schema import ingest_run

RunId = NewType("RunId", int)

KEPT = 100  # runs of one source; older ones are forgotten
REFUSALS = 100  # that are kept of one run


@dataclass(frozen=True)
class Refusal:
    """Something that was not taken, and why."""

    id: str
    reason: str


@dataclass(frozen=True)
class RunReport:
    """How a pass over a source ended. Documents are counted, but for `passed_over` and `ignored`."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    passed_over: int = 0
    withdrawn: int = 0
    ignored: int = 0
    refused: int = 0
    refusals: tuple[Refusal, ...] = ()  # the first of them
    seconds: float = 0.0
    error: str | None = None  # why the source could not be read as a whole
    interrupted: bool = False  # somebody stopped it: it may go on at once


@dataclass(frozen=True)
class Run:
    """One pass over one source; `ended_at` is None while it goes on, and for ever after a crash."""

    id: RunId
    source: str
    begun_at: datetime
    alive_at: datetime
    ended_at: datetime | None = None
    report: RunReport | None = None
    reader: str = ""  # the process that reads

    @property
    def failed(self) -> bool:
        """Whether it ended without having read the source."""
        return self.report is not None and self.report.error is not None

    @property
    def succeeded(self) -> bool:
        """Whether it read the source to its end."""
        return self.report is not None and self.report.error is None and not self.report.interrupted

    def goes_on(self, at: datetime, lease: timedelta) -> bool:
        """Whether somebody is at it: it has not ended, and was alive within the lease."""
        return self.ended_at is None and at < self.alive_at + lease


class Runs:
    """The passes in SQL. Of two processes that begin on one source at once, one does."""

    def __init__(
        self, engine: Engine, reader: str = "", is_dead: Callable[[str], bool] = lambda _reader: False
    ) -> None:
        """`reader` names this process; a run of a reader that `is_dead` is over before its lease is."""
        self._engine = engine
        self._reader = reader
        self._is_dead = is_dead

    def begin(self, source: str, at: datetime, lease: timedelta) -> Run | None:
        """Take the source; None when another process reads it and was alive within the lease."""
        with writing(self._engine) as connection:
            last = _last(connection, source)
            if last and last.goes_on(at, lease) and not self._is_dead(last.reader):
                return None
            begun: dict[str, Any] = {"source": source, "begun_at": at, "alive_at": at, "reader": self._reader}
            number = connection.scalars(insert(ingest_run).values(**begun).returning(ingest_run.c.id)).one()
            return Run(RunId(number), **begun)

    def alive(self, run: Run, at: datetime) -> bool:
        """Say that the run goes on; False when it does not have the source any more."""
        with writing(self._engine) as connection:
            last = _last(connection, run.source)
            if last is None or last.id != run.id or last.ended_at is not None:
                return False
            connection.execute(update(ingest_run).where(ingest_run.c.id == run.id).values(alive_at=at))
            return True

    def end(self, run: Run, report: RunReport, at: datetime) -> None:
        """Let go of the source."""
        ended = {"alive_at": at, "ended_at": at, "report": asdict(report)}
        with writing(self._engine) as connection:
            connection.execute(update(ingest_run).where(ingest_run.c.id == run.id).values(**ended))
            _forget_old(connection, run.source)

    def forget(self, run: Run) -> None:
        """Let go of the source as if nobody had read it: what was read was but a part."""
        with writing(self._engine) as connection:
            connection.execute(delete(ingest_run).where(ingest_run.c.id == run.id))

    def last(self, source: str) -> Run | None:
        """The newest run of the source; None when it was never read."""
        with self._engine.connect() as connection:
            return _last(connection, source)

    def history(self, source: str, limit: int = KEPT) -> list[Run]:
        """The newest runs of the source, newest first."""
        with self._engine.connect() as connection:
            return [_run_of(row) for row in connection.execute(_newest(source).limit(limit))]


def _newest(source: str) -> Any:
    return select(ingest_run).where(ingest_run.c.source == source).order_by(ingest_run.c.id.desc())


def _last(connection: Connection, source: str) -> Run | None:
    row = connection.execute(_newest(source).limit(1)).one_or_none()
    return _run_of(row) if row else None


def _forget_old(connection: Connection, source: str) -> None:
    oldest = connection.scalars(_newest(source).offset(KEPT).limit(1)).one_or_none()
    if oldest is not None:
        connection.execute(delete(ingest_run).where(ingest_run.c.source == source, ingest_run.c.id <= oldest))


def _run_of(row: Row[Any]) -> Run:
    report = None if row.report is None else _report_of(row.report)
    return Run(RunId(row.id), row.source, row.begun_at, row.alive_at, row.ended_at, report, row.reader)


def _report_of(said: Mapping[str, Any]) -> RunReport:
    """What is known of it today: an older or newer version of this program may have written it."""
    known = {field.name: said[field.name] for field in fields(RunReport) if field.name in said}
    return RunReport(**{**known, "refusals": tuple(Refusal(**one) for one in said.get("refusals", ()))})
