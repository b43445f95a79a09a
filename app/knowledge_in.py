"""Sources into the index: each read by one process at a time, and what became of it on record."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

from app.happenings import Happenings
from app.heartbeat import Heartbeat
from index.runs import REFUSALS, Refusal, RunReport, Runs
from ingest.parsed import Failure
from ingest.refresh import Clock, Progress, SourceReport
from ingest.schedule import LEASE
from ingest.sources import Source

if TYPE_CHECKING:  # app.wiring builds what is here
    from app.wiring import House

Pass = Callable[[Source, bool, Progress], SourceReport]  # over a source, wholly or what changed


class Stopped(Exception):
    """Raised by a progress callback to end a pass; what was stored by then stays."""


def until(stop: Event) -> Progress:
    """A progress callback that ends a pass once `stop` is set."""

    def told(_done: int, _total: int, _what: str) -> None:
        if stop.is_set():
            raise Stopped

    return told


@dataclass(frozen=True)
class Intake:
    """The only way in: `assist ingest`, the worker and uploads read sources through it."""

    read: Pass
    runs: Runs
    happenings: Happenings
    clock: Clock
    lease: timedelta = LEASE

    def take(self, source: Source, *, full: bool, progress: Progress) -> SourceReport | None:
        """One pass over the source; None when another process is at it, or took it over because this one seemed dead.

        Raises what `read` and `progress` raise.
        """
        run = self.runs.begin(source.name, self.clock(), self.lease)
        if run is None:
            return None
        report, heart = RunReport(interrupted=True), Heartbeat(self.runs, run, self.clock, self.lease / 6)
        try:
            with heart:
                done = self.read(source, full, _while_ours(heart, progress))
            report = on_record(done)
        except Stopped:
            if not heart.lost:
                raise
            return None
        except Exception as error:
            report = RunReport(error=str(error) or type(error).__name__)
            raise
        finally:
            self.runs.end(run, report, self.clock())
            self.happenings.notice(source, report)
        return done

    def glance(self, source: Source, read: Callable[[Source], SourceReport]) -> SourceReport | None:
        """Read a part of the source; its passes come when they would have. None when another process is at it.

        Raises what `read` raises.
        """
        run = self.runs.begin(source.name, self.clock(), self.lease)
        if run is None:
            return None
        try:
            with Heartbeat(self.runs, run, self.clock, self.lease / 6):
                return read(source)
        finally:
            self.runs.forget(run)
            self.happenings.notice(source, RunReport())

    def busy(self, source: Source) -> SourceReport:
        """The report of a source that another process is reading."""
        last = self.runs.last(source.name)
        since = f" since {last.begun_at:%Y-%m-%d %H:%M} UTC" if last else ""
        reason = f"another process is reading it{since}; try again when that is done"
        return SourceReport(source.name, source.kind, failed=(Failure(source.name, reason),))


def _while_ours(heart: Heartbeat, progress: Progress) -> Progress:
    def told(done: int, total: int, what: str) -> None:
        if heart.lost:
            raise Stopped
        progress(done, total, what)

    return told


def on_record(report: SourceReport) -> RunReport:
    """What is kept of a report. A failure that bears the source's own name is one of the whole source."""
    return RunReport(
        new=report.new,
        changed=report.changed,
        unchanged=report.unchanged,
        passed_over=report.passed_over,
        withdrawn=report.withdrawn,
        ignored=report.ignored,
        refused=len(report.failed),
        refusals=tuple(Refusal(failure.id, failure.reason) for failure in report.failed[:REFUSALS]),
        seconds=report.seconds,
        error=next((failure.reason for failure in report.failed if failure.id == report.name), None),
    )


def ingest_sources(
    house: "House", sources: Sequence[Source], *, full: bool, progress: Progress
) -> list[SourceReport]:
    """Read these sources; the reports stand in their order."""
    intake = house.intake
    return [intake.take(source, full=full, progress=progress) or intake.busy(source) for source in sources]


def withdraw_removed(house: "House", named: Collection[str]) -> dict[str, int]:
    """Withdraw what came from sources that the settings name no more; how many documents, by source.

    No source of the settings has a colon in its name: what programs put (index/langchain/store.py) is left alone.
    """
    index = house.index
    removed = sorted(name for name in index.sources() - set(named) if ":" not in name)
    return {source: len(index.forget(source, list(index.items(source)), house.clock())) for source in removed}
