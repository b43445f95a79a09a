"""Carries what happened in the library to a front that tells people, each happening once."""

from dataclasses import dataclass
from typing import Protocol

from desk.ledger import Ledger
from index.events import Event, Events


class Teller(Protocol):
    """A front that tells people of what happened."""

    name: str

    def tell(self, event: Event) -> bool:
        """Tell it, or leave it if it is not for this front; False when it may be told later."""


@dataclass(frozen=True)
class Reminders:
    """Goes on where it stopped; after a crash in the middle of one, that one is told again with the same key."""

    front: Teller
    events: Events
    ledger: Ledger
    library: str  # its identity: the numbers of events begin again in another one

    def refresh(self) -> None:
        """Tell what is new."""
        place = f"knowledge-events:{self.front.name}:{self.library}"
        while new := self.events.after(int(self.ledger.cursor(place) or 0)):
            for event in new:
                if not self.front.tell(event):
                    return
                self.ledger.save_cursor(place, str(event.seq))
