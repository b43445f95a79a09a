"""The desk that most of these tests want."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bots.web.desk import WebDesk


@pytest.fixture
def web(tmp_path: Path) -> Iterator[WebDesk]:
    """An empty desk with nobody in."""
    web = WebDesk(tmp_path)
    yield web
    web.ledger.close()
