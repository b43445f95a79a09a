"""X's stream: whatever breaks it off, the next connection follows, and nothing between two is missed."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from bots.errors import ChannelError, Limited, NotSignedIn, OverBudget, Refused, Unanswered, Unreachable
from bots.x.reading.stream import StreamReader
from bots.x.reading.subscriptions import EVENT_TYPES, Subscriptions
from desk.ledger import Ledger
from tests.bots.x.incoming.fake import FakeApi
from tests.bots.x.incoming.raw import US, a_direct, a_direct_event, a_post, an_event
from tests.builders import NOON
from tests.desk.cases import HandClock
from tests.templates import a_ledger

STREAM, SUBSCRIPTIONS = "/2/activity/stream", "/2/activity/subscriptions"


class Pauses(Event):
    """Waits no time, remembers how long it was to be, and is set after so many."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most
        self.waited: list[float] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.waited.append(timeout or 0)
        if len(self.waited) >= self.most:
            self.set()
        return self.is_set()


@dataclass
class Listening:
    """A stream reader, and what it did in its order."""

    ledger: Ledger
    api: FakeApi = field(default_factory=FakeApi)
    did: list[str] = field(default_factory=list)

    def run(self, *connections: Sequence[str | ChannelError]) -> Pauses:
        """Over these connections, one after the other."""
        self.api.lines = deque(connections)
        stop = Pauses(len(connections))
        renew, catch_up = lambda: self.did.append("renewed"), lambda: self.did.append("caught up")
        reader = StreamReader(self.api, self.ledger.arrivals, renew, catch_up, HandClock(NOON))
        reader.run(stop, timedelta(0))
        return stop

    def keys(self) -> list[str]:
        return [one.key for one in self.ledger.arrivals.after("x", 0, 100)]


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Listening]:
    ledger = a_ledger(tmp_path)
    yield Listening(ledger)
    ledger.close()


def test_events_are_stored_as_they_come_and_keep_alives_are_not(listening: Listening) -> None:
    post, direct = a_post(), a_direct()
    listening.run(["", an_event(post), "", a_direct_event(direct), an_event(post)])
    assert listening.keys() == [f"post {post['id']}", f"direct {direct['id']}"]


def test_each_connection_begins_with_its_subscriptions_and_asks_for_what_was_missed(
    listening: Listening,
) -> None:
    listening.run(["", ""], [Unanswered("silence")], [an_event(a_post())])
    assert listening.did == ["renewed", "caught up", "renewed", "renewed", "caught up"]


def test_after_an_end_the_next_connection_follows_at_once(listening: Listening) -> None:
    assert listening.run([""], ["", Unanswered("silence")], [""]).waited == [0.25, 0.25, 0.25]


@pytest.mark.parametrize(
    ("error", "waits"),
    [
        (Unreachable("no network"), [0.25, 0.5, 0.75, 1.0]),
        (Refused("X says no (503)", 503), [5, 10, 20, 40]),
        (NotSignedIn("no token"), [5, 10, 20, 40]),
        (Limited("too much", NOON + timedelta(seconds=90)), [90, 120, 240, 480]),
        (OverBudget("used up", NOON + timedelta(hours=12)), [12 * 3600] * 4),
    ],
)
def test_attempts_that_fail_become_rarer_as_x_asks(
    listening: Listening, error: ChannelError, waits: list[float]
) -> None:
    assert listening.run(*([error] for _ in waits)).waited == waits


def test_the_waits_begin_anew_after_a_connection_that_stood(listening: Listening) -> None:
    lost: list[str | ChannelError] = [Unreachable("no network")]
    assert listening.run(lost, lost, ["", Unreachable("no network")], lost).waited == [0.25, 0.5, 0.25, 0.5]


def test_waits_do_not_grow_for_ever(listening: Listening) -> None:
    assert listening.run(*([Unreachable("no network")] for _ in range(70))).waited[-1] == 16
    assert listening.run(*([Refused("no", 503)] for _ in range(40))).waited[-1] == 320


def test_subscriptions_that_stand_are_not_made_again() -> None:
    api = FakeApi()
    [first, *others] = EVENT_TYPES
    about_us = {"event_type": first, "filter": {"user_id": US.id}}
    about_another = {"event_type": others[0], "filter": {"user_id": "9"}}
    api.pages[SUBSCRIPTIONS] = deque([{"data": [about_us, about_another, None]}])
    Subscriptions(api, US).renew()
    assert [made["event_type"] for made in api.asked_for(f"POST {SUBSCRIPTIONS}")] == others
    assert {made["filter"]["user_id"] for made in api.asked_for(f"POST {SUBSCRIPTIONS}")} == {US.id}


def test_one_subscription_that_x_refuses_does_not_cost_the_others(caplog: pytest.LogCaptureFixture) -> None:
    api = FakeApi()
    api.failing.extend([None, Refused("X says no (403)", 403)])
    Subscriptions(api, US).renew()
    assert len(api.asked_for(f"POST {SUBSCRIPTIONS}")) == len(EVENT_TYPES)
    assert "X does not tell us of post.mention.create by itself" in caplog.text
