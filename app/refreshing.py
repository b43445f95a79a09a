"""Reads sources again when it is time, in a thread beside the worker: drafting and sending never wait for it."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from threading import Event

from app.guarded import guarded
from app.knowledge_in import Intake, Stopped, until
from app.overview import Overview
from ingest.sources import Source


@dataclass(frozen=True)
class Refresher:
    """One source after the other. A source that fails is tried again after a while, and keeps nothing else waiting."""

    overview: Overview
    intake: Intake

    def run(self, stop: Event, pause: timedelta) -> None:
        """Turn after turn until `stop` is set."""
        while not stop.is_set():
            guarded("looking which sources are due", partial(self.turn, stop))
            stop.wait(pause.total_seconds())

    def turn(self, stop: Event) -> None:
        """Read every source that is due, and no more once `stop` is set."""
        for source in self.overview.due():
            if stop.is_set():
                return
            guarded(f"reading source {source.name!r}", partial(self._take, source, stop))

    def _take(self, source: Source, stop: Event) -> None:
        with suppress(Stopped):
            self.intake.take(source, full=False, progress=until(stop))
