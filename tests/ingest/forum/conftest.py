"""Walks over forums that are served on the loopback interface."""

from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from index.knowledge import Kind
from ingest.crawl.web import Web
from ingest.refresh import SourceReport, refresh
from ingest.sources import Format, Source
from ingest.walk import Listed, MayRest, Walk
from tests.builders import NOON
from tests.ingest.crawl.crawling import a_web, bytes_of, source_on
from tests.ingest.crawl.site import FakeTime, Site
from tests.ingest.stored import StoredLibrary

OpenWalk = Callable[[Source, Web, MayRest], Walk]


class Walker:
    """Walks over a forum on a site and reads it into a library."""

    def __init__(self, folder: Path, kind: OpenWalk, format: Format) -> None:
        self.time = FakeTime()
        self.web = a_web(folder, self.time)
        self.library = StoredLibrary(folder / "library.db")
        self._kind, self._format = kind, format

    def source(self, on: Site, path: str = "/", **said: Any) -> Source:
        return replace(source_on(on, path, kind=Kind.FORUM, format=self._format), **said)

    def read_in(self, source: Source) -> SourceReport:
        def open_walk(source: Source, may_rest: MayRest) -> Walk:
            return self._kind(source, self.web, may_rest)

        return refresh(source, self.library, now=lambda: NOON, open_walk=open_walk)

    def walk(
        self, source: Source, covers: Collection[str] = ()
    ) -> tuple[list[Listed], dict[str, str], dict[str, bool]]:
        """What it brought, what failed, and what it covers of these."""
        with closing(self._kind(source, self.web, lambda _: False)) as walk:
            listed = list(walk)
            return (
                listed,
                {failure.id: failure.reason for failure in walk.failed},
                {key: walk.covers(key) for key in covers},
            )

    def brought(self, source: Source) -> dict[str, bytes]:
        return {listed.key: bytes_of(listed) for listed in self.walk(source)[0]}


MakeWalker = Callable[[OpenWalk, Format], Walker]


@pytest.fixture
def walker(tmp_path: Path) -> Any:
    made: list[Walker] = []

    def make(kind: OpenWalk, format: Format) -> Walker:
        made.append(Walker(tmp_path, kind, format))
        return made[-1]

    yield make
    for each in made:
        each.library.library.close()
