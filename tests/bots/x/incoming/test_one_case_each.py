"""X heard by polling, over its stream, by its webhook, and in all three ways at once: the cases are the same."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk.messages import Kind
from tests.bots.x.incoming.listening_desks import (
    HANDLE,
    Desk,
    World,
    a_desk,
    a_world,
    an_address,
    reading,
    signer,
    until,
)

pytestmark = pytest.mark.slow
WAYS = ("poll", "stream", "webhook", "all three")
CUSTOMERS = 6


@dataclass
class Story:
    """What stands on X: a thread of a neighbour's with an answer of ours, and what customers write."""

    world: World
    thread: str
    ours: str
    asked: list[str]

    @classmethod
    def begun(cls, world: World) -> "Story":
        thread = world.order("posts", author="neighbour", text="Which gauge is best?")["id"]
        ours = world.order("posts", author=HANDLE, text="The W3 it is.", in_reply_to=thread)["id"]
        return cls(world, thread, ours, [])

    def go_on(self) -> None:
        """Each customer writes in every way there is."""
        for number in range(len(self.asked), len(self.asked) + CUSTOMERS):
            who = f"customer{number}"
            self.world.order("users", handle=who, takes_dms=number % 2 == 0, followers=number)
            mention = self._post(who, f"@FennbyCare & friends: gauge {number} <beeps>")
            self.asked.append(mention)
            self._post(who, f"how long does it last, {number} years?", in_reply_to=self.ours)
            self._post(who, f"I have {number} of them", in_reply_to=self.thread)
            self._post(who, f"so they say, all {number}", quotes=self.ours)
            self._post(who, f"my W3 is number {number}")
            self.world.order("dms", author=f"private_{who}", text=f"my order is {4700 + number}")

    def change(self) -> None:
        """Some edit what they asked, some take it back."""
        for number, asked in enumerate(self.asked):
            if number % 4 == 0:
                self.world.order(f"posts/{asked}/edits", text=f"@FennbyCare gauge {number} is well again")
            if number % 4 == 1:
                self.world.delete(asked)

    def trouble(self) -> None:
        """X delivers twice and the newest first, loses its stream, and cannot reach our webhooks for a while."""
        for endpoint in ("stream", "webhook"):
            self.world.order("faults", endpoint=endpoint, trouble="twice", times=20)
            self.world.order("faults", endpoint=endpoint, trouble="out_of_order", times=20)
        self.world.order("faults", endpoint="stream", trouble="dropped", times=4)
        self.world.order("faults", endpoint="webhook", trouble="outage", times=2)
        self.world.order("faults", endpoint="GET /2/users/{id}/mentions", trouble="failed", times=2)
        self.world.order("faults", endpoint="GET /2/tweets/search/recent", trouble="cut_after", times=2)

    def _post(self, who: str, text: str, **more: str) -> str:
        return str(self.world.order("posts", author=who, text=text, **more)["id"])


@contextmanager
def listening(story: Story, folder: Path) -> Iterator[dict[str, Desk]]:
    """Four desks: one for each way, and one that hears everything thrice."""
    desks = {way: a_desk(story.world, folder / way, story.thread, story.ours) for way in WAYS}
    (one_port, one_url), (other_port, other_url) = an_address(), an_address()
    everything, secret = desks["all three"].reading, signer(story.world)
    readers = (
        desks["poll"].reading.by_polling(),
        desks["stream"].reading.by_stream(),
        desks["webhook"].reading.by_webhook(secret, one_url),
        everything.by_polling(),
        everything.by_stream(),
        everything.by_webhook(secret, other_url),
    )
    with reading(*readers, on=[one_port, other_port]):
        yield desks
    for desk in desks.values():
        desk.close()


def everybody_is_told(world: World) -> bool:
    """The stream and both webhooks have their subscriptions."""
    return len(world.subscriptions()) == 12


def all_hear(desks: dict[str, Desk], messages: int, *, gone: int = 0, edited: int = 0) -> bool:
    """True once every desk has heard so much."""

    def done() -> bool:
        for desk in desks.values():
            desk.hear()
        heard = [desk.heard() for desk in desks.values()]
        return all(
            (len(each), sum(bool(one.gone) for one in each), sum(bool(one.edit) for one in each))
            == (messages, gone, edited)
            for each in heard
        )

    return until(done, 40)


def kinds_of(desks: dict[str, Desk]) -> dict[str, Counter[Kind]]:
    """What each desk heard, for whoever reads that the test failed."""
    return {way: Counter(message.kind for message in desk.heard()) for way, desk in desks.items()}


def test_each_message_makes_one_case_whichever_way_it_came(tmp_path: Path) -> None:
    with a_world(tmp_path) as world:
        story = Story.begun(world)
        with listening(story, tmp_path) as desks:
            assert until(lambda: everybody_is_told(world))
            story.go_on()
            assert all_hear(desks, 6 * CUSTOMERS), kinds_of(desks)
            story.trouble()
            story.go_on()
            assert all_hear(desks, 12 * CUSTOMERS), kinds_of(desks)
            story.change()
            assert all_hear(desks, 12 * CUSTOMERS, gone=3, edited=3), kinds_of(desks)
        heard = {way: desk.heard() for way, desk in desks.items()}
        cases = {way: desk.cases() for way, desk in desks.items()}
    assert heard["stream"] == heard["webhook"] == heard["all three"] == heard["poll"]
    assert cases["stream"] == cases["webhook"] == cases["all three"] == cases["poll"]
    kinds = Counter(message.kind for message in heard["poll"])
    both = 2 * CUSTOMERS
    assert kinds == {
        Kind.MENTION: both,
        Kind.REPLY: 2 * both,
        Kind.QUOTE: both,
        Kind.DIRECT_MESSAGE: both,
        Kind.LISTENING: both,
    }
    assert desks["all three"].refused > 12 * CUSTOMERS  # nearly all came twice and thrice
