"""The SQLite file in which fetched pages are kept, from one walk to the next and over a kill in the middle."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from ingest.errors import BadSource

# Bytes are apart from pages: SQLite writes a whole row anew whenever something in it changes.
_TABLES = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS run (
    source TEXT NOT NULL,
    number INTEGER NOT NULL,
    finished INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (source, number)
);
CREATE TABLE IF NOT EXISTS reading (
    source TEXT PRIMARY KEY,
    settings TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS page (
    source TEXT NOT NULL,
    same TEXT NOT NULL,
    address TEXT NOT NULL,
    run INTEGER NOT NULL,
    place INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    hops INTEGER NOT NULL,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    status INTEGER,
    cause TEXT,
    reason TEXT NOT NULL DEFAULT '',
    location TEXT NOT NULL DEFAULT '',
    content_type TEXT NOT NULL DEFAULT '',
    robots_tag TEXT NOT NULL DEFAULT '',
    etag TEXT NOT NULL DEFAULT '',
    last_modified TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '',
    target TEXT NOT NULL DEFAULT '',
    links BLOB NOT NULL DEFAULT x'',
    canonical TEXT NOT NULL DEFAULT '',
    indexed INTEGER NOT NULL DEFAULT 1,
    format TEXT,
    stored INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (source, same)
);
CREATE INDEX IF NOT EXISTS page_in_order ON page (source, run, place);
CREATE INDEX IF NOT EXISTS page_by_address ON page (source, address);
CREATE INDEX IF NOT EXISTS page_by_bytes ON page (source, sha256);
CREATE TABLE IF NOT EXISTS body (
    source TEXT NOT NULL,
    same TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (source, same)
);
CREATE TABLE IF NOT EXISTS refusal (
    source TEXT NOT NULL,
    run INTEGER NOT NULL,
    reason TEXT NOT NULL,
    address TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (source, run, reason)
);
"""


class Pages:
    """The file. Threads may share it, and so may walks over several sources. Raises BadSource for a damaged one."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = RLock()
        self._connection = sqlite3.connect(file, timeout=30, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        try:
            self._connection.executescript(_TABLES)
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise BadSource(
                f"the memory of fetched pages {str(file)!r} cannot be read ({error}): move it away, "
                "then every page is fetched once more"
            ) from error

    @contextmanager
    def changing(self) -> Iterator[sqlite3.Connection]:
        """All of what is done within, or nothing."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, sql: str, values: Sequence[object]) -> list[sqlite3.Row]:
        """What a query finds."""
        with self._lock:
            return self._connection.execute(sql, values).fetchall()

    def close(self) -> None:
        """Lets go of the file; may be repeated."""
        with self._lock:
            self._connection.close()
