"""All that may be found in a library, with the vectors: what everything that is measured ranks."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from index.embedding.embed import Embedder
from index.knowledge import Audience, DocumentId, Kind, Passage
from index.projection.catalogue import filter_of
from index.rows import embedded_text
from index.search import Index


@dataclass(frozen=True, eq=False)
class Shelf:
    """Passages ascending by id; `vectors` (n, dimension) float32 of unit length, row by row theirs, by `embedder`."""

    passages: tuple[Passage, ...]
    vectors: np.ndarray
    embedder: Embedder

    @property
    def texts(self) -> list[str]:
        """What there is to read of each passage: its title, its headings, its text."""
        return [embedded_text(each.title, each.heading, each.text) for each in self.passages]

    @property
    def document_of(self) -> dict[int, DocumentId]:
        """The document of each passage."""
        return {each.id: each.document_id for each in self.passages}


def shelf_of(
    index: Index,
    embedder: Embedder,
    *,
    kinds: Collection[Kind] | None = None,
    audience: Audience = Audience.INTERNAL,
) -> Shelf:
    """What this audience may read of these kinds (None: any), with the vectors that the index has of it."""
    found = {each.id: each for each in index.passages(filter_of(audience, kinds))}
    vectors = index.vectors(found)
    ids = sorted(vectors)
    rows = np.array([vectors[key] for key in ids], np.float32).reshape(len(ids), -1 if ids else 0)
    return Shelf(tuple(found[key] for key in ids), rows, embedder)
