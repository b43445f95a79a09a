"""The databases that contracts must hold on: SQLite always, PostgreSQL in the slow run."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.ledger import Ledger
from tests.postgres import postgres_url
from tests.templates import a_ledger_url

__all__ = ["postgres_url"]
DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return a_ledger_url(tmp_path)
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def ledger(database_url: str) -> Iterator[Ledger]:
    """An empty ledger on each kind of database."""
    ledger = Ledger.open(database_url)
    yield ledger
    ledger.close()
