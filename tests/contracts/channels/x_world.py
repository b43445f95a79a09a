"""X as the suite meets it: its API as the simulator serves it, set up by the house, over a wire that can be cut."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from app.channels.x import x_channel
from app.channels.x_settings import XSettings
from app.sections import StoreSettings
from app.settings import FileSettings
from app.wiring import House
from bots.x.publish import XPublisher
from bots.x.reading.poll import Poller
from desk.cases import Priority
from desk.drafts import To
from desk.ledger import Ledger
from desk.ports import Inbox, Listener
from tests.builders import NOON
from tests.contracts.channels.relay import Relay
from tests.contracts.channels.world import Mishap, Out
from tests.templates import a_ledger_url
from tests.x_driver import HANDLE, XDriver

_POST, _DIRECT = "POST /2/tweets", "POST /2/dm_conversations/with/{participant_id}/messages"


class Polled:
    """What goes on beside the worker has its turn before each look; what is heard is recorded, as the worker does."""

    def __init__(self, poller: Poller, listener: Listener, ledger: Ledger) -> None:
        self.name = listener.name
        self._poller = poller
        self._listener = listener
        self._ledger = ledger

    def fetch(self, cursor: str | None) -> Inbox:
        self._poller.catch_up()
        self._poller.turn()
        inbox = self._listener.fetch(cursor)
        for message in inbox.messages:
            self._ledger.receive(message, priority=Priority.NORMAL, due_at=NOON, at=message.posted_at)
        return inbox


class XWorld:
    """Our side goes over the wire; customers and the judge drive the simulator. Its clock moves when they act."""

    longest: Mapping[To, int] = {To.PUBLIC: 280, To.DM: 10_000}

    def __init__(self, x: XDriver, folder: Path) -> None:
        self.x = x
        x.clock(to=NOON, speed=0)
        x.limits(
            "GET /2/dm_events", [(1000, 900)]
        )  # a turn reads them each time; X's own 15 are for minutes apart
        self._relay = Relay(urlsplit(x.url).port or 0)
        said = FileSettings(
            data_dir=folder,
            stores=StoreSettings(ledger=a_ledger_url(folder)),
            x=XSettings.model_validate(
                {
                    "account_id": x.us["id"],
                    "access_token": x.tokens()["access_token"],
                    "bearer_token": x.app()["bearer_token"],
                    "api_url": self._relay.url,
                }
            ),
        )
        self._house = House(said, clock=self.now)
        channel = x_channel(self._house)
        assert channel is not None
        (poller,) = channel.beside
        assert isinstance(poller, Poller)
        assert isinstance(channel.publisher, XPublisher)
        self.publisher = channel.publisher
        self.listener = Polled(poller, channel.listener, self._house.ledger)

    def close(self) -> None:
        self.publisher.api.exchange.close()
        self._relay.close()
        self._house.ledger.close()

    def now(self) -> datetime:
        return self.x.now()

    def write(self, text: str, *, by: str = "ann", to: To = To.PUBLIC) -> str:
        self.x.clock(by=1)
        self.x.user(by, takes_dms=True)
        said = self.x.dm(by, text) if to is To.DM else self.x.post(by, f"@{HANDLE} {text}")
        return str(said["id"])

    def edit(self, id: str, text: str) -> None:
        self.x.clock(by=1)
        self.x.edit(id, f"@{HANDLE} {text}")

    def delete(self, id: str) -> None:
        self.x.clock(by=1)
        self.x.delete(id)

    def write_ourselves(self, text: str) -> None:
        self.x.clock(by=1)
        headers = {"Authorization": f"Bearer {self.x.tokens()['access_token']}"}
        body = {"text": f"@{HANDLE} {text}"}
        httpx.post(f"{self.x.url}/2/tweets", headers=headers, json=body).raise_for_status()

    def echo(self, text: str, under: str, *, by: str = "bob") -> None:
        self.x.clock(by=1)
        self.x.post(by, text, in_reply_to=under)

    def out(self) -> list[Out]:
        return [
            Out(said["text"], said["in_reply_to"] or "", To.DM if said["direct"] else To.PUBLIC)
            for said in self.x.writes()
        ]

    def fail_next(self, mishap: Mishap) -> None:
        if mishap is not Mishap.LIMITED:
            self._relay.fail_next(mishap)
            return
        for endpoint in (_POST, _DIRECT):
            self.x.fault(endpoint, "limited", seconds=300)

    def mend(self) -> None:
        self._relay.mend()
