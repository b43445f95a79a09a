"""The door to Facebook's Graph API: JSON in and out, its errors by what they mean for a reply, and its limits."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from bots.errors import ChannelError, Limited, NotSignedIn, Refused, Unanswered
from bots.exchange import Answer, Call, Exchange, words
from desk.ports import Clock

GRAPH = "https://graph.facebook.com"
VERSION = "v25.0"

# https://developers.facebook.com/docs/graph-api/guides/error-handling and .../overview/rate-limiting, read 2026-11-22
_LIMITS = frozenset({4, 17, 32, 341, 613, *range(80000, 80015)})
_TOKENS = frozenset({102, 190})
_UNCLEAR = frozenset({1, 2, 1200})  # "unknown", "service", "temporary send failure": it may have gone out
_NOT_THERE = (100, 33)  # code and subcode of an object that does not exist, or that we may not see
_PAUSE = timedelta(minutes=10)  # when the server does not say how long
Params = Mapping[str, str | int | list[str]]


class NotThere(Refused):
    """There is no such object, or we may not see it."""


@dataclass(frozen=True)
class Credentials:
    """What Facebook gave us. The app's secret proves each call, so that a stolen token alone is worth nothing."""

    page_id: str
    token: str = field(repr=False)
    app_secret: str = field(repr=False)

    @property
    def proof(self) -> str:
        """https://developers.facebook.com/docs/graph-api/guides/secure-requests, read 2026-11-22."""
        return hmac.new(self.app_secret.encode(), self.token.encode(), "sha256").hexdigest()


class Graph:
    """Calls in the name of one page."""

    def __init__(self, exchange: Exchange, credentials: Credentials, clock: Clock) -> None:
        self.page_id = credentials.page_id
        self._exchange = exchange
        self._proof = {"appsecret_proof": credentials.proof}
        self._headers = {"Authorization": f"Bearer {credentials.token}"}
        self._clock = clock
        self._free_from: datetime | None = None

    def get(self, path: str, params: Params | None = None) -> Any:
        """What Facebook says of a node or an edge. Raises ChannelError."""
        return self._ask(Call("GET", f"/{VERSION}/{path}", self._headers, {**(params or {}), **self._proof}))

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """Publish something; Facebook knows no key that would make it safe to ask twice. Raises ChannelError."""
        return self._ask(Call("POST", f"/{VERSION}/{path}", self._headers, body={**body, **self._proof}))

    @property
    def free_from(self) -> datetime | None:
        """When Facebook's limits let us go on; None: now."""
        return self._free_from if self._free_from and self._free_from > self._clock() else None

    def _ask(self, call: Call) -> Any:
        answer = self._exchange.ask(call)
        said = answer.json()
        self._free_from = _regained_at(answer, self._clock()) or self._free_from
        if answer.fine and isinstance(said, dict) and "error" not in said:
            return said
        raise self._error(call, answer, said)

    def _error(self, call: Call, answer: Answer, said: Any) -> ChannelError:
        told = said.get("error") if isinstance(said, dict) else None
        if not isinstance(told, dict):
            return Unanswered(
                f"Facebook answered {answer.status} to {call.method} {call.path}, and nothing readable"
            )
        code, subcode = _number(told.get("code")), _number(told.get("error_subcode"))
        message = (
            f"Facebook says no to {call.method} {call.path}: {words(told.get('message'))} ({code}/{subcode})"
        )
        if code in _LIMITS or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
            self._free_from = self.free_from or self._clock() + _PAUSE
            return Limited(message, self._free_from)
        if code in _TOKENS:
            return NotSignedIn(f"{message}; give [facebook] a new page token (assist doctor)")
        if code in _UNCLEAR or told.get("is_transient") or answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return Unanswered(message)
        kind = NotThere if (code, subcode) == _NOT_THERE else Refused
        return kind(message, answer.status, code)


def _regained_at(answer: Answer, now: datetime) -> datetime | None:
    """When the page may call again; None while it still may. Facebook tells it in minutes."""
    try:
        said = json.loads(answer.headers.get("x-business-use-case-usage", "{}"))
        waits = [int(one["estimated_time_to_regain_access"]) for uses in said.values() for one in uses]
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    longest = min(max(waits, default=0), 24 * 60)
    return now + timedelta(minutes=longest) if longest > 0 else None


def _number(said: object) -> int | None:
    return said if isinstance(said, int) else None
