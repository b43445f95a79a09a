"""The Activity API of the simulated X: who wants to hear of what, and the stream that tells them."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bots.simulator.api.bodies import check_body
from bots.simulator.api.call import Answer, Call, Endpoint, Json
from bots.simulator.api.envelopes import envelope, matching
from bots.simulator.api.parameters import count_of, id_in, ids_in, page_of, time_in
from bots.simulator.api.problems import Problem, forbidden, invalid, missing
from bots.simulator.api.shapes import time_of
from bots.simulator.world import store
from bots.simulator.world.events import Event, Happening, Subscription
from bots.simulator.world.faults import STREAM, Trouble

MOST_CONNECTIONS = 2
KEEP_ALIVE = 20  # seconds, real ones
LOOK_EVERY = 0.05
_TYPES = tuple(kind.value for kind in Happening)
_ID = {"type": str, "pattern": r"[0-9]{1,19}"}
_TAG = {"type": str, "least": 1, "most": 200}
_FILTER = {
    "user_id": _ID,
    "keyword": {"type": str},
    "direction": {"type": str, "enum": ("inbound", "outbound")},
}
_CREATE = {
    "event_type": {"type": str, "enum": _TYPES, "required": True},
    "filter": {"type": dict, "keys": _FILTER, "required": True},
    "tag": _TAG,
    "webhook_id": _ID,
}
_UPDATE = {"tag": _TAG, "webhook_id": _ID}
_PUBLIC = (Happening.POST_CREATE, Happening.POST_DELETE)


def subscription_json(call: Call, one: Subscription) -> Json:
    """A subscription as X writes it."""
    account = call.world.people.by_handle(one.account)
    shown: Json = {
        "subscription_id": str(one.number),
        "event_type": one.type.value,
        "filter": {"user_id": str(account.number) if account else ""},
        "created_at": time_of(one.created_at),
        "updated_at": time_of(one.updated_at),
    }
    said = {"tag": one.tag, "webhook_id": str(one.webhook) if one.webhook else None}
    return shown | {name: value for name, value in said.items() if value}


def _subscribe(call: Call) -> Answer:
    check_body(call.body, _CREATE)
    kind, wanted = Happening(call.body["event_type"]), call.body["filter"].get("user_id")
    account = call.world.people.by_number(int(wanted)) if wanted else None
    if account is None:
        raise missing("user", "filter.user_id", wanted)
    if kind not in _PUBLIC and not _consented(call, account.key, kind):
        raise forbidden(f"Subscribing to {kind.value} needs a token of the user, with the scope for it.")
    made = call.world.happenings.subscribe(
        kind, account.key, call.now, tag=call.body.get("tag"), webhook=_webhook(call)
    )
    if made is None:
        raise invalid(
            "A subscription with the same event_type, filter and webhook exists already: DuplicateSubscription"
        )
    return Answer({"data": {"subscription": subscription_json(call, made)}})


def _consented(call: Call, account: str, type: Happening) -> bool:
    """A private event needs the user's own token, or one that the user gave this app before."""
    scope = "dm.read" if type in (Happening.DM_RECEIVED, Happening.DM_SENT) else "tweet.read"
    if call.who is not None:
        return call.who.key == account and call.world.tokens.allows(account, scope)
    return call.world.tokens.allows(account, scope)


def _webhook(call: Call) -> int | None:
    said = call.body.get("webhook_id")
    if said is None:
        return None
    if call.world.deliveries.webhook(int(said)) is None:
        raise missing("webhook", "webhook_id", said)
    return int(said)


def _all(call: Call) -> Answer:
    most = count_of(call, least=1, most=1000, usual=1000)
    if "pagination_token" in call.query:
        page_of(call.query["pagination_token"])
    found = [subscription_json(call, one) for one in call.world.happenings.subscriptions()[:most]]
    return Answer({"data": found} if found else {})


def _found(call: Call) -> Subscription:
    number = id_in(call.path["subscription_id"], "subscription_id")
    found = [one for one in call.world.happenings.subscriptions() if one.number == number]
    if not found:
        raise missing("subscription", "subscription_id", number)
    return found[0]


def _update(call: Call) -> Answer:
    check_body(call.body, _UPDATE)
    number = _found(call).number
    call.world.happenings.alter(number, call.now, tag=call.body.get("tag"), webhook=_webhook(call))
    return Answer({"data": {"subscription": subscription_json(call, _found(call))}})


def _delete(call: Call) -> Answer:
    return Answer({"data": {"deleted": call.world.happenings.unsubscribe(_found(call).number)}})


