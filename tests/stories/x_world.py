"""The channel as its customers and its judge see it: a simulated X in a file of the desk, or over HTTP."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from subprocess import PIPE, Popen
from sys import executable
from typing import Protocol

from assist.text.length import weighted_length
from bots.simulator.channel import SimulatedX
from tests.stories.x_clock import SharedClock
from tests.stories.x_judge import Ours
from tests.stories.x_stream import Written
from tests.x_driver import XDriver

ROOT = Path(__file__).parents[2]
HANDLE = "FennbyCare"
ADDRESS = "x-address"  # a file of a run over HTTP
FOR_EVER = 10.0**9  # seconds that a token lives
TROUBLES = ("", "cut_before", "cut_after", "cut_after", "slow")
ENDPOINTS = (
    "POST /2/tweets",
    "POST /2/tweets",
    "POST /2/dm_conversations/with/{participant_id}/messages",
    "*",
)
SLOWLY = 0.5


class World(Protocol):
    """Where customers write, and where everybody can look."""

    def write(self, written: Iterable[Written]) -> list[str]:
        """Customers write; the ids of what they wrote."""

    def ours(self) -> list[Ours]:
        """All that our account wrote, oldest first."""

    def trouble(self, rng: Random) -> str:
        """Something goes wrong between the desk and the channel, or nothing; what."""

    def settings(self) -> str:
        """What the desk's settings say of the channel."""


@dataclass(frozen=True)
class FileWorld:
    """In a file of the desk; the channel that a newcomer has."""

    channel: SimulatedX
    clock: SharedClock

    def write(self, written: Iterable[Written]) -> list[str]:
        rows = [
            {
                "id": one.id,
                "author": one.author,
                "text": _addressed(one),
                "created_at": self.clock().isoformat(),
                "direct": one.direct,
                "in_reply_to": one.after,
            }
            for one in written
        ]
        self.channel.feed(rows)
        return [str(row["id"]) for row in rows]

    def ours(self) -> list[Ours]:
        return [
            Ours(post.id, post.text, post.in_reply_to, post.recipient_id or "", post.direct)
            for post in self.channel.sent()
        ]

    def trouble(self, _rng: Random) -> str:
        return ""

    def settings(self) -> str:
        return ""


@dataclass(frozen=True)
class HttpWorld:
    """X's API on loopback, in a process of its own."""

    x: XDriver
    ids: dict[str, str] = field(default_factory=dict)  # X gives ids of its own

    def write(self, written: Iterable[Written]) -> list[str]:
        return [self._written(one) for one in written]

    def _written(self, one: Written) -> str:
        if one.direct:
            made = self.x.dm(one.author, _addressed(one))
        else:
            below = {"in_reply_to": self.ids[one.after]} if one.after else {}
            made = self.x.post(one.author, _addressed(one), **below)
        self.ids[one.id] = str(made["id"])
        return self.ids[one.id]

    def ours(self) -> list[Ours]:
        return [
            Ours(
                str(one["id"]),
                str(one["text"]),
                one["in_reply_to"] and str(one["in_reply_to"]),
                str(one["recipient_id"]),
                bool(one["direct"]),
            )
            for one in self.x.writes()
        ]

    def trouble(self, rng: Random) -> str:
        """The next reply, or the next question, is cut off, or answered late enough to be killed meanwhile."""
        kind, endpoint = rng.choice(TROUBLES), rng.choice(ENDPOINTS)
        if kind:
            self.x.fault(endpoint, kind, seconds=SLOWLY)
        return kind

    def settings(self) -> str:
        app, token = self.x.app(), self.x.tokens(seconds=FOR_EVER)
        return f"""
[x]
account_id = "{app["accounts"][0]["id"]}"
api_url = "{self.x.url}"
access_token = "{token["access_token"]}"
bearer_token = "{app["bearer_token"]}"
consumer_secret = "{app["consumer_secret"]}"
"""


def _addressed(one: Written) -> str:
    return one.text if one.direct else f"@{HANDLE} {one.text}"


def world_of(folder: Path) -> World:
    """The one of a run."""
    address = folder / ADDRESS
    if address.exists():
        return HttpWorld(XDriver(address.read_text()))
    clock = SharedClock(folder / "clock")
    return FileWorld(SimulatedX(folder / "simulator.db", [f"@{HANDLE}"], weighted_length, clock), clock)


@contextmanager
def over_http(folder: Path) -> Iterator[World]:
    """X serves the run in this folder, whose clock is set."""
    command = [executable, "-m", "tests.stories.x_serving", str(folder)]
    with Popen(command, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        (folder / ADDRESS).write_text(address)
        world = HttpWorld(XDriver(address))
        assert process.stdin
        try:
            yield world
        finally:
            world.x.close()
            process.stdin.close()


@contextmanager
def in_a_file(folder: Path) -> Iterator[World]:
    """The same without a server."""
    yield world_of(folder)
