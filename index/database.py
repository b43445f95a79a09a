"""One way into the library's database, be it SQLite or PostgreSQL: connections, transactions, migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, select, text

from index import migrations, schema

SQLITE_SETTINGS = (
    "PRAGMA busy_timeout = 30000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)


def open_engine(url: str) -> Engine:
    """Connect, create what is missing and bring the tables up to date."""
    location = make_url(url)
    sqlite = location.get_backend_name() == "sqlite"
    if sqlite and location.database:
        Path(location.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(location)
    event.listen(engine, "connect", _set_up_sqlite if sqlite else _set_up_postgresql)
    if sqlite:
        event.listen(engine, "begin", _begin_sqlite)
    _migrate(engine)
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes. Writers take turns, so that `index_op.seq` grows in the order of commits."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE index_op IN SHARE ROW EXCLUSIVE MODE"))
        yield connection


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions: `_begin_sqlite` does
    for setting in SQLITE_SETTINGS:
        connection.execute(setting).close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes would fail at once when another one wrote in between.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _set_up_postgresql(connection: Any, _record: object) -> None:
    connection.autocommit = True
    connection.execute(f"SET search_path TO {schema.NAME}")
    connection.autocommit = False


def _migrate(engine: Engine) -> None:
    """Run the steps that this database has not seen; costs no lock when there are none."""
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest:
            return
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('assist library'))"))
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema.NAME}"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "identity")) is None:
            connection.execute(insert(schema.meta).values(key="identity", value=token_hex(8)))
