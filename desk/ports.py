"""What the desk needs from the world: a channel to hear and to speak through, and a clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.cases import Message, Receipt, Reply

Clock = Callable[[], datetime]  # the time now, aware, UTC


@dataclass(frozen=True)
class Inbox:
    """New messages, oldest first, and the cursor to ask with next time (None: nothing was ever read)."""

    messages: tuple[Message, ...]
    cursor: str | None


class Listener(Protocol):
    """Hands over what customers wrote on one channel."""

    name: str

    def fetch(self, cursor: str | None) -> Inbox:
        """Messages after `cursor`; asking twice with the same cursor gives the same ones again."""


class Publisher(Protocol):
    """Sends approved replies on one channel."""

    def send(self, reply: Reply) -> Receipt:
        """Raises SendRefused (surely not sent) or SendUncertain (nobody knows)."""

    def find(self, reply: Reply) -> Receipt | None:
        """Reads back whether this very reply went out; None when it cannot be seen."""
