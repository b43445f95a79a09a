"""X behind one door, in memory: answers as a test says, remembers what it was asked, and loses what it is told to."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from bots.exchange import Exchange
from bots.x.accounts import Account
from bots.x.api import XApi
from bots.x.budget import Budget
from bots.x.lookback import Lookback
from bots.x.pace import Pace
from bots.x.publish import Marks, XPublisher
from bots.x.tokens import FixedTokens
from desk.cases import CaseId, Reply
from desk.drafts import To
from desk.messages import Kind
from tests.builders import NOON

US = Account("1000", "FennbyCare")
Answering = Callable[[httpx.Request], httpx.Response]


class Watch:
    """A clock that goes when it is told to."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def after(self, **time: float) -> datetime:
        """So much later."""
        self.now += timedelta(**time)
        return self.now


@dataclass
class Door:
    """What X is asked, in order, and what it answers: by method and path, one after the other, the last for ever."""

    answers: dict[str, list[Answering | Exception]] = field(default_factory=dict)
    asked: list[httpx.Request] = field(default_factory=list)

    def says(self, what: str, *answers: Answering | Exception | httpx.Response) -> "Door":
        """`what` such as "GET /2/users/me"; an exception is raised as the network would."""
        self.answers[what] = [_answering(one) for one in answers]
        return self

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        waiting = self.answers.get(f"{request.method} {request.url.path}")
        assert waiting, f"nobody expected {request.method} {request.url.path}"
        answer = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(request)

    def bodies(self, what: str) -> list[dict[str, Any]]:
        """What was written there."""
        method, path = what.split()
        return [json.loads(one.content) for one in self.asked if (one.method, one.url.path) == (method, path)]


@dataclass
class Purse:
    """What was spent, in memory."""

    usd: float = 0.0
    times: dict[str, int] = field(default_factory=dict)

    def add(self, channel: str, what: str, times: int, usd: float) -> None:
        self.usd += usd
        self.times[what] = self.times.get(what, 0) + times

    def usd_today(self, channel: str) -> float:
        return self.usd


def ok(body: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] = {}) -> httpx.Response:
    """X's answer."""
    return httpx.Response(status, json=dict(body), headers=dict(headers))


def an_api(door: Door, clock: Watch | None = None, purse: Purse | None = None, **budget: Any) -> XApi:
    """X's API over that door."""
    clock = clock or Watch()
    return XApi(
        Exchange("https://api.x.example", "X", transport=httpx.MockTransport(door)),
        FixedTokens("user-token", "app-token"),
        Pace(clock),
        Budget(purse or Purse(), clock, **budget),
    )


def a_publisher(
    door: Door,
    clock: Watch | None = None,
    marks: Marks | None = None,
    taken: Callable[[str], bool] | None = None,
) -> XPublisher:
    """Ours, over that door."""
    clock = clock or Watch()
    api = an_api(door, clock)
    return XPublisher(api, US, clock, Lookback(api, US, clock, taken or (lambda _: False)), marks or Marks())


def a_reply(text: str = "Rinse the funnel.", to: To = To.PUBLIC, **fields: Any) -> Reply:
    """An approved one, to a mention by account 2000."""
    said: dict[str, Any] = {
        "case_id": CaseId(1),
        "key": "1-1-abc",
        "channel": "x",
        "conversation": "500",
        "in_reply_to": "500",
        "recipient_id": "2000",
        "to": to,
        "text": text,
        "approved_by": "alice",
        "drafter": "extractive",
        "kind": Kind.MENTION if to is To.PUBLIC else Kind.DIRECT_MESSAGE,
        "approved_at": NOON,
    }
    return Reply(**{**said, **fields})


def _answering(given: Answering | Exception | httpx.Response) -> Answering | Exception:
    if not isinstance(given, httpx.Response):
        return given
    status, content, headers = given.status_code, given.content, given.headers
    return lambda _: httpx.Response(status, content=content, headers=headers)
