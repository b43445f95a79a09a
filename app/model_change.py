"""Takes up another embedding model beside the worker: all is searched by the old one until it is through."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from threading import Event

from app.guarded import guarded
from app.knowledge_in import Stopped, until
from index.search import Index

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ModelChange:
    """Once for the model of the settings. A process that was told otherwise later does not change it back.

    `prepare` is called when the model is taken up, so that the next process starts quickly.
    """

    index: Callable[[], Index]
    prepare: Callable[[], object]

    def run(self, stop: Event, pause: timedelta) -> None:
        """Until it is through, or `stop` is set; what was embedded by then is kept."""
        while not stop.is_set():
            if guarded("taking up the embedding model", partial(self._turn, stop)):
                return
            stop.wait(pause.total_seconds())

    def _turn(self, stop: Event) -> None:
        index = self.index()
        if (old := index.other_model) is not None:
            log.info("the knowledge is embedded again; until that is done it is searched by %r", old)
            with suppress(Stopped):
                index.change_model(until(stop))
        if not stop.is_set():
            self.prepare()
