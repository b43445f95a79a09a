"""A simulator's file that was made by an older version."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bots.simulator.channel import SimulatedX
from tests.builders import NOON


def test_a_file_of_an_older_version_is_read_on(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as old, old:
        old.execute(
            "CREATE TABLE post (arrival INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
            " author_id TEXT NOT NULL, author_handle TEXT NOT NULL, author_name TEXT NOT NULL, text TEXT NOT NULL,"
            " created_at TEXT NOT NULL, direct INTEGER NOT NULL, conversation TEXT NOT NULL,"
            " mentions_us INTEGER NOT NULL, in_reply_to TEXT, recipient_id TEXT, author_reach INTEGER)"
        )
        old.execute(
            "INSERT INTO post VALUES (1, '1', 'a', 'a', 'A', 'hi', '2026-11-20T11:00:00+00:00', 0, '1', 1,"
            " NULL, NULL, 5)"
        )
    x = SimulatedX(tmp_path / "x.sqlite", ["FennbyCare"], len, lambda: NOON)
    (message,) = x.fetch(None).messages
    assert (message.text, message.quoted, message.link_titles, message.receives_dm) == ("hi", "", (), None)
