"""Takes each delivery of Slack once: what it delivers again, and what people click twice, is acked and left."""

import hashlib
import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from slack_bolt import BoltRequest, BoltResponse

from desk.deliveries import Deliveries
from desk.ports import Clock

_KEPT = timedelta(days=1)  # Slack delivers again within six minutes
_PURGED = timedelta(hours=1)  # so often at most
_DOUBLE_CLICK = 2.0  # seconds
_TAKEN = "assist_taken"  # in a request's context

Body = dict[str, Any]


class Once:
    """What was seen within a day, shared by all processes of a desk."""

    def __init__(self, deliveries: Deliveries, clock: Clock) -> None:
        self._deliveries = deliveries
        self._clock = clock
        self._purged_at: datetime | None = None

    def first(self, key: str) -> bool:
        """True the first time."""
        now = self._clock()
        if self._purged_at is None or now - self._purged_at >= _PURGED:
            self._purged_at = now
            self._deliveries.purge(now - _KEPT)
        return self._deliveries.first(key, now)

    def began(self, key: str) -> datetime | None:
        """When this came first; None when it never did."""
        return self._deliveries.at(key)

    def forget(self, key: str) -> None:
        """The next one is the first again."""
        self._deliveries.forget(key)


class DoubleClicks:
    """The second of two clicks on one button by one person, with none on another between. May be shared by threads."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last: dict[str, tuple[str, float]] = {}
        self._lock = Lock()

    def first(self, place: str, button: str) -> bool:
        """False within two seconds of the same click. `place` is a message and who looks at it."""
        now = self._monotonic()
        with self._lock:
            self._last = {place: last for place, last in self._last.items() if now - last[1] < _DOUBLE_CLICK}
            if place in self._last and self._last[place][0] == button:
                return False
            self._last[place] = button, now
            return True


class Taken:
    """The middleware, for `App.use`: runs after the signature was checked, and before any listener."""

    def __init__(self, once: Once, clicks: DoubleClicks) -> None:
        self._once = once
        self._clicks = clicks

    def __call__(self, req: BoltRequest, next: Callable[[], BoltResponse]) -> BoltResponse:
        """Acks what was taken before."""
        if (click := click_of(req.body)) is not None:
            return next() if self._clicks.first(*click) else BoltResponse(status=200)
        key = key_of(req.body)
        if key is None:
            return next()
        if not self._once.first(key):
            return BoltResponse(status=200)
        req.context[_TAKEN] = key
        return next()

    def settle(self, request: BoltRequest, response: BoltResponse) -> None:
        """To be called with what the app answered: what it did not take may come again."""
        key = request.context.get(_TAKEN)
        if key is not None and (response.status != 200 or _has_mistakes(response)):
            self._once.forget(key)


def key_of(body: Body) -> str | None:
    """What is the same in each delivery of one thing, and in nothing else; None for what may come again.

    A window that was sent off with a mistake comes again with other words in it: they are part of its key.
    """
    kind = body.get("type")
    if kind == "event_callback":
        return f"event:{body['event_id']}"
    if kind == "view_submission":
        view = body["view"]
        return f"window:{view['id']}:{view.get('hash')}:{_digest(view['state'])}"
    if kind in ("shortcut", "message_action") or "command" in body:
        return f"trigger:{body['trigger_id']}"
    return None


def click_of(body: Body) -> tuple[str, str] | None:
    """Who looked at which message, and the button they clicked; None for anything else."""
    if body.get("type") != "block_actions" or "message" not in body:
        return None
    buttons = [
        [action["action_id"], action.get("value")] for action in body["actions"] if action["type"] == "button"
    ]
    return (_digest([body["user"]["id"], body["container"]]), _digest(buttons)) if buttons else None


def _has_mistakes(response: BoltResponse) -> bool:
    return bool(response.body) and json.loads(response.body).get("response_action") == "errors"


def _digest(fields: object) -> str:
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()
