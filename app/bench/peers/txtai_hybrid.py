"""txtai: FAISS and its own BM25, mixed half and half, texts and fields in SQLite; the vectors are handed to it."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from txtai import Embeddings

from app.bench.peers.door import LIMIT, Opened, Question, Way, batches
from app.bench.scale.known import KnownVectors
from app.bench.scale.material import Material, Said

PACKAGE = "txtai"
CANDIDATES = 20 * 200  # for a product of 0.5 %: it filters what it has found
SETTINGS = {"method": "external", "transform": f"{__name__}.vectors_of", "content": True, "hybrid": True}
_known: list[
    KnownVectors
] = []  # txtai names its embedder in its settings, so that it has to be found by name


def vectors_of(texts: Sequence[str]) -> np.ndarray:
    """txtai's own name for an embedder that is a function."""
    return _known[0].embed(texts)


def build(material: Material, store: Path) -> None:
    """Indexed from a stream, then saved."""
    _known[:] = [material.known_vectors()]
    index = Embeddings(SETTINGS)
    index.index(chain.from_iterable(_rows(some) for some, _ in batches(material)))
    index.save(str(store))


def opened(material: Material, store: Path) -> Opened:
    """Its own mix of both, and FAISS alone with its BM25 taken away."""
    _known[:] = [material.known_vectors()]
    index = Embeddings()
    index.load(str(store))
    words = index.scoring

    def search(asked: Question, product: str | None, candidates: str = "") -> Sequence[str]:
        narrowed = " and product = :product" if product else ""
        query = f"select text from txtai where similar(:asked{candidates}){narrowed} limit {LIMIT}"
        rows = index.search(query, parameters={"asked": asked.words, "product": product})
        return [row["text"] for row in rows]

    def by_vectors(asked: Question, product: str | None) -> Sequence[str]:
        index.scoring = None
        try:
            return search(asked, product, f", {CANDIDATES}" if product else "")
        finally:
            index.scoring = words

    def replace(some: Sequence[Said], _vectors: np.ndarray) -> None:
        old = index.search(f"select id from txtai where document = '{some[0].document}' limit 100")
        index.delete([row["id"] for row in old])
        index.upsert(list(_rows(some)))

    ways = [
        Way("vectors", f"IVF_FLAT as it chooses; {CANDIDATES} candidates under a filter", True, by_vectors),
        Way("hybrid", "weights 0.5", False, search),
    ]
    return Opened(ways, replace, "in memory alone; save writes all of it")


def _rows(some: Sequence[Said]) -> Iterator[tuple[str, dict[str, Any], None]]:
    for said in some:
        yield str(said.number), {"text": said.text, "document": said.document, "product": said.product}, None
