"""A ledger for tests that are not about the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.ledger import Ledger
from tests.desk.cases import HandClock
from tests.templates import a_ledger


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """An empty one on SQLite."""
    ledger = a_ledger(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def clock() -> HandClock:
    """Noon, until the test moves it."""
    return HandClock()
