"""Lets go of what was read: its author may have taken it back since, and X does not tell of everything."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from bots.x.reading.ports import CHANNEL, Cursors
from desk.ports import Clock

KEPT = timedelta(hours=24)  # as long as X gives for letting go of what was deleted


class Purged(Protocol):
    """The inbox, as far as it is emptied."""

    def purge(self, channel: str, read_up_to: int, before: datetime) -> int:
        """Let go of what was read and came before then."""


@dataclass(frozen=True)
class Tidying:
    """`cursors` knows how far the listener read."""

    inbox: Purged
    cursors: Cursors
    clock: Clock
    name: str = f"{CHANNEL} tidying"

    def read(self) -> None:
        """What waits to be read stays, however old it is."""
        read_up_to = self.cursors.cursor(CHANNEL)
        if read_up_to is not None:
            self.inbox.purge(CHANNEL, int(read_up_to), self.clock() - KEPT)
