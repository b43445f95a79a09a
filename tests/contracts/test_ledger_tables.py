"""The ledger's tables: made by migrations, as the code expects them, with a history that only grows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

import desk.team_schema  # noqa: F401 - its tables belong to the metadata, too
from desk.cases import Stage
from desk.columns import metadata
from desk.database import open_database
from desk.errors import LedgerUnavailable
from desk.ledger import Ledger
from tests.desk.cases import stored


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = open_database(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


def test_migrations_make_the_tables_that_the_code_expects(connection: Connection) -> None:
    assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_opening_again_keeps_everything(database_url: str) -> None:
    first = Ledger.open(database_url)
    case = stored(first, Stage.SENT)
    first.close()
    second = Ledger.open(database_url)
    assert second.cases() == [case]
    second.close()


@pytest.mark.parametrize("table", ["history", "decisions"])
@pytest.mark.parametrize("change", ["UPDATE {} SET revision = 99", "DELETE FROM {}"])
def test_what_happened_cannot_be_rewritten(engine: Engine, table: str, change: str) -> None:
    case = stored(Ledger(engine), Stage.SENT)
    with (
        pytest.raises(DatabaseError, match=f"{table} is only ever added to"),
        engine.execution_options(writes=True).begin() as connection,
    ):
        connection.execute(text(change.format(table)))
    assert len(Ledger(engine).history(case.id)) == 5


@pytest.mark.slow
def test_postgresql_refuses_to_empty_the_history(postgres_url: str) -> None:
    engine = open_database(postgres_url)
    stored(Ledger(engine), Stage.SENT)
    with (
        pytest.raises(DatabaseError, match="history is only ever added to"),
        engine.execution_options(writes=True).begin() as connection,
    ):
        connection.execute(text("TRUNCATE history"))
    engine.dispose()


def test_sqlite_survives_a_loss_of_power_by_its_settings(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path / 'ledger.db'}")
    with engine.connect() as connection:
        told = {name: connection.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "synchronous")}
        assert told == {"journal_mode": "wal", "synchronous": 2}
        assert connection.scalar(text("PRAGMA busy_timeout")) == 30_000
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("nonsense", "is not a SQLAlchemy URL"),
        ("mysql://desk@localhost/desk", "cannot be kept in 'mysql'"),
        ("sqlite:////proc/no/such/folder/ledger.db", "unable to open database file"),
        ("postgresql+psycopg://desk:secret@127.0.0.1:1/desk", "refused"),
    ],
)
def test_a_ledger_that_cannot_be_opened_says_why_and_keeps_the_password(url: str, why: str) -> None:
    with pytest.raises(LedgerUnavailable, match=why) as told:
        Ledger.open(url)
    assert "secret" not in str(told.value)


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "ledger.db"
    file.write_text("shopping list: " + "milk " * 1000)
    with pytest.raises(LedgerUnavailable, match="not a database"):
        Ledger.open(f"sqlite:///{file}")
    assert file.read_text().startswith("shopping list")


def test_a_ledger_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    engine = open_database(url)
    with engine.execution_options(writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(LedgerUnavailable, match=r"newer version .* '9999'"):
        Ledger.open(url)
