"""Indexes to try things on: with words for meaning, quick, or with the packaged model."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from index.embedding.embed import Embedder, SentenceEmbedder
from index.embedding.models import Load
from index.search import Index
from tests.index.embedders import WordEmbedder
from tests.postgres import postgres_url
from tests.templates import a_library_url

__all__ = ["postgres_url"]

OpenIndex = Callable[..., Index]


@pytest.fixture
def library_url(tmp_path: Path) -> str:
    """A library of its own for each test."""
    return a_library_url(tmp_path)


@pytest.fixture
def open_index(library_url: str, tmp_path: Path) -> Iterator[OpenIndex]:
    """Opens the test's library, as often as is called: each is like another process."""
    with ExitStack() as closing:

        def opened(
            embedder: Embedder | None = None,
            *,
            folder: str = "index",
            load: Load | None = None,
            any_model: bool = False,
        ) -> Index:
            embedder = embedder or WordEmbedder()
            index = Index.open(
                library_url,
                tmp_path / folder,
                embedder,
                said=embedder.name,
                load=load,
                any_model=any_model,
            )
            closing.callback(index.close)
            return index

        yield opened


@pytest.fixture
def index(open_index: OpenIndex) -> Index:
    """An empty one with words for meaning."""
    return open_index()


@pytest.fixture
def real_index(open_index: OpenIndex, embedder: SentenceEmbedder) -> Index:
    """An empty one with the packaged model."""
    return open_index(embedder)
