"""One way into the library's database, be it SQLite or PostgreSQL: connections, transactions, migrations."""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, insert, inspect, make_url, select, text
from sqlalchemy.engine import URL, ExceptionContext
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from index import migrations, schema
from index.errors import LibraryUnavailable

MANY = 500  # values in one statement; databases allow some thousands
WAL = "PRAGMA journal_mode = WAL"
SQLITE_SETTINGS = ("PRAGMA busy_timeout = 30000", "PRAGMA synchronous = FULL", "PRAGMA foreign_keys = ON")

T = TypeVar("T")


def open_engine(address: str) -> Engine:
    """Connect to a SQLAlchemy URL, create what is missing, bring the tables up to date. Raises LibraryUnavailable."""
    try:
        engine = _engine(make_url(address))
        try:
            _migrate(engine)
        except BaseException:
            engine.dispose()
            raise
    except (SQLAlchemyError, ImportError, OSError) as error:
        raise LibraryUnavailable(
            f"the library cannot be opened: {error}; is its address right in the settings?"
        ) from error
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes. Writers take turns, so that `index_op.seq` grows in the order of commits."""
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("LOCK TABLE index_op IN SHARE ROW EXCLUSIVE MODE"))
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, and sees one moment however long it takes."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def chunks(values: Iterable[T], size: int = MANY) -> Iterator[list[T]]:
    """The values in lists short enough for one statement."""
    rest = list(values)
    for start in range(0, len(rest), size):
        yield rest[start : start + size]


def _engine(location: URL) -> Engine:
    match location.get_backend_name():
        case "sqlite":
            if location.database:
                Path(location.database).parent.mkdir(parents=True, exist_ok=True)
            engine = create_engine(location)
            event.listen(engine, "connect", _set_up_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        case "postgresql":
            options = {"options": f"-c search_path={schema.NAME}"}
            engine = create_engine(location, pool_pre_ping=True, connect_args=options)
        case other:
            raise LibraryUnavailable(f"the library cannot be kept in {other!r}; use sqlite or postgresql")
    event.listen(engine, "handle_error", _explain)
    return engine


def _explain(context: ExceptionContext) -> None:
    """A full disk, a lost server: nothing to do with the statement that met it."""
    if isinstance(context.sqlalchemy_exception, OperationalError) and context.engine:
        which = repr(context.engine.url)  # without the password
        raise LibraryUnavailable(
            f"the library {which} cannot be read or written: {context.original_exception}"
        ) from context.original_exception


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions: `_begin_sqlite` does
    for setting in SQLITE_SETTINGS:
        connection.execute(setting)
    try:
        connection.execute(WAL)
    except sqlite3.OperationalError:  # somebody else is switching it, and SQLite does not wait for that
        connection.execute("BEGIN IMMEDIATE")  # for this it does
        connection.execute("COMMIT")
        connection.execute(WAL)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes would fail at once when another one wrote in between.
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: Engine) -> None:
    """Run the steps that this database has not seen; takes no lock when there are none."""
    if _is_current(engine):
        return
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('assist library'))"))
            connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {schema.NAME}"))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise LibraryUnavailable(f"a newer version of this program made the library: {error}") from error
        if connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "identity")) is None:
            connection.execute(insert(schema.meta).values(key="identity", value=token_hex(8)))


def _is_current(engine: Engine) -> bool:
    """Whether it took the newest step. Asked without alembic, which takes 0.2 s to import."""
    steps = (Path(migrations.__file__).parent / "versions").glob("[0-9]*.py")
    newest = max(step.stem for step in steps).partition("_")[0]
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return False
        return bool(connection.scalar(text("SELECT version_num FROM alembic_version")) == newest)
