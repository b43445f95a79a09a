"""LanceDB with the index of vectors that its documentation has for a higher recall: IVF_HNSW_SQ."""

from pathlib import Path

from lancedb.index import HnswSq

from app.bench.peers.door import Opened
from app.bench.peers.lance import PACKAGE, answering, built
from app.bench.scale.material import Material

__all__ = ["PACKAGE", "build", "opened"]


def build(material: Material, store: Path) -> None:
    """Graphs of vectors of eight bits a number, with the words and the product of a passage indexed too."""
    built(material, store, HnswSq(distance_type="cosine"))


def opened(_material: Material, store: Path) -> Opened:
    """Ordered by the whole vectors in the end."""
    said = "IVF_HNSW_SQ, nprobes 20, refine_factor 5"
    return answering(store, [("vectors", said, 5)], f"{said}, FTS, RRF", 5)
