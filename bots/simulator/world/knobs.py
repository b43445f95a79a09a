"""Small settings of the simulated X that tests turn."""

import json
import sqlite3


class Knobs:
    """Values by name, inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> object | None:
        """A value; None when nobody set it."""
        row = self._connection.execute("SELECT value FROM knob WHERE name = ?", [name]).fetchone()
        return None if row is None else json.loads(row[0])

    def number(self, name: str, usual: int) -> int:
        """A whole number; `usual` when nobody set it."""
        said = self.get(name)
        return said if isinstance(said, int) else usual

    def mapping(self, name: str) -> dict[str, object]:
        """Values by name; empty when nobody set any."""
        said = self.get(name)
        return said if isinstance(said, dict) else {}

    def set(self, name: str, value: object) -> None:
        """From now on it has this value."""
        self._connection.execute(
            "INSERT OR REPLACE INTO knob (name, value) VALUES (?, ?)", (name, json.dumps(value))
        )
