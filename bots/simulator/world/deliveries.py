"""Webhooks of the simulated X, and what was delivered to them."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Webhook:
    """An address that wants events; `valid` while it answered the last challenge rightly."""

    number: int
    url: str
    valid: bool
    created_at: datetime


@dataclass(frozen=True)
class Delivery:
    """One attempt to tell a webhook of an event; `status` is None when nobody answered."""

    number: int
    webhook: int
    event: int
    at: datetime
    status: int | None


class Deliveries:
    """Webhooks and attempts inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def webhooks(self) -> list[Webhook]:
        """All of them, oldest first."""
        rows = self._connection.execute("SELECT number, url, valid, created_at FROM webhook ORDER BY number")
        return [
            Webhook(number, url, bool(valid), datetime.fromisoformat(at)) for number, url, valid, at in rows
        ]

    def webhook(self, number: int) -> Webhook | None:
        """One webhook; None when there is none with this id."""
        return next((one for one in self.webhooks() if one.number == number), None)

    def add(self, url: str, now: datetime) -> Webhook:
        """A webhook whose challenge was met."""
        cursor = self._connection.execute(
            "INSERT INTO webhook (url, valid, created_at) VALUES (?, 1, ?)", (url, now.isoformat())
        )
        return Webhook(int(cursor.lastrowid or 0), url, True, now)

    def judge(self, number: int, *, valid: bool) -> None:
        """Whether the webhook met its last challenge."""
        self._connection.execute("UPDATE webhook SET valid = ? WHERE number = ?", (valid, number))

    def remove(self, number: int) -> bool:
        """False when there is no such webhook. Its subscriptions go with it."""
        self._connection.execute("DELETE FROM subscription WHERE webhook = ?", [number])
        return self._connection.execute("DELETE FROM webhook WHERE number = ?", [number]).rowcount == 1

    def tried(self, webhook: int, event: int, at: datetime, status: int | None) -> None:
        """An attempt was made."""
        self._connection.execute(
            "INSERT INTO delivery (webhook, event, at, status) VALUES (?, ?, ?, ?)",
            (webhook, event, at.isoformat(), status),
        )

    def attempts(self, webhook: int | None = None) -> list[Delivery]:
        """What was tried, oldest first."""
        condition, values = ("webhook = ?", [webhook]) if webhook is not None else ("1", [])
        rows = self._connection.execute(
            f"SELECT number, webhook, event, at, status FROM delivery WHERE {condition} ORDER BY number",
            values,
        )
        return [
            Delivery(number, to, event, datetime.fromisoformat(at), status)
            for number, to, event, at, status in rows
        ]
