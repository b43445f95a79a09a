"""Takes events to webhooks: signed, each tried a few times, and once more when somebody asks for a replay."""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlencode

from bots.simulator.api.activity import arranged
from bots.simulator.api.calls import Place, call, place_of
from bots.simulator.api.door import Door
from bots.simulator.api.envelopes import envelope, matching
from bots.simulator.world import store
from bots.simulator.world.deliveries import Webhook
from bots.simulator.world.events import Event
from bots.simulator.world.faults import WEBHOOK, Trouble

PAUSES = (0.2, 0.4)  # seconds before each of the further tries
LOOK_EVERY = 0.05
_CURSOR = "courier"
PROXIES = "proxies"  # the ports behind hosts that a company's own proxy would stand for


@dataclass(frozen=True)
class Parcel:
    """One event for one webhook, as it is sent."""

    webhook: Webhook
    event: int
    body: bytes


@dataclass
class Courier:
    """Delivers what happens to the webhooks of one door's world."""

    door: Door
    replays: deque[tuple[int, list[Event]]] = field(default_factory=deque)
    ended: bool = False

    async def run(self) -> None:
        """Until `end`."""
        while not self.ended:
            for parcel in self._next():
                await self._deliver(parcel)
            await asyncio.sleep(LOOK_EVERY)

    def end(self) -> None:
        """It stops after the parcel in its hand."""
        self.ended = True

    async def challenge(self, url: str) -> bool:
        """Asks the webhook to prove itself, as X does: with a token to be signed."""
        token = secrets.token_urlsafe(24)
        place = self._place(url)
        said = await call("GET", place, query=urlencode({"crc_token": token})) if place else None
        return said is not None and said.status == HTTPStatus.OK and self._proves(token, said.body)

    def _place(self, url: str) -> Place | None:
        with store.reading(self.door.file) as world:
            return place_of(url, world.knobs.mapping(PROXIES))

    def _proves(self, token: str, body: bytes) -> bool:
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            return False
        return isinstance(said, dict) and self.door.secrets.proven(token, said.get("response_token"))

    def _next(self) -> list[Parcel]:
        with store.reading(self.door.file) as world:
            if not self.replays and world.happenings.last() == world.knobs.number(_CURSOR, 0):
                return []
        with store.writing(self.door.file) as world:
            parcels = [
                parcel for number, events in self._replayed() for parcel in _packed(world, events, number)
            ]
            events = world.happenings.after(world.knobs.number(_CURSOR, 0))
            if events:
                parcels += _packed(world, arranged(world, WEBHOOK, events), None)
                world.knobs.set(_CURSOR, events[-1].number)
        return parcels

    def _replayed(self) -> Iterable[tuple[int, list[Event]]]:
        while self.replays:
            yield self.replays.popleft()

    async def _deliver(self, parcel: Parcel) -> None:
        for pause in (*PAUSES, None):
            status = None if self._is_out() else await self._tried(parcel)
            with store.writing(self.door.file) as world:
                world.deliveries.tried(
                    parcel.webhook.number, parcel.event, world.time.now(self.door.real()), status
                )
            if status == HTTPStatus.OK or pause is None:
                return
            await asyncio.sleep(pause)

    def _is_out(self) -> bool:
        with store.writing(self.door.file) as world:
            return world.faults.meet(WEBHOOK, Trouble.OUTAGE) is not None

    async def _tried(self, parcel: Parcel) -> int | None:
        headers = {"content-type": "application/json", **self.door.secrets.signatures(parcel.body)}
        place = self._place(parcel.webhook.url)
        said = await call("POST", place, body=parcel.body, headers=headers) if place else None
        return said.status if said else None


def _packed(world: store.World, events: list[Event], webhook: int | None) -> list[Parcel]:
    """The events for all valid webhooks, or for one."""
    return [
        Parcel(one, event.number, json.dumps(told, ensure_ascii=False).encode())
        for event in events
        for one in world.deliveries.webhooks()
        if one.valid and webhook in (None, one.number)
        for subscription in matching(world, event, webhook=one.number)
        if (told := envelope(world, event, subscription))
    ]
