"""What a channel brings to the suite: its customers, what went out, and what goes wrong on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from desk.drafts import To
from desk.ports import Listener, Publisher


class Mishap(Enum):
    """What becomes of the next thing that we send."""

    UNREACHABLE = "nobody can be reached, until it is mended"
    LIMITED = "too much for now"
    REQUEST_LOST = "it does not arrive, and nobody can tell"
    ANSWER_LOST = "it is taken, and nobody is told"


@dataclass(frozen=True)
class Out:
    """Something of ours as the channel shows it: the words without what the channel puts around them."""

    text: str
    under: str  # id of the customer's message that it answers; empty where the channel keeps no such thing
    to: To


class World(Protocol):
    """A channel with two customers, `ann` and `bob`, and nothing in it yet. Its ids are those of the messages."""

    @property
    def listener(self) -> Listener:
        """How the desk hears it."""

    @property
    def publisher(self) -> Publisher:
        """How the desk speaks there."""

    @property
    def longest(self) -> Mapping[To, int]:
        """How many letters `a` still go out."""

    def now(self) -> datetime:
        """By the channel's clock."""

    def write(self, text: str, *, by: str = "ann", to: To = To.PUBLIC) -> str:
        """A customer writes to us; the id of it."""

    def edit(self, id: str, text: str) -> None:
        """Its author words it anew, some time later."""

    def delete(self, id: str) -> None:
        """Its author takes it back."""

    def write_ourselves(self, text: str) -> None:
        """Our own account writes something, by another way than ours."""

    def echo(self, text: str, under: str, *, by: str = "bob") -> None:
        """Somebody else writes our very words where our reply would stand."""

    def out(self) -> list[Out]:
        """Everything that went out through the publisher, oldest first."""

    def fail_next(self, mishap: Mishap) -> None:
        """The next reply meets it."""

    def mend(self) -> None:
        """Nothing is wrong any more."""
