"""Chroma: a persistent client, HNSW by cosine. It has no word search of its own on one machine."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
import numpy as np
from chromadb.config import Settings

from app.bench.peers.door import LIMIT, Opened, Question, Way, batches
from app.bench.scale.material import Material, Said

PACKAGE = "chromadb"


def build(material: Material, store: Path) -> None:
    """Batches of passages with their vectors, as its documentation tells."""
    collection = _client(store).create_collection(
        "bench", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
    )
    for some, vectors in batches(material):
        _add(collection, some, vectors)


def opened(_material: Material, store: Path) -> Opened:
    """The defaults: ef_construction 100, ef_search 100, 16 neighbours."""
    collection = _client(store).get_collection("bench", embedding_function=None)

    def search(question: Question, product: str | None) -> Sequence[str]:
        where = {"product": product} if product else None
        answer = collection.query(query_embeddings=[question.vector], n_results=LIMIT, where=where)
        texts: list[str] = answer["documents"][0]
        return texts

    def replace(some: Sequence[Said], vectors: np.ndarray) -> None:
        collection.delete(where={"document": some[0].document})
        _add(collection, some, vectors)

    return Opened([Way("vectors", "HNSW, defaults", True, search)], replace, "on disk")


def _client(store: Path) -> Any:
    return chromadb.PersistentClient(str(store), Settings(anonymized_telemetry=False))


def _add(collection: Any, some: Sequence[Said], vectors: np.ndarray) -> None:
    collection.add(
        ids=[str(said.number) for said in some],
        embeddings=vectors,
        documents=[said.text for said in some],
        metadatas=[{"document": said.document, "product": said.product} for said in some],
    )
