"""What the desk needs from the world: a channel to hear and to speak through, and a clock."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from desk.cases import Receipt, Reply
from desk.drafts import To
from desk.messages import Gone, Message

Clock = Callable[[], datetime]  # the time now, aware, UTC


@dataclass(frozen=True)
class Inbox:
    """New messages and edited ones, oldest first, and the cursor to ask with next time (None: nothing was ever read).

    A message of a known id with a later `edited_at` is an edit. What is `gone` is taken back after the messages.
    """

    messages: tuple[Message, ...]
    cursor: str | None
    gone: tuple[Gone, ...] = ()


class Listener(Protocol):
    """Hands over what customers wrote on one channel."""

    @property
    def name(self) -> str:
        """Of the channel."""

    def fetch(self, cursor: str | None) -> Inbox:
        """Messages after `cursor`; asking twice with the same cursor gives the same ones again."""


class Publisher(Protocol):
    """Sends approved replies on one channel."""

    def send(self, reply: Reply) -> Receipt:
        """Raises SendRefused (surely not sent) or SendUncertain (nobody knows)."""

    def find(self, reply: Reply) -> Receipt | None:
        """Reads back whether this very reply went out; None when it cannot be seen."""

    def free_at(self, to: To) -> datetime | None:
        """When the channel's limits let the next one go; None: now."""
