"""What the doctor says of X: what is wrong, and what to do about it."""

from collections.abc import Collection
from typing import Any

import httpx
import pytest

from bots.x.checkup import Ailment, Setup, looks
from bots.x.grant import SCOPES
from bots.x.reading.subscriptions import EVENT_TYPES
from desk.channel_spending import Spent
from tests.bots.x.outgoing.door import US, Door, Watch, an_api, ok

ME = ok({"data": {"id": US.id, "username": US.handle}}, headers={"date": "Fri, 20 Nov 2026 12:00:01 GMT"})
URL = "https://desk.fennby.example/x/events"


def told(door: Door, what: str, **fields: Any) -> str:
    """What one look says."""
    said: dict[str, Any] = {
        "us": US,
        "how": "webhook",
        "webhook_url": URL,
        "usd_per_day": 5.0,
        "scopes": lambda: SCOPES,
        "spent": lambda: [Spent("posts read", 100, 0.5)],
    }
    if "GET /2/users/me" not in door.answers:
        door.says("GET /2/users/me", ME)
    found = dict(looks(an_api(door), Setup(**{**said, **fields}), Watch()))
    return found[what]()


def me(**fields: str) -> Door:
    return Door().says("GET /2/users/me", ok({"data": {"id": US.id, "username": US.handle, **fields}}))


def subscribed(event_types: Collection[str], to: str = US.id) -> Door:
    there = [{"event_type": one, "filter": {"user_id": to}} for one in event_types]
    return Door().says("GET /2/activity/subscriptions", ok({"data": there}))


def webhooks(*there: dict[str, Any]) -> Door:
    return Door().says("GET /2/webhooks", ok({"data": list(there)}))


def test_all_is_well_when_it_is() -> None:
    assert told(Door(), "x account") == "@FennbyCare, number 1000"
    assert told(Door(), "x clock") == "agrees with X's"
    assert told(Door(), "x scopes").startswith("all 6")
    assert told(subscribed(EVENT_TYPES), "x subscriptions") == ", ".join(EVENT_TYPES)
    assert told(webhooks({"url": URL, "id": "1", "valid": True}), "x webhook") == f"{URL} stands"
    assert told(Door(), "x budget") == "0.50 of today's 5.00 dollars (posts read 0.50)"
    assert "sets one" in told(Door(), "x budget", usd_per_day=None)


@pytest.mark.parametrize(
    ("door", "what", "fields", "remedy"),
    [
        (me(id="2000", username="other"), "x account", {}, "account 2000 .*sign in as the other account"),
        (me(username="FennbyOld"), "x account", {}, "set the one there is"),
        (
            Door(),
            "x scopes",
            {"scopes": lambda: ["tweet.read"]},
            r"dm.write \(send approved direct messages\)",
        ),
        (
            Door().says("GET /2/users/me", ok({}, headers={"date": "Fri, 20 Nov 2026 12:03:00 GMT"})),
            "x clock",
            {},
            "180 seconds apart: set it by NTP",
        ),
        (subscribed(EVENT_TYPES, to="2000"), "x subscriptions", {}, "is not asked for dm.received"),
        (webhooks(), "x webhook", {}, "knows no webhook"),
        (webhooks({"url": URL, "id": "1", "valid": False}), "x webhook", {}, "did not answer"),
        (
            Door(),
            "x budget",
            {"spent": lambda: [Spent("posts read", 800, 4.0)]},
            r"4\.00 of today's 5\.00 dollars are spent",
        ),
    ],
)
def test_what_is_wrong_comes_with_what_to_do(
    door: Door, what: str, fields: dict[str, Any], remedy: str
) -> None:
    with pytest.raises(Ailment, match=remedy):
        told(door, what, **fields)


def test_a_clock_that_x_does_not_tell_is_no_ailment() -> None:
    assert (
        told(Door().says("GET /2/users/me", httpx.Response(401)), "x clock")
        == "X does not say what time it is"
    )
