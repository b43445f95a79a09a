"""What the readers need: X's API, the inbox, their cursors, and what the desk is about."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from bots.x.search import Params

CHANNEL = "x"


class Api(Protocol):
    """X's API. Each raises ChannelError."""

    def get(self, path: str, params: Params = ..., *, as_user: bool = True) -> Mapping[str, Any]:
        """Reads."""

    def post(self, path: str, body: Mapping[str, Any], *, as_user: bool = True) -> Mapping[str, Any]:
        """Writes."""

    def put(self, path: str, body: Mapping[str, Any], *, as_user: bool = True) -> Mapping[str, Any]:
        """Writes."""


class Streams(Protocol):
    """X's API, as far as it goes on for ever."""

    def stream(self, path: str) -> Iterator[str]:
        """Lines; an empty one every 20 seconds. Raises ChannelError, also when nothing came for much longer."""


class Inbox(Protocol):
    """Where raw JSON goes before anything else happens to it."""

    def put(self, channel: str, key: str, raw: str, at: datetime) -> bool:
        """False when it was seen before."""

    def put_all(self, channel: str, events: Iterable[tuple[str, str]], at: datetime) -> int:
        """The same for several, key and raw each, all or none; returns how many were new."""


class Cursors(Protocol):
    """How far each list was read."""

    def cursor(self, channel: str) -> str | None:
        """None: it was never read."""

    def save_cursor(self, channel: str, cursor: str) -> None:
        """What comes before it is in the inbox."""


class Desk(Protocol):
    """What the desk is about on a channel."""

    def conversations(self, channel: str, since: datetime, limit: int) -> Sequence[str]:
        """Public ones in which we wrote since then, newest first."""

    def posts(self, channel: str, since: datetime, limit: int) -> Sequence[str]:
        """Ids of our own public posts since then, newest first."""

    def open_posts(self, channel: str) -> Sequence[str]:
        """Ids of customers' public posts of open cases, as they were first."""

    def settled_posts(self, channel: str, since: datetime) -> Sequence[str]:
        """The same of cases that nobody waits for, posted since then."""
