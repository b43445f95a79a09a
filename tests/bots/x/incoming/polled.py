"""A desk whose lists are read, and an inbox that fills up."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bots.x.reading.lists import Lists
from desk.arrivals import Arrivals
from desk.ledger import Ledger
from tests.bots.x.incoming.fake import FakeApi, FakeDesk
from tests.bots.x.incoming.raw import US
from tests.desk.cases import HandClock


@dataclass
class Desk:
    """A ledger, a small X and a clock."""

    ledger: Ledger
    api: FakeApi
    desk: FakeDesk
    clock: HandClock

    @property
    def lists(self) -> Lists:
        looking = FakeApi()
        return Lists(
            US,
            self.api,
            looking,
            self.ledger.arrivals,
            self.ledger,
            self.desk,
            self.clock,
            timedelta(hours=24),
            ["W3"],
        )

    def lays_out(self, path: str, *pages: dict[str, object]) -> None:
        """These are the next answers; all but the last say how to go on."""
        onward = [
            page | {"meta": {"next_token": f"t{number}"}} for number, page in enumerate(pages[:-1], start=1)
        ]
        self.api.pages[path] = deque([*onward, pages[-1]])

    def keys(self) -> list[str]:
        return [one.key for one in self.ledger.arrivals.after("x", 0, 1000)]


@dataclass
class FullAfter:
    """An inbox that takes so many and then no more."""

    room: int
    inbox: Arrivals

    def put(self, channel: str, key: str, raw: str, at: datetime) -> bool:
        self.room -= 1
        if self.room < 0:
            raise OSError("no space left on device")
        return self.inbox.put(channel, key, raw, at)

    def put_all(self, channel: str, events: Iterable[tuple[str, str]], at: datetime) -> int:
        return sum(self.put(channel, key, raw, at) for key, raw in events)
