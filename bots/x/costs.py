"""What each call to X costs, by X's prices, and what is still done when the day's budget is used up. Pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum
from typing import Any

from assist.text.length import links_in
from bots.x.limits import Window

NEAR = 0.8  # of the budget: from there on people are told
SLOWLY = (Window(1, timedelta(minutes=5)),)  # how often mentions and messages are asked for past the budget


class What(Enum):
    """What X counts, as the ledger calls it."""

    POST_READ = "posts read"
    OWNED_READ = "own posts and mentions read"
    USER_READ = "accounts read"
    DM_READ = "direct messages read"
    POST = "posts written"
    REPLY = "replies written"
    POST_WITH_LINK = "posts with a link written"
    DM = "direct messages written"


# US dollars each, pay per use: https://docs.x.com/x-api/getting-started/pricing, of 2026-04-20, read 2026-11-21.
PRICES: Mapping[What, float] = {
    What.POST_READ: 0.005,
    What.OWNED_READ: 0.001,
    What.USER_READ: 0.010,
    What.DM_READ: 0.010,
    What.POST: 0.015,
    What.REPLY: 0.010,
    What.POST_WITH_LINK: 0.200,
    What.DM: 0.015,
}


class Purpose(Enum):
    """What a call is for: it decides what becomes of it past the budget."""

    REPLYING = "replying"  # and what must be looked up for it: a person approved it
    HEARING = "hearing"  # mentions, direct messages, the state of what we listen to
    LOOKING = "looking"  # listening searches, posts further up, whose accounts these are


@dataclass(frozen=True)
class Charge:
    """So many of one thing."""

    what: What
    times: int

    @property
    def usd(self) -> float:
        """By X's list of prices."""
        return PRICES[self.what] * self.times


def charges(endpoint: str, body: Mapping[str, Any] | None, answer: Mapping[str, Any]) -> list[Charge]:
    """What a call took at most: X asks once a day for the same post or account, and here each time is counted."""
    if endpoint.startswith("POST "):
        return list(_of_writing(endpoint, body or {}))
    return [charge for charge in _of_reading(endpoint, answer) if charge.times]


def _of_writing(endpoint: str, body: Mapping[str, Any]) -> Iterator[Charge]:
    if endpoint.endswith("/messages"):
        yield Charge(What.DM, 1)
    elif endpoint.endswith("/tweets"):
        linked = links_in(str(body.get("text", "")))
        yield Charge(What.POST_WITH_LINK if linked else What.REPLY if body.get("reply") else What.POST, 1)


_OWN_ENDPOINTS = ("/users/:id/mentions", "/users/:id/tweets")


def _of_reading(endpoint: str, answer: Mapping[str, Any]) -> Iterator[Charge]:
    included = answer.get("includes")
    includes = included if isinstance(included, Mapping) else {}
    posts = _count(includes.get("tweets")) + _count(includes.get("posts"))
    users = _count(includes.get("users"))
    yield Charge(_kind(endpoint), _count(answer.get("data")))
    yield Charge(What.POST_READ, posts)
    yield Charge(What.USER_READ, users)


def _kind(endpoint: str) -> What:
    """What the main part of an answer is made of."""
    if "/dm_" in endpoint:
        return What.DM_READ
    if endpoint.endswith(_OWN_ENDPOINTS):
        return What.OWNED_READ
    return What.USER_READ if endpoint.startswith("GET /2/users") else What.POST_READ


def _count(given: object) -> int:
    if isinstance(given, Mapping):
        return 1
    return len(given) if isinstance(given, Collection) and not isinstance(given, str) else 0
