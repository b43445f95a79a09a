"""An embedding model for tests of mechanics, at once; tests about meaning use the packaged one."""

from collections.abc import Sequence
from zlib import crc32

import numpy as np


class WordEmbedder:
    """Each word is a direction; texts with words in common are near. Remembers what it was asked to embed."""

    def __init__(self, name: str = "words-v1", dimension: int = 64) -> None:
        self.name = name
        self.dimension = dimension
        self.embedded: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors in the order of the texts."""
        self.embedded.extend(texts)
        return np.array([self._vector(text) for text in texts], np.float32).reshape(
            len(texts), self.dimension
        )

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        """The same as passages."""
        return self.embed(texts)

    def _vector(self, text: str) -> np.ndarray:
        vector = np.zeros(self.dimension)
        for word in text.lower().split() or [""]:
            vector += np.random.default_rng(crc32(f"{self.name} {word}".encode())).normal(size=self.dimension)
        unit: np.ndarray = vector / np.linalg.norm(vector)
        return unit
