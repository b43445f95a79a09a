"""LangChain's FAISS store: a flat index of float32 and a dictionary of documents, both in memory; vectors only."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from langchain_community.vectorstores import FAISS

from app.bench.peers.door import LIMIT, Opened, Question, Way, batches
from app.bench.scale.material import Material, Said

PACKAGE = "langchain-community"
FETCHED = 20 * 200  # for a product of 0.5 %: its 20 by default, for 200 products of equal size


def build(material: Material, store: Path) -> None:
    """From vectors that are there already, then saved."""
    parts = batches(material, 50_000)
    some, vectors = next(parts)
    index = FAISS.from_embeddings(_pairs(some, vectors), _no_embedding, **_rest(some))
    for some, vectors in parts:
        index.add_embeddings(_pairs(some, vectors), **_rest(some))
    index.save_local(str(store))


def opened(_material: Material, store: Path) -> Opened:
    """The defaults, and with as many fetched as a filter of 0.5 % needs: it filters what it has fetched."""
    # The pickle is our own, of a moment ago.
    index = FAISS.load_local(str(store), _no_embedding, allow_dangerous_deserialization=True)

    def search(fetched: int) -> Callable[[Question, str | None], Sequence[str]]:
        def ask(question: Question, product: str | None) -> Sequence[str]:
            wanted = {"product": product} if product else None
            found = index.similarity_search_by_vector(
                question.vector, k=LIMIT, filter=wanted, fetch_k=fetched
            )
            return [document.page_content for document in found]

        return ask

    of = _by_document(index)

    def replace(some: Sequence[Said], vectors: np.ndarray) -> None:
        index.delete(of[some[0].document])
        of[some[0].document] = index.add_embeddings(_pairs(some, vectors), **_rest(some))

    ways = [
        Way("vectors", "flat, defaults (fetch_k 20)", True, search(20)),
        Way("vectors, more fetched", f"flat, fetch_k {FETCHED}", True, search(FETCHED)),
    ]
    return Opened(ways, replace, "in memory alone; save_local writes all of it")


def _by_document(index: Any) -> dict[str, list[str]]:
    """The ids of each document's passages: the store deletes by id alone, so that its user has to know them."""
    of: dict[str, list[str]] = {}
    for key in index.index_to_docstore_id.values():
        of.setdefault(index.docstore.search(key).metadata["document"], []).append(key)
    return of


def _pairs(some: Sequence[Said], vectors: np.ndarray) -> list[tuple[str, np.ndarray]]:
    return [(said.text, vector) for said, vector in zip(some, vectors, strict=True)]


def _rest(some: Sequence[Said]) -> dict[str, Any]:
    return {
        "metadatas": [{"document": said.document, "product": said.product} for said in some],
        "ids": [str(said.number) for said in some],
    }


def _no_embedding(text: str) -> list[float]:
    raise NotImplementedError(f"{text!r} is to be embedded, but everything is searched by vector")
