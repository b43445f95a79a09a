"""The tables as the migrations make them, on each database."""

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, select, text

from index import schema
from index.database import open_engine, writing
from index.errors import LibraryUnavailable
from tests.builders import NOON


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each sort."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'new' / 'library.db'}"
    found: str = request.getfixturevalue("postgres_url")
    return found


def test_the_migrations_make_the_tables_that_the_code_knows(url: str) -> None:
    engine = open_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    engine.dispose()


def test_opening_again_changes_nothing(url: str) -> None:
    identities = []
    for _ in range(2):
        engine = open_engine(url)
        with engine.connect() as connection:
            identities.append(connection.scalars(select(schema.meta.c.value)).all())
        engine.dispose()
    assert identities[0] == identities[1]


def test_opening_again_needs_no_alembic(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'library.db'}"
    open_engine(url).dispose()
    code = f"import sys; from index.database import open_engine; open_engine({url!r}); print('alembic' in sys.modules)"
    root = Path(__file__).parents[2]
    assert subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True) == "False\n"


def test_a_time_without_a_zone_is_refused(url: str) -> None:
    engine = open_engine(url)
    row = {"source": "s", "key": "k", "fingerprint": "f", "passed_over": 0}
    with pytest.raises(Exception, match="has no zone"), writing(engine) as connection:
        connection.execute(insert(schema.item).values(**row, read_at=NOON.replace(tzinfo=None)))
    engine.dispose()


def test_what_fails_half_way_is_not_written(url: str) -> None:
    engine = open_engine(url)

    def fail() -> None:
        with writing(engine) as connection:
            connection.execute(insert(schema.index_op).values(document_id="x"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    with engine.connect() as connection:
        assert connection.scalars(select(schema.index_op.c.seq)).all() == []
    engine.dispose()


def test_writers_take_turns(url: str) -> None:
    engine = open_engine(url)

    def write() -> None:
        with writing(engine) as connection:
            connection.execute(insert(schema.index_op).values(document_id="second"))

    with ThreadPoolExecutor(1) as threads:
        with writing(engine) as connection:
            connection.execute(insert(schema.index_op).values(document_id="first"))
            second = threads.submit(write)
            assert wait([second], timeout=0.3).not_done
        second.result(timeout=10)
    engine.dispose()


def test_many_who_open_a_new_library_at_once_find_one(url: str) -> None:
    def identity(_: int) -> str:
        engine = open_engine(url)
        with engine.connect() as connection:
            found: str = connection.scalars(select(schema.meta.c.value)).one()
        engine.dispose()
        return found

    with ThreadPoolExecutor(8) as threads:
        assert len(set(threads.map(identity, range(8)))) == 1


def test_a_new_file_that_somebody_else_holds_is_waited_for(tmp_path: Path) -> None:
    """SQLite does not wait for the switch to its log, as it does for everything else."""
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other, ThreadPoolExecutor(1) as threads:
        other.execute("BEGIN IMMEDIATE")
        opening = threads.submit(open_engine, f"sqlite:///{path}")
        assert wait([opening], timeout=0.3).not_done
        other.execute("COMMIT")
        opening.result(timeout=10).dispose()


def test_a_library_of_a_newer_version_is_not_touched(url: str) -> None:
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(LibraryUnavailable, match="newer version"):
        open_engine(url)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("no address", "cannot be opened"),
        ("mysql://localhost/library", "sqlite or postgresql"),
        ("sqlite:////proc/no/library.db", "cannot be opened"),
        ("postgresql+psycopg://nobody@127.0.0.1:1/none?connect_timeout=2", "cannot be"),
    ],
)
def test_what_cannot_be_opened_is_said_so(address: str, said: str) -> None:
    with pytest.raises(LibraryUnavailable, match=said):
        open_engine(address)


def test_a_password_is_not_told() -> None:
    with pytest.raises(LibraryUnavailable) as caught:
        open_engine("postgresql+psycopg://me:s3cret@127.0.0.1:1/none?connect_timeout=2")
    assert "s3cret" not in str(caught.value)


def test_a_file_that_is_no_database_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "library.db").write_text("something else entirely, and long enough to be looked at\n" * 50)
    with pytest.raises(LibraryUnavailable, match="not a database"):
        open_engine(f"sqlite:///{tmp_path / 'library.db'}")


def test_sqlite_is_set_to_survive_a_power_cut(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'library.db'}")
    with engine.connect() as connection:
        settings = [
            connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
    assert settings == ["wal", 2, 1]
    engine.dispose()
