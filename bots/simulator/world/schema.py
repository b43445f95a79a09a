"""The tables of the simulated X, and how a file of an older version grows into them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bots.simulator.world.posts import account_id, handles_in, number_in

_TABLES = """
CREATE TABLE IF NOT EXISTS post (
    arrival INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    author_id TEXT NOT NULL, author_handle TEXT NOT NULL, author_name TEXT NOT NULL,
    text TEXT NOT NULL, created_at TEXT NOT NULL, direct INTEGER NOT NULL, conversation TEXT NOT NULL,
    mentions_us INTEGER NOT NULL, in_reply_to TEXT, recipient_id TEXT, author_reach INTEGER
);
CREATE TABLE IF NOT EXISTS account (
    key TEXT PRIMARY KEY, number INTEGER NOT NULL UNIQUE, handle TEXT NOT NULL, name TEXT NOT NULL,
    created_at TEXT NOT NULL, ours INTEGER NOT NULL DEFAULT 0, followers INTEGER,
    following INTEGER NOT NULL DEFAULT 0, verified INTEGER NOT NULL DEFAULT 0,
    protected INTEGER NOT NULL DEFAULT 0, suspended INTEGER NOT NULL DEFAULT 0, takes_dms INTEGER,
    bio TEXT NOT NULL DEFAULT '', location TEXT NOT NULL DEFAULT ''
);
CREATE TABLE IF NOT EXISTS tie (
    one TEXT NOT NULL, kind TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (one, kind, other)
);
CREATE TABLE IF NOT EXISTS mention (
    account TEXT NOT NULL, number INTEGER NOT NULL, spelled INTEGER NOT NULL,
    PRIMARY KEY (account, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS token (
    access TEXT PRIMARY KEY, refresh TEXT UNIQUE, account TEXT, scopes TEXT NOT NULL,
    expires_at TEXT, used INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS spent (
    endpoint TEXT NOT NULL, who TEXT NOT NULL, seconds INTEGER NOT NULL,
    since TEXT NOT NULL, times INTEGER NOT NULL, PRIMARY KEY (endpoint, who, seconds)
);
CREATE TABLE IF NOT EXISTS request (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, endpoint TEXT NOT NULL,
    who TEXT NOT NULL, status INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS fault (
    number INTEGER PRIMARY KEY AUTOINCREMENT, endpoint TEXT NOT NULL, kind TEXT NOT NULL,
    times INTEGER NOT NULL, seconds REAL NOT NULL, status INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS event (
    number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, type TEXT NOT NULL,
    account TEXT NOT NULL, post TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS subscription (
    number INTEGER PRIMARY KEY AUTOINCREMENT, type TEXT NOT NULL, account TEXT NOT NULL,
    tag TEXT, webhook INTEGER, created_at TEXT NOT NULL, updated_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS webhook (
    number INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL UNIQUE, valid INTEGER NOT NULL,
    created_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS delivery (
    number INTEGER PRIMARY KEY AUTOINCREMENT, webhook INTEGER NOT NULL, event INTEGER NOT NULL,
    at TEXT NOT NULL, status INTEGER
);
CREATE TABLE IF NOT EXISTS knob (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""
_INDEXES = """
CREATE UNIQUE INDEX IF NOT EXISTS post_by_number ON post (number);
CREATE INDEX IF NOT EXISTS post_by_recipient ON post (recipient_id, created_at);
CREATE INDEX IF NOT EXISTS post_by_author ON post (author_id, direct, number);
CREATE INDEX IF NOT EXISTS post_by_conversation ON post (conversation);
CREATE INDEX IF NOT EXISTS post_by_quoted ON post (quotes) WHERE quotes IS NOT NULL;
CREATE INDEX IF NOT EXISTS post_by_parent ON post (in_reply_to) WHERE in_reply_to IS NOT NULL;
CREATE INDEX IF NOT EXISTS post_by_first ON post (first_id) WHERE first_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS post_direct ON post (number) WHERE direct;
CREATE INDEX IF NOT EXISTS post_of_ours ON post (arrival) WHERE ours;
CREATE INDEX IF NOT EXISTS account_of_ours ON account (number) WHERE ours;
CREATE INDEX IF NOT EXISTS mention_by_post ON mention (number);
CREATE INDEX IF NOT EXISTS event_by_time ON event (at);
CREATE INDEX IF NOT EXISTS delivery_by_webhook ON delivery (webhook, event);
"""
_ADDED = {
    "quoted": "TEXT NOT NULL DEFAULT ''",
    "link_titles": "TEXT NOT NULL DEFAULT '[]'",
    "receives_dm": "INTEGER",
    "number": "INTEGER",
    "ours": "INTEGER NOT NULL DEFAULT 0",
    "quotes": "TEXT",
    "first_id": "TEXT",
    "superseded": "INTEGER NOT NULL DEFAULT 0",
    "deleted_at": "TEXT",
    "reply_settings": "TEXT NOT NULL DEFAULT 'everyone'",
    "made_with_ai": "INTEGER NOT NULL DEFAULT 0",
    "deep_link": "TEXT",
}
FIRST_ACCOUNT = 1_000_000_001


def connect(file: Path) -> sqlite3.Connection:
    """A connection that waits for its turn; it outlives a killed process, and need not outlive a power cut."""
    connection = sqlite3.connect(file, timeout=30, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def create(file: Path) -> None:
    """Makes the file, unless it is there."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with closing(connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(_TABLES)
        there = {row[1] for row in connection.execute("PRAGMA table_info(post)")}
        for name, kind in _ADDED.items():
            if name not in there:
                connection.execute(f"ALTER TABLE post ADD COLUMN {name} {kind}")
        connection.executescript(_INDEXES)
        _fill_in(connection)


def _fill_in(connection: sqlite3.Connection) -> None:
    """What posts of an older version do not say: their numbers, whose they are, and their authors."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE post SET ours = 1 WHERE recipient_id IS NOT NULL AND number IS NULL")
        rows = connection.execute(
            "SELECT arrival, id, author_handle, author_name, created_at, text FROM post WHERE number IS NULL"
        )
        for arrival, old_id, handle, name, at, text in rows.fetchall():
            # Old ids that are no numbers get small ones: X itself counts from 20.
            number = number_in(old_id) or arrival
            connection.execute("UPDATE OR IGNORE post SET number = ? WHERE arrival = ?", (number, arrival))
            connection.execute(
                "INSERT OR IGNORE INTO account (key, number, handle, name, created_at) VALUES (?,"
                " (SELECT COALESCE(MAX(number), ?) + 1 FROM account), ?, ?, ?)",
                (account_id(handle), FIRST_ACCOUNT, handle, name, at),
            )
            connection.executemany(
                "INSERT OR IGNORE INTO mention (account, number, spelled) VALUES (?, ?, 1)",
                [(account_id(named), number) for _, _, named in handles_in(text)],
            )
