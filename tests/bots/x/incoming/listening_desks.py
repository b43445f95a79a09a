"""Desks that hear the simulated X over HTTP, each in its own way, all at the same time."""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import uvicorn

from app.wiring import now
from assist.text.length import weighted_length
from bots.exchange import Exchange
from bots.simulator.api.app import simulated_x
from bots.simulator.api.serving import bound, server
from bots.x.accounts import Account
from bots.x.api import XApi
from bots.x.budget import Budget
from bots.x.listen import XListener
from bots.x.pace import Pace
from bots.x.reading.readers import Readers, Reading, Rhythm
from bots.x.threads import Threads
from bots.x.tokens import FixedTokens
from bots.x.webhook import PATH, Signer
from desk.cases import Priority
from desk.database import open_database
from desk.involvement import Involvement
from desk.ledger import Ledger
from desk.messages import Message
from tests.emulator.serving import free_port
from tests.templates import a_ledger

SHORT = timedelta(milliseconds=300)
QUICKLY = Rhythm(
    mentions=SHORT,
    direct_messages=SHORT,
    replies=2 * SHORT,
    quotes=2 * SHORT,
    listening=2 * SHORT,
    recheck=2 * SHORT,
    swept=timedelta(minutes=10),  # what X tells by itself has to come by itself
)
HANDLE = "FennbyCare"


@dataclass
class World:
    """The simulated X as its driver sees it."""

    url: str
    http: httpx.Client

    def order(self, what: str, **said: Any) -> dict[str, Any]:
        """Something happens there."""
        answer = self.http.post(f"{self.url}/_control/{what}", json=said)
        assert answer.is_success, answer.text
        return dict(answer.json())

    def show(self, what: str) -> dict[str, Any]:
        return dict(self.http.get(f"{self.url}/_control/{what}").json())

    def delete(self, number: str) -> None:
        assert self.http.delete(f"{self.url}/_control/posts/{number}").is_success

    def subscriptions(self) -> list[Any]:
        """To what X is asked to tell by itself."""
        bearer = {"authorization": f"Bearer {self.show('app')['bearer_token']}"}
        said = self.http.get(f"{self.url}/2/activity/subscriptions", headers=bearer).json()
        return list(said.get("data", []))

    def api(self) -> XApi:
        """A client of its own, as the product has it, but with no limits of its own."""
        tokens = FixedTokens(self.order("tokens")["access_token"], self.show("app")["bearer_token"])
        return XApi(Exchange(self.url, "X"), tokens, Pace(now, {}), Budget(Purse(), now))


class Purse:
    """Nobody counts."""

    def add(self, channel: str, what: str, times: int, usd: float) -> None: ...

    def usd_today(self, channel: str) -> float:
        return 0.0


@dataclass
class Ours:
    """What stands on X in our name, and, by the ledger, which posts of customers are open."""

    involvement: Involvement
    threads: tuple[str, ...]
    written: tuple[str, ...]

    def involving_us(self, channel: str, conversations: Collection[str]) -> frozenset[str]:
        return frozenset(self.threads) & frozenset(conversations)

    def conversations(self, channel: str, since: datetime, limit: int) -> Sequence[str]:
        return self.threads

    def posts(self, channel: str, since: datetime, limit: int) -> Sequence[str]:
        return self.written

    def open_posts(self, channel: str) -> list[str]:
        return self.involvement.open_posts(channel)

    def settled_posts(self, channel: str, since: datetime) -> Sequence[str]:
        return self.involvement.settled_posts(channel, since)