def _delete_several(call: Call) -> Answer:
    gone = [
        {"subscription_id": str(number), "deleted": call.world.happenings.unsubscribe(number)}
        for number in ids_in(call)
    ]
    return Answer({"data": gone, "meta": {"total_subscriptions": len(call.world.happenings.subscriptions())}})


@dataclass
class Streams:
    """The open connections of GET /2/activity/stream over the world of one door."""

    file: Path
    open: set[int] = field(default_factory=set)
    ended: bool = False

    def endpoint(self) -> Endpoint:
        """The endpoint that opens one more."""
        known = frozenset({"backfill_minutes", "start_time", "end_time"})
        return Endpoint("GET", "/2/activity/stream", self._serve, scopes=None, query=known)

    def end(self) -> None:
        """All connections end in good order."""
        self.ended = True

    def _serve(self, call: Call) -> Answer:
        if len(self.open) >= MOST_CONNECTIONS:
            raise Problem(
                429,
                "ConnectionException",
                "This stream is currently at the maximum allowed connection limit.",
            )
        return Answer(
            {}, stream=self._lines(self._begin(call), call.world.knobs.number("keep_alive", KEEP_ALIVE))
        )

    def _begin(self, call: Call) -> int:
        """The number of the last event that is not told any more."""
        minutes = call.query.get("backfill_minutes", "0")
        if not minutes.isdecimal() or int(minutes) > 5:
            raise invalid(
                f"The `backfill_minutes` query parameter value [{minutes}] is not between 0 and 5",
                parameter="backfill_minutes",
                value=minutes,
            )
        start = time_in(call, "start_time") if "start_time" in call.query else None
        if start is None and minutes == "0":
            return call.world.happenings.last()
        earlier = call.world.happenings.between(start or call.now - timedelta(minutes=int(minutes)), call.now)
        return earlier[0].number - 1 if earlier else call.world.happenings.last()

    async def _lines(self, last: int, keep_alive: int) -> AsyncIterator[bytes]:
        """Events as they happen, each a line, and an empty line when it is quiet for long."""
        me, quiet = id(object()), 0.0
        self.open.add(me)
        try:
            while not self.ended:
                last, lines, dropped = self._next(last)
                for line in lines:
                    yield line
                if dropped:
                    return
                quiet = 0.0 if lines else quiet + LOOK_EVERY
                if quiet >= keep_alive:
                    quiet = 0.0
                    yield b"\r\n"
                await asyncio.sleep(LOOK_EVERY)
        finally:
            self.open.discard(me)

    def _next(self, last: int) -> tuple[int, list[bytes], bool]:
        """What happened since, and whether the connection is to break now."""
        with store.reading(self.file) as world:
            if not world.faults.due(STREAM) and world.happenings.last() == last:
                return last, [], False
        with store.writing(self.file) as world:
            events = world.happenings.after(last)
            lines = [
                json.dumps(told).encode() + b"\r\n"
                for event in arranged(world, STREAM, events)
                for subscription in matching(world, event, webhook=None)
                if (told := envelope(world, event, subscription))
            ]
            dropped = world.faults.meet(STREAM, Trouble.DROPPED) is not None
        return (events[-1].number if events else last), lines, dropped


def arranged(world: store.World, where: str, events: list[Event]) -> list[Event]:
    """The events as faults have them delivered: some twice, or newest first."""
    told = [one for event in events for one in _once_or_twice(world, where, event)]
    if len(told) > 1 and world.faults.meet(where, Trouble.OUT_OF_ORDER):
        told.reverse()
    return told


def _once_or_twice(world: store.World, where: str, event: Event) -> list[Event]:
    return [event, event] if world.faults.meet(where, Trouble.TWICE) else [event]


ENDPOINTS = (
    Endpoint("POST", "/2/activity/subscriptions", _subscribe, frozenset(), body=_CREATE),
    Endpoint(
        "GET",
        "/2/activity/subscriptions",
        _all,
        frozenset({"like.read", "tweet.read"}),  # as X's description has it: likes are events too
        query=frozenset({"max_results", "pagination_token"}),
    ),
    Endpoint("DELETE", "/2/activity/subscriptions", _delete_several, None, query=frozenset({"ids"})),
    Endpoint("PUT", "/2/activity/subscriptions/{subscription_id}", _update, None, body=_UPDATE),
    Endpoint("DELETE", "/2/activity/subscriptions/{subscription_id}", _delete, None),
)
