"""A listener over a real ledger and a small X."""

from dataclasses import dataclass, field
from datetime import datetime

from bots.x.events import Delivery, deliveries_of
from bots.x.listen import XListener
from bots.x.threads import Threads
from desk.arrivals import Arrivals
from desk.ledger import Ledger
from desk.ports import Inbox
from tests.bots.x.incoming.fake import FakeApi, FakeDesk
from tests.bots.x.incoming.raw import US
from tests.desk.cases import HandClock


@dataclass
class Hearing:
    """What arrives is heard turn after turn; the cursor moves as the worker moves it."""

    ledger: Ledger
    api: FakeApi = field(default_factory=FakeApi)
    desk: FakeDesk = field(default_factory=FakeDesk)
    clock: HandClock = field(default_factory=HandClock)
    cursor: str | None = None

    def __post_init__(self) -> None:
        self.listener = XListener(US, self.arrivals, Threads(self.api, US), self.desk, self.clock)

    @property
    def arrivals(self) -> Arrivals:
        return self.ledger.arrivals

    def came(self, *deliveries: Delivery, at: datetime | None = None) -> None:
        for one in deliveries:
            self.arrivals.put("x", one.key, one.raw, at or self.clock())

    def came_by_page(self, page: dict[str, object]) -> None:
        self.came(*deliveries_of(page))

    def hear(self) -> Inbox:
        inbox = self.listener.fetch(self.cursor)
        self.cursor = inbox.cursor
        return inbox
