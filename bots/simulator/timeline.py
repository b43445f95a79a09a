"""Where the simulated X keeps its posts: one small SQLite file that several processes may share."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from bots.simulator.posts import Post

_SCHEMA = """
CREATE TABLE IF NOT EXISTS post (
    arrival INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    author_id TEXT NOT NULL, author_handle TEXT NOT NULL, author_name TEXT NOT NULL,
    text TEXT NOT NULL, created_at TEXT NOT NULL, direct INTEGER NOT NULL, conversation TEXT NOT NULL,
    mentions_us INTEGER NOT NULL, in_reply_to TEXT, recipient_id TEXT, author_reach INTEGER,
    quoted TEXT NOT NULL DEFAULT '', link_titles TEXT NOT NULL DEFAULT '[]', receives_dm INTEGER
);
CREATE INDEX IF NOT EXISTS post_by_recipient ON post (recipient_id, created_at);
CREATE INDEX IF NOT EXISTS post_by_author ON post (author_id, direct);
"""
_ADDED = {
    "quoted": "TEXT NOT NULL DEFAULT ''",
    "link_titles": "TEXT NOT NULL DEFAULT '[]'",
    "receives_dm": "INTEGER",
}
_FIELDS = (
    "id, author_id, author_handle, author_name, text, created_at, direct, conversation,"
    " mentions_us, in_reply_to, recipient_id, author_reach, quoted, link_titles, receives_dm"
)


class Timeline:
    """The posts inside one transaction. Customers' posts have an arrival number, which counts up for ever."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, post: Post) -> bool:
        """False when a post with this id stands already; that one is left as it is."""
        values = (
            *(post.id, post.author_id, post.author_handle, post.author_name, post.text),
            *(post.created_at.isoformat(), post.direct, post.conversation, post.mentions_us),
            *(post.in_reply_to, post.recipient_id, post.author_reach),
            *(post.quoted, json.dumps(post.link_titles), post.receives_dm),
        )
        marks = ", ".join("?" * len(values))
        cursor = self._connection.execute(f"INSERT OR IGNORE INTO post ({_FIELDS}) VALUES ({marks})", values)
        return cursor.rowcount == 1

    def post(self, id: str) -> Post | None:
        """One post; None when there is none with this id."""
        return next(iter(self._posts("id = ?", id)), None)

    def from_customers(self, after: int) -> list[tuple[int, Post]]:
        """What customers wrote after an arrival number, each with its own, in order of arrival."""
        condition = "recipient_id IS NULL AND arrival > ? ORDER BY arrival"
        rows = self._connection.execute(f"SELECT arrival, {_FIELDS} FROM post WHERE {condition}", [after])
        return [(arrival, _post(row)) for arrival, *row in rows]

    def last_of_ours(self) -> Post | None:
        """The newest post of our account; None when it never wrote."""
        return next(iter(self._posts("recipient_id IS NOT NULL ORDER BY arrival DESC LIMIT 1")), None)

    def ours(self) -> list[Post]:
        """What we wrote, oldest first."""
        return self._posts("recipient_id IS NOT NULL ORDER BY arrival")

    def ours_to(self, recipient_id: str) -> list[Post]:
        """What we wrote to one customer, oldest first."""
        return self._posts("recipient_id = ? ORDER BY arrival", recipient_id)

    def ours_since(self, since: datetime, *, direct: bool) -> list[Post]:
        """Our posts, or our direct messages, after a time, oldest first."""
        return self._posts(
            "recipient_id IS NOT NULL AND direct = ? AND created_at > ? ORDER BY arrival",
            direct,
            since.isoformat(),
        )

    def wrote_directly(self, author_id: str) -> bool:
        """True when this customer ever sent us a direct message."""
        return bool(self._posts("recipient_id IS NULL AND author_id = ? AND direct LIMIT 1", author_id))

    def _posts(self, condition: str, *values: object) -> list[Post]:
        return [
            _post(row)
            for row in self._connection.execute(f"SELECT {_FIELDS} FROM post WHERE {condition}", values)
        ]


@contextmanager
def reading(file: Path) -> Iterator[Timeline]:
    """The posts as they stand."""
    with closing(_connect(file)) as connection:
        yield Timeline(connection)


@contextmanager
def writing(file: Path) -> Iterator[Timeline]:
    """One transaction: nobody else writes meanwhile, and an error leaves everything as it was."""
    with closing(_connect(file)) as connection, connection:
        connection.execute("BEGIN IMMEDIATE")
        yield Timeline(connection)


def create(file: Path) -> None:
    """Makes the file, unless it is there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(_connect(file)) as connection:
        connection.executescript(_SCHEMA)
        there = {row[1] for row in connection.execute("PRAGMA table_info(post)")}
        for name in _ADDED.keys() - there:  # a file of an older version
            connection.execute(f"ALTER TABLE post ADD COLUMN {name} {_ADDED[name]}")


def _connect(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(file, timeout=30, isolation_level=None)


def _post(row: Sequence[object]) -> Post:
    values = dict(zip(_FIELDS.replace(" ", "").split(","), row, strict=True))
    values["created_at"] = datetime.fromisoformat(str(values["created_at"]))
    values["link_titles"] = tuple(json.loads(str(values["link_titles"])))
    for name in ("direct", "mentions_us", "receives_dm"):
        values[name] = None if values[name] is None else bool(values[name])
    return Post(**values)  # type: ignore[arg-type]  # the columns are Post's own fields
