"""The accounts of the simulated X inside one transaction."""

import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bots.simulator.world.accounts import Account, Tie
from bots.simulator.world.posts import account_id
from bots.simulator.world.rows import ACCOUNT_COLUMNS, account_of, account_values
from bots.simulator.world.schema import FIRST_ACCOUNT


class People:
    """Accounts and their ties."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def by_handle(self, handle: str) -> Account | None:
        """One account; None when nobody has this handle."""
        return self._one("key = ?", account_id(handle))

    def by_number(self, number: int) -> Account | None:
        """One account; None when there is none with this id."""
        return self._one("number = ?", number)

    def all(self) -> list[Account]:
        """Everybody, in the order in which they joined."""
        return self._several("1")

    def ours(self) -> list[Account]:
        """Our own accounts, the one that writes first."""
        return self._several("ours")

    def join(self, handle: str, at: datetime, *, name: str | None = None, ours: bool = False) -> Account:
        """The account of a handle, made if there is none."""
        known = self.by_handle(handle)
        if known is None:
            key, shown = account_id(handle), handle.removeprefix("@")
            known = Account(key, self._next_number(), shown, name or shown, at, ours=ours)
            self.put(known)
        if ours and not known.ours:
            known = replace(known, ours=True)
            self.put(known)
        return known

    def put(self, account: Account) -> None:
        """Writes an account as it is to stand."""
        values = account_values(account)
        marks = ", ".join("?" * len(values))
        self._connection.execute(
            f"INSERT OR REPLACE INTO account ({ACCOUNT_COLUMNS}) VALUES ({marks})", values
        )

    def tie(self, one: Account, kind: Tie, other: Account, *, on: bool = True) -> None:
        """Makes or unties a tie from one account to another."""
        row = (one.key, kind.value, other.key)
        if on:
            self._connection.execute("INSERT OR IGNORE INTO tie (one, kind, other) VALUES (?, ?, ?)", row)
        else:
            self._connection.execute("DELETE FROM tie WHERE one = ? AND kind = ? AND other = ?", row)

    def tied(self, one: Account, kind: Tie, other: Account) -> bool:
        """True when `one` follows, blocks or mutes `other`."""
        row = (one.key, kind.value, other.key)
        found = self._connection.execute("SELECT 1 FROM tie WHERE one = ? AND kind = ? AND other = ?", row)
        return found.fetchone() is not None

    def known(self, keys: Iterable[str]) -> list[Account]:
        """Those of the keys that are accounts, in the given order, each once."""
        found = (self._one("key = ?", key) for key in dict.fromkeys(keys))
        return [account for account in found if account is not None]

    def _several(self, condition: str) -> list[Account]:
        rows = self._connection.execute(
            f"SELECT {ACCOUNT_COLUMNS} FROM account WHERE {condition} ORDER BY number"
        )
        return [account_of(row) for row in rows]

    def _one(self, condition: str, value: object) -> Account | None:
        rows = self._connection.execute(f"SELECT {ACCOUNT_COLUMNS} FROM account WHERE {condition}", [value])
        row = rows.fetchone()
        return None if row is None else account_of(row)

    def _next_number(self) -> int:
        [number] = self._connection.execute(
            "SELECT COALESCE(MAX(number), ?) + 1 FROM account", [FIRST_ACCOUNT]
        ).fetchone()
        return int(number)
