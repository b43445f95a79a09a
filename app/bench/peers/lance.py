"""LanceDB with its default index of vectors, IVF_PQ; full-text search, hybrid by its default reranker (RRF)."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import lancedb
import numpy as np
import pyarrow
from lancedb.index import FTS, BTree, IvfPq

from app.bench.peers.door import LIMIT, Opened, Question, Way, batches
from app.bench.scale.material import Material, Said
from app.bench.scale.mixture import DIMENSION

PACKAGE = "lancedb"
SCHEMA = pyarrow.schema(
    [
        pyarrow.field("vector", pyarrow.list_(pyarrow.float32(), DIMENSION)),
        pyarrow.field("number", pyarrow.int64()),
        *(pyarrow.field(name, pyarrow.string()) for name in ("document", "product", "text")),
    ]
)
NPROBES = 20
FEWEST_TO_TRAIN = 5000  # under this its documentation searches without an index of vectors


def build(material: Material, store: Path) -> None:
    """Quantised to products of parts, with the words and the product of a passage indexed too."""
    built(material, store, IvfPq(distance_type="cosine"))


def opened(_material: Material, store: Path) -> Opened:
    """At the defaults, and ordered by the whole vectors in the end, as its documentation advises."""
    refined = "nprobes 20, refine_factor 10"
    ways = [("vectors", "IVF_PQ, defaults", 0), ("vectors, refined", f"IVF_PQ, {refined}", 10)]
    return answering(store, ways, f"IVF_PQ, {refined}, FTS, RRF", 10)


def built(material: Material, store: Path, config: Any) -> None:
    """A table with three indexes: vectors as `config` says, words, products."""
    table = lancedb.connect(store).create_table("bench", _batches(material), schema=SCHEMA)
    if material.count >= FEWEST_TO_TRAIN:
        table.create_index("vector", config=config)
    table.create_index("text", config=FTS())
    table.create_index("product", config=BTree())


def answering(store: Path, vectors: Sequence[tuple[str, str, int]], hybrid: str, refine: int) -> Opened:
    """Ways by vectors, each with its refine_factor (0: the defaults), and the hybrid way, with `refine`."""
    table = lancedb.connect(store).open_table("bench")

    def way(name: str, said: str, factor: int, begun: Callable[[Any, Question], Any]) -> Way:
        def ask(asked: Question, product: str | None) -> Sequence[str]:
            query = begun(table, asked)
            return _texts(query.nprobes(NPROBES).refine_factor(factor) if factor else query, product)

        return Way(name, said, begun is _vector, ask)

    def replace(some: Sequence[Said], its: np.ndarray) -> None:
        table.delete(f"document = '{some[0].document}'")
        table.add(_arrow(some, its))

    ways = [way(*each, _vector) for each in vectors] + [way("hybrid", hybrid, refine, _hybrid)]
    return Opened(ways, replace, "on disk, not indexed until optimize()")


def _vector(table: Any, asked: Question) -> Any:
    return table.search(asked.vector, vector_column_name="vector").distance_type("cosine")


def _hybrid(table: Any, asked: Question) -> Any:
    """Words only: signs are its query language."""
    words = " ".join(re.findall(r"\w+", asked.words))
    return table.search(query_type="hybrid").vector(asked.vector).text(words).distance_type("cosine")


def _texts(query: Any, product: str | None) -> list[str]:
    narrowed = query.where(f"product = '{product}'", prefilter=True) if product else query
    return [row["text"] for row in narrowed.limit(LIMIT).select(["text"]).to_list()]


def _batches(material: Material) -> Iterator[Any]:
    for some, vectors in batches(material):
        yield _arrow(some, vectors)


def _arrow(some: Sequence[Said], vectors: np.ndarray) -> Any:
    flat = pyarrow.array(vectors.reshape(-1), pyarrow.float32())
    columns = [
        pyarrow.FixedSizeListArray.from_arrays(flat, DIMENSION),
        pyarrow.array([said.number for said in some], pyarrow.int64()),
        *(pyarrow.array([vars(said)[name] for said in some]) for name in ("document", "product", "text")),
    ]
    return pyarrow.record_batch(columns, schema=SCHEMA)
