"""What happened on the simulated X, as its Activity API tells it."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Happening(Enum):
    """The types of events that the simulator tells of."""

    POST_CREATE = "post.create"
    POST_DELETE = "post.delete"
    MENTION = "post.mention.create"
    REPLY = "post.reply.create"
    QUOTE = "post.quote.create"
    DM_RECEIVED = "dm.received"
    DM_SENT = "dm.sent"


@dataclass(frozen=True)
class Event:
    """Something that happened to one account (its key): a post (its id) written or taken back."""

    number: int
    at: datetime
    type: Happening
    account: str
    post: str


@dataclass(frozen=True)
class Subscription:
    """Who wants to hear of which events of which account; over the stream when `webhook` is None."""

    number: int
    type: Happening
    account: str
    tag: str | None
    webhook: int | None
    created_at: datetime
    updated_at: datetime


_EVENT = "number, at, type, account, post"
_SUBSCRIPTION = "number, type, account, tag, webhook, created_at, updated_at"


class Happenings:
    """Events and who subscribed to them, inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, type: Happening, account: str, post: str, at: datetime) -> None:
        """Something happened."""
        self._connection.execute(
            "INSERT INTO event (at, type, account, post) VALUES (?, ?, ?, ?)",
            (at.isoformat(), type.value, account, post),
        )

    def last(self) -> int:
        """The number of the newest event; 0 before the first."""
        [number] = self._connection.execute("SELECT COALESCE(MAX(number), 0) FROM event").fetchone()
        return int(number)

    def after(self, number: int, limit: int = 100) -> list[Event]:
        """Events with larger numbers, oldest first."""
        return self._events("number > ? ORDER BY number LIMIT ?", number, limit)

    def between(self, start: datetime, end: datetime) -> list[Event]:
        """Events of a stretch of time, oldest first."""
        return self._events("at >= ? AND at < ? ORDER BY number", start.isoformat(), end.isoformat())

    def subscribe(
        self, type: Happening, account: str, now: datetime, *, tag: str | None, webhook: int | None
    ) -> Subscription | None:
        """A new subscription; None when there is the very same already."""
        if any(
            (one.type, one.account, one.webhook) == (type, account, webhook) for one in self.subscriptions()
        ):
            return None
        cursor = self._connection.execute(
            "INSERT INTO subscription (type, account, tag, webhook, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (type.value, account, tag, webhook, now.isoformat(), now.isoformat()),
        )
        return Subscription(int(cursor.lastrowid or 0), type, account, tag, webhook, now, now)

    def subscriptions(self) -> list[Subscription]:
        """All of them, oldest first."""
        rows = self._connection.execute(f"SELECT {_SUBSCRIPTION} FROM subscription ORDER BY number")
        return [_subscription(row) for row in rows]

    def alter(self, number: int, now: datetime, *, tag: str | None, webhook: int | None) -> None:
        """Another tag or another webhook for a subscription; None leaves it."""
        self._connection.execute(
            "UPDATE subscription SET tag = COALESCE(?, tag), webhook = COALESCE(?, webhook), updated_at = ?"
            " WHERE number = ?",
            (tag, webhook, now.isoformat(), number),
        )

    def unsubscribe(self, number: int) -> bool:
        """False when there is no such subscription."""
        cursor = self._connection.execute("DELETE FROM subscription WHERE number = ?", [number])
        return cursor.rowcount == 1

    def _events(self, condition: str, *values: object) -> list[Event]:
        rows = self._connection.execute(f"SELECT {_EVENT} FROM event WHERE {condition}", values)
        return [
            Event(number, datetime.fromisoformat(at), Happening(kind), account, post)
            for number, at, kind, account, post in rows
        ]


def _subscription(row: tuple[int, str, str, str | None, int | None, str, str]) -> Subscription:
    number, kind, account, tag, webhook, created_at, updated_at = row
    made, changed = datetime.fromisoformat(created_at), datetime.fromisoformat(updated_at)
    return Subscription(number, Happening(kind), account, tag, webhook, made, changed)
