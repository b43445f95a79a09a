"""Stores over an empty library, with LangChain's fake embeddings."""

from collections.abc import Callable
from typing import Any

import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding

from index.embedding.embed import Embedder
from index.knowledge import Audience, Kind
from index.langchain.embedder import LangChainEmbedder
from index.langchain.store import KnowledgeStore
from tests.builders import NOON
from tests.index.conftest import OpenIndex

OpenStore = Callable[..., KnowledgeStore]


@pytest.fixture
def open_store(open_index: OpenIndex) -> OpenStore:
    """Opens stores over the test's library; each open is like another process."""

    fake = LangChainEmbedder(DeterministicFakeEmbedding(size=6), "fake-6")

    def opened(embedder: Embedder = fake, **said: Any) -> KnowledgeStore:
        usual = {"audience": Audience.PUBLIC, "kind": Kind.FORUM, "clock": lambda: NOON}
        return KnowledgeStore(open_index(embedder), **{**usual, **said})

    return opened