@dataclass
class Desk:
    """One desk with its ledger; `hear` is a worker's turn."""

    ledger: Ledger
    listener: XListener
    reading: Reading
    api: XApi
    refused: int = 0  # deliveries that had come before

    def hear(self) -> None:
        inbox = self.listener.fetch(self.ledger.cursor("x"))
        for message in inbox.messages:
            self.ledger.receive(message, priority=Priority.NORMAL, due_at=now(), at=now())
        for gone in inbox.gone:
            self.ledger.take_back(gone, now())
        if inbox.cursor is not None:
            self.ledger.save_cursor("x", inbox.cursor)

    def put(self, channel: str, key: str, raw: str, at: datetime) -> bool:
        new = self.ledger.arrivals.put(channel, key, raw, at)
        self.refused += not new
        return new

    def put_all(self, channel: str, events: Iterable[tuple[str, str]], at: datetime) -> int:
        given = list(events)
        new = self.ledger.arrivals.put_all(channel, given, at)
        self.refused += len(given) - new
        return new

    def purge(self, channel: str, read_up_to: int, before: datetime) -> int:
        return self.ledger.arrivals.purge(channel, read_up_to, before)

    def close(self) -> None:
        self.ledger.close()
        self.api.exchange.close()

    def heard(self) -> list[Message]:
        """Every message as it stands, by its id."""
        messages = [message for case in self.ledger.cases() for message in case.messages]
        return sorted(messages, key=lambda message: message.external_id)

    def cases(self) -> set[tuple[str, str, str]]:
        """By author and conversation, with the stage."""
        return {(case.message.author_id, case.conversation, case.stage.value) for case in self.ledger.cases()}


def a_desk(world: World, folder: Path, thread: str, ours: str) -> Desk:
    """A desk of its own over the same X."""
    folder.mkdir()
    ledger, api = a_ledger(folder), world.api()
    [account] = world.show("app")["accounts"]
    us = Account(account["id"], HANDLE)
    where = Ours(Involvement(open_database(f"sqlite:///{folder / 'ledger.db'}")), (thread,), (ours,))
    listener = XListener(us, ledger.arrivals, Threads(api, us), where, now)
    desk = Desk(ledger, listener, None, api)  # type: ignore[arg-type]  # it is the inbox of its own readers
    desk.reading = Reading(us, api, api, desk, ledger, where, now, products=["W3"], rhythm=QUICKLY)
    return desk


@contextmanager
def a_world(folder: Path) -> Iterator[World]:
    """The simulated X, with nobody on it but us."""
    with bound(0) as socket, httpx.Client() as http:
        port = socket.getsockname()[1]
        app = simulated_x(folder / "x.db", [HANDLE], weighted_length, now)
        with _running(server(app, port=port), socket):
            world = World(f"http://127.0.0.1:{port}", http)
            for endpoint in (
                "GET /2/dm_events",
                "GET /2/tweets/search/recent",
                "GET /2/users/{id}/mentions",
                "GET /2/tweets",
            ):
                world.order("limits", endpoint=endpoint, limits=[])
            world.order("knobs", keep_alive=1)
            yield world


@contextmanager
def reading(*readers: Readers, on: Sequence[int]) -> Iterator[None]:
    """All of these go on, each app on its port."""
    stop, ports = Event(), list(on)
    with ExitStack() as stack:
        for each in readers:
            if each.app is not None:
                port = ports.pop(0)
                socket = stack.enter_context(bound(port))
                config = uvicorn.Config(each.app, port=port, log_level="warning", lifespan="off", ws="none")
                stack.enter_context(_running(uvicorn.Server(config), socket))
        threads = [
            Thread(target=one.run, args=(stop, timedelta(milliseconds=50)), daemon=True)
            for each in readers
            for one in each.beside
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join(10)


@contextmanager
def _running(app: uvicorn.Server, socket: Any) -> Iterator[None]:
    thread = threading.Thread(target=app.run, kwargs={"sockets": [socket]}, daemon=True)
    thread.start()
    waited = Event()
    while not app.started and thread.is_alive():
        waited.wait(0.02)
    try:
        yield
    finally:
        app.should_exit = True
        thread.join(10)


def signer(world: World) -> Signer:
    return Signer(str(world.show("app")["consumer_secret"]).encode())


def an_address() -> tuple[int, str]:
    """A port and where a webhook on it is called."""
    port = free_port()
    return port, f"http://127.0.0.1:{port}{PATH}"


def until(true: Callable[[], bool], seconds: float = 20) -> bool:
    """Looks again and again; False when it does not come true."""
    waited, end = Event(), now() + timedelta(seconds=seconds)
    while now() < end:
        if true():
            return True
        waited.wait(0.1)
    return true()
