"""Opens the ledger's database, SQLite or PostgreSQL, and brings its tables up to date."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, DBAPIError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from desk.errors import LedgerUnavailable

SCHEMA = "ledger"  # on PostgreSQL; on SQLite the file is the schema
KEEP_A_LOG = "PRAGMA journal_mode=WAL"
_MIGRATING = 4_207_001  # an advisory lock's number: any, so long as it is ours alone


def open_database(address: str) -> Engine:
    """The engine for a SQLAlchemy URL; connections with the option `writes=True` take SQLite's write lock first.

    Raises LedgerUnavailable.
    """
    try:
        engine = _engine(make_url(address))
        with engine.execution_options(writes=True).begin() as connection:
            _migrate(connection)
    except DBAPIError as error:
        raise LedgerUnavailable(f"the ledger at {_shown(address)} cannot be opened: {error.orig}") from error
    except (SQLAlchemyError, ImportError) as error:
        raise LedgerUnavailable(f"the ledger at {_shown(address)} cannot be opened: {error}") from error
    return engine


def _shown(address: str) -> str:
    """The address without its password."""
    try:
        return repr(make_url(address).render_as_string(hide_password=True))
    except ArgumentError:
        return "the address in the settings (it is not a SQLAlchemy URL)"


def _engine(url: URL) -> Engine:
    name = url.get_backend_name()
    if name not in _ENGINES:
        raise LedgerUnavailable(f"the ledger cannot be kept in {name!r}; use sqlite or postgresql")
    return _ENGINES[name](url)


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url)
    event.listen(engine, "connect", _tune_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _tune_sqlite(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin_sqlite does
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=30000")
    _keep_a_log(cursor)
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _keep_a_log(cursor: DBAPICursor) -> None:
    """Switch a file to WAL. SQLite does not wait when two try at once: it fails, so we wait and look again."""
    for _ in range(10):
        try:
            cursor.execute(KEEP_A_LOG)
            return
        except sqlite3.OperationalError:
            cursor.execute("BEGIN IMMEDIATE")  # this does wait, until the other one is done
            cursor.execute("COMMIT")
    cursor.execute(KEEP_A_LOG)


def _begin_sqlite(connection: Connection) -> None:
    """A deferred transaction that reads first cannot wait for the write lock later, only fail."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgresql(url: URL) -> Engine:
    engine = create_engine(url, pool_pre_ping=True, connect_args={"options": f"-csearch_path={SCHEMA}"})
    event.listen(engine, "begin", _begin_postgresql)
    return engine


def _begin_postgresql(connection: Connection) -> None:
    """A reader asks several questions about one moment; a writer locks its case first and wants the newest."""
    if not connection.get_execution_options().get("writes", False):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


_ENGINES = {"sqlite": _sqlite, "postgresql": _postgresql}


def _migrate(connection: Connection) -> None:
    """Up to the newest version, in one transaction; others who open at the same moment wait for it."""
    from alembic import command  # slow to import, and only needed here
    from alembic.config import Config
    from alembic.util.exc import CommandError

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _MIGRATING})
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise LedgerUnavailable(f"the ledger was made by a newer version of this program: {error}") from error
