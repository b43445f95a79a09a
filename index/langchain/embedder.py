"""Any embedding model of LangChain as one of ours."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from langchain_core.embeddings import Embeddings

from index.errors import UnfitModel


class LangChainEmbedder:
    """Embeds by a model of LangChain."""

    def __init__(self, embeddings: Embeddings, name: str) -> None:
        """`name` says which model exactly, its settings included: vectors of two names are never mixed."""
        self._embeddings = embeddings
        self.name = name

    @cached_property
    def dimension(self) -> int:
        """How many numbers a vector has; asks the model."""
        return int(self.embed_questions(["dimension"]).shape[1])

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Passages: (len(texts), dimension) float32 of unit length, in the order of the texts. Raises UnfitModel."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return self._unit(self._embeddings.embed_documents(list(texts)), len(texts))

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        """Questions: the same."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return self._unit([self._embeddings.embed_query(text) for text in texts], len(texts))

    def _unit(self, made: Sequence[Sequence[float]], wanted: int) -> np.ndarray:
        if len(made) != wanted or len({len(vector) for vector in made}) != 1:
            sizes = sorted({len(vector) for vector in made})
            raise UnfitModel(
                f"model {self.name!r} made {len(made)} vectors of {sizes} numbers for {wanted} texts: "
                "one vector for each text, all of one size, are needed; set another model"
            )
        vectors = np.array(made, np.float32)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        if not (np.isfinite(lengths) & (lengths > 0)).all():
            raise UnfitModel(f"model {self.name!r} made a vector without a direction; set another model")
        unit: np.ndarray = vectors / lengths
        return unit
