"""What was asked of the simulated X, for who judges a client: how often, by whom, with what answer."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Asked:
    """One request and its answer; `who` is an account's key, `app`, or empty when nobody was let in."""

    number: int
    at: datetime
    endpoint: str
    who: str
    status: int


class Requests:
    """The list of requests inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def note(self, endpoint: str, who: str, status: int, at: datetime) -> None:
        """A request was answered."""
        self._connection.execute(
            "INSERT INTO request (at, endpoint, who, status) VALUES (?, ?, ?, ?)",
            (at.isoformat(), endpoint, who, status),
        )

    def after(self, number: int, limit: int = 1000) -> list[Asked]:
        """Requests with larger numbers, oldest first."""
        rows = self._connection.execute(
            "SELECT number, at, endpoint, who, status FROM request WHERE number > ? ORDER BY number LIMIT ?",
            (number, limit),
        )
        return [
            Asked(number, datetime.fromisoformat(at), endpoint, who, status)
            for number, at, endpoint, who, status in rows
        ]

    def counts(self) -> dict[str, dict[str, int]]:
        """How often each endpoint answered each status."""
        counted: dict[str, dict[str, int]] = {}
        rows = self._connection.execute(
            "SELECT endpoint, status, COUNT(*) FROM request GROUP BY endpoint, status ORDER BY endpoint, status"
        )
        for endpoint, status, times in rows:
            counted.setdefault(endpoint, {})[str(status)] = times
        return counted
