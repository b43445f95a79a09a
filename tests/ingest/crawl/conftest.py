"""Fetchers that are closed when their test is over."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import pytest

from ingest.crawl.fetch import Fetcher
from tests.ingest.crawl.crawling import a_web, source_on
from tests.ingest.crawl.site import FakeTime, Site

Fetching = Callable[..., Fetcher]


@pytest.fixture
def fetcher_on(tmp_path: Path) -> Iterator[Fetching]:
    """Makes a fetcher for a site: (site, time, fields of its Crawl)."""
    with ExitStack() as opened:

        def make(site: Site, time: FakeTime | None = None, **settings: Any) -> Fetcher:
            fetcher = a_web(tmp_path, time).fetcher(source_on(site, **settings))
            return opened.enter_context(closing(fetcher))

        yield make
