"""A house with a folder of notes, and its clock."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.wiring import House
from index.embedding.embed import SentenceEmbedder
from tests.app.knowledge import Clock, a_house


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def house(tmp_path: Path, clock: Clock, embedder: SentenceEmbedder) -> Iterator[House]:
    house = a_house(tmp_path, clock, embedder=embedder)
    yield house
    house.ledger.close()
    house.records.dispose()
