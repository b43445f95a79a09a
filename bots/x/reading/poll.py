"""Asks X for each list in its own rhythm."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event
from typing import Protocol

from bots.errors import ChannelError, Limited
from desk.ports import Clock

AGAIN = timedelta(seconds=10)  # after a failure, however seldom a list is read: it may be what was missed

log = logging.getLogger(__name__)


class Readable(Protocol):
    """Something of X's that is read again and again."""

    @property
    def name(self) -> str:
        """For the log."""

    def read(self) -> None:
        """Raises ChannelError."""


@dataclass(frozen=True)
class Round:
    """What is read how often."""

    what: Readable
    every: timedelta


@dataclass
class Poller:
    """One turn reads what is due. What fails is asked for again soon."""

    rounds: Sequence[Round]
    clock: Clock
    _due: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)  # when that was said, and when
    _catch_ups: int = 0

    def run(self, stop: Event, pause: timedelta) -> None:
        """Turn after turn until `stop` is set."""
        while not stop.is_set():
            self.turn()
            stop.wait(pause.total_seconds())

    def turn(self) -> None:
        """Reads what is due."""
        for each in self.rounds:
            if self._is_due(each):
                asked = self._catch_ups
                due = self._read(each)
                if asked == self._catch_ups:  # else it may have been read before what was missed
                    self._due[each.what.name] = (self.clock(), due)

    def catch_up(self) -> None:
        """Everything is due: something may have been missed. Another thread may ask for it at any time."""
        self._catch_ups += 1
        self._due.clear()

    def _is_due(self, each: Round) -> bool:
        """Also when the clock was put back since: else nothing would be read until it is there again."""
        now = self.clock()
        said_at, due = self._due.get(each.what.name, (now, now))
        return due <= now or now < said_at

    def _read(self, each: Round) -> datetime:
        """Returns when it is due again."""
        again = self.clock() + each.every
        try:
            each.what.read()
        except Limited as error:
            log.info("%s: %s", each.what.name, error)
            return max(again, error.reset_at)
        except ChannelError as error:
            log.warning("%s could not be read: %s", each.what.name, error)
            return self.clock() + min(each.every, AGAIN)
        return again
