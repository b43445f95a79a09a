"""A library, and a pass over a source into it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from ingest.refresh import Progress, SourceReport, refresh
from ingest.sources import Source
from tests.builders import NOON
from tests.ingest.stored import StoredLibrary


@pytest.fixture
def library(tmp_path: Path) -> Iterator[StoredLibrary]:
    stored = StoredLibrary(tmp_path / "library.db")
    yield stored
    stored.library.close()


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A second later each time it is asked."""
    seconds = count()
    return lambda: NOON + timedelta(seconds=next(seconds))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for a source."""
    made = tmp_path / "sheets"
    made.mkdir()
    return made


class Pass:
    """Reads a source into the library."""

    def __init__(self, library: StoredLibrary, clock: Callable[[], datetime]) -> None:
        self.library, self.clock = library, clock

    def __call__(
        self, source: Source, *, full: bool = False, progress: Progress | None = None
    ) -> SourceReport:
        self.library.puts.clear()
        return refresh(source, self.library, now=self.clock, full=full, progress=progress)


@pytest.fixture
def read_in(library: StoredLibrary, clock: Callable[[], datetime]) -> Pass:
    return Pass(library, clock)
