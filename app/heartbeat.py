"""Keeps a run alive while its source is read, however long a single file may take."""

import logging
from datetime import timedelta
from threading import Event, Thread
from types import TracebackType
from typing import Self

from index.errors import LibraryUnavailable
from index.runs import Run, Runs
from ingest.refresh import Clock

log = logging.getLogger(__name__)


class Heartbeat:
    """Beats in a thread of its own until it is left; `lost`: another process has taken the source over."""

    def __init__(self, runs: Runs, run: Run, clock: Clock, every: timedelta) -> None:
        self._runs, self._run, self._clock, self._every = runs, run, clock, every
        self._stop = Event()
        self._thread = Thread(target=self._beat, name=f"heartbeat of {run.source}", daemon=True)
        self.lost = False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        while not self.lost and not self._stop.wait(self._every.total_seconds()):
            try:
                self.lost = not self._runs.alive(self._run, self._clock())
            except LibraryUnavailable as error:
                log.warning("no sign of life of %r could be given: %s", self._run.source, error)
