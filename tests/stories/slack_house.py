"""A whole house behind an emulated Slack: everything as `assist serve` builds it, with a clock that a test moves."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from app.knowledge_in import ingest_sources
from app.settings import Settings
from app.wiring import House
from bots.simulator.world.posts import Post
from bots.slack.desk import SlackDesk
from bots.slack.socket import listen
from desk.cases import Case, CaseId
from tests.bots.slack.desk import until
from tests.bots.slack.reading import words
from tests.desk.cases import HandClock
from tests.emulator.driver import Driver
from tests.emulator.edge import Edge
from tests.emulator.lines import Line, SignedHttp
from tests.emulator.serving import serving
from tests.emulator.slack import BOT_TOKEN, SIGNING_SECRET, Slack
from tests.emulator.socket_mode import APP_TOKEN, socket_mode

Json = dict[str, Any]
SHEET = """# W3 weather station

## Codes

E17 means that the rain gauge is blocked. Lift the funnel off and rinse it with warm water.
"""
GUARANTEE = """# Guarantee

Within 30 days you can return the W3 and get your money back. The refund arrives within 14 days.
"""
STALE = """---
owner: sam
products: W3
audience: public
review by: 2026-11-01
---
# W3 in frost

Below minus 25 degrees Celsius the display stays dark until the air is warmer.
"""
PATIENCE = 30  # seconds in which what goes through the worker must have happened


@dataclass
class SlackHouse:
    """What a story needs at hand."""

    house: House
    slack: Slack
    edge: Edge
    driver: Driver
    clock: HandClock
    folder: Path
    pressed_at: float = 0.0

    @property
    def desk(self) -> SlackDesk:
        assert self.house.slack is not None
        return self.house.slack

    def writes(self, author: str, text: str) -> CaseId:
        """A customer writes; returns the case once its card stands in Slack."""
        known = {case.id for case in self.house.ledger.cases()}
        row = {"id": f"post-{len(known) + 1}", "author": author, "text": f"@FennbyCare {text}"}
        self.house.simulator.feed([row | {"created_at": self.clock().isoformat()}])
        until(lambda: len(self.house.ledger.cases()) > len(known), seconds=PATIENCE)
        [new] = [case.id for case in self.house.ledger.cases() if case.id not in known]
        until(lambda: len(self.cards(new)) == 1, seconds=PATIENCE)
        return new

    def case(self, id: CaseId) -> Case:
        return self.house.ledger.case(id)

    def cards(self, id: CaseId) -> list[Json]:
        return [
            message
            for message in self.slack.messages()
            if words(message.get("blocks", [])).startswith(f"Case {id}: ")
        ]

    def card(self, id: CaseId) -> Json:
        [card] = self.cards(id)
        return card

    def shows(self, id: CaseId, said: str) -> None:
        """Waits until the card says it."""
        try:
            until(lambda: said in words(self.card(id)["blocks"]), seconds=PATIENCE)
        except AssertionError as error:
            raise AssertionError(f"{said!r} is not in {words(self.card(id)['blocks'])!r}") from error

    def press(self, id: CaseId, action: str, user: str) -> None:
        self.pressed_at = time.monotonic()
        assert self.driver.press(self.card(id), action, user).status_code == 200

    def choose(self, id: CaseId, line: str, user: str) -> None:
        """Picks a line of the card's menu."""
        card = self.card(id)
        [menu] = [e for block in card["blocks"] for e in block.get("elements", []) if e["type"] == "overflow"]
        [value] = [option["value"] for option in menu["options"] if option["text"]["text"] == line]
        assert self.driver.press(card, menu["action_id"], user, value).status_code == 200

    def window(self, user: str, said: str) -> Json:
        """The newest window of somebody, once it says this."""
        until(lambda: any(said in words(view["blocks"]) for view in self.slack.windows(user)[-1:]))
        return self.slack.windows(user)[-1]

    def told(self, user: str, said: str) -> Json:
        """The message to somebody alone in which this stands, once it is there."""
        place, found = self.slack.direct(user), list[Json]()

        def there() -> bool:
            parents = self.slack.messages(place, of=user)
            found[:] = [one for top in parents for one in self.slack.thread(place, top["ts"], of=user)]
            return any(said in all_of(message) for message in found)

        try:
            until(there, seconds=PATIENCE)
        except AssertionError as error:
            raise AssertionError(f"{said!r} is not in {[*map(all_of, found)]!r}") from error
        [*_, newest] = [message for message in found if said in all_of(message)]
        return {**newest, "channel": place}

    def sent(self) -> list[Post]:
        return self.house.simulator.sent()

    def later(self, **time: float) -> None:
        self.clock.move(timedelta(**time))


def all_of(message: Json) -> str:
    """All that a reader sees of a message."""
    return words(message.get("blocks", [])) + str(message["text"])


@contextmanager
def slack_house(
    slack: Slack, folder: Path, *, over_socket: bool = False, **settings: Any
) -> Iterator[SlackHouse]:
    """The worker works and Slack reaches the desk, until the block ends."""
    edge, clock = Edge(slack), HandClock()
    with ExitStack() as stack:
        line: Line
        server = stack.enter_context(socket_mode()) if over_socket else None
        app = server.app(edge.app()) if server else edge.app()
        edge_url = stack.enter_context(serving(app))
        house = _house(slack, folder, f"{edge_url}/api/", clock, settings)
        stack.callback(house.ledger.close)
        ingest_sources(house, house.sources, full=False, progress=lambda *_: None)
        desk = house.slack
        assert desk is not None
        stack.callback(desk.close)
        if server:
            stack.enter_context(
                _running(lambda stop: listen(desk.answer, APP_TOKEN, stop, api_url=f"{edge_url}/api/"))
            )
            line = server
        else:
            line = SignedHttp(stack.enter_context(serving(desk.asgi)))
        stack.enter_context(_running(lambda stop: house.worker.run(stop, timedelta(seconds=0.1))))
        yield SlackHouse(house, slack, edge, Driver(slack, line, f"{edge_url}/response"), clock, folder)


def _house(slack: Slack, folder: Path, api_url: str, clock: HandClock, more: dict[str, Any]) -> House:
    for name, text in (
        ("sheets/w3.md", SHEET),
        ("sheets/guarantee.md", GUARANTEE),
        ("notes/frost.md", STALE),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    roles = {"alice": ["agent"], "bob": ["agent"], "sam": ["sme"], "lena": ["team_lead"]}
    settings: dict[str, Any] = {
        "data_dir": folder / "data",
        "company": {"name": "Fennby", "handle": "@FennbyCare"},
        "people": [
            {"name": name, "roles": given, "slack_id": slack.users[name]} for name, given in roles.items()
        ],
        "sources": [
            {"name": "sheets", "kind": "data_sheet", "location": str(folder / "sheets"), "products": ["W3"]},
            {"name": "notes", "kind": "sme_note", "location": str(folder / "notes")},
        ],
        "slack": {
            "token": BOT_TOKEN,
            "signing_secret": SIGNING_SECRET,
            "channel": slack.channel,
            "api_url": api_url,
        },
    }
    return House(Settings(**settings, **more), base=folder, clock=clock)


@contextmanager
def _running(work: Callable[[threading.Event], object]) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=work, args=(stop,))
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(60)
