"""Text to vectors: passages in heaps by sentence-transformers, questions by its export, which needs no torch."""

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.embedding.batches import in_batches, sound, unit
from index.embedding.origin import folder_of, name_of
from index.embedding.served import Served

if TYPE_CHECKING:
    from index.embedding.onnx_model import OnnxModel
    from index.embedding.torch_model import TorchModel

QUESTIONS = 4096  # whose vectors are remembered
FEW = 128  # texts, which the export has embedded before torch is loaded


class Embedder(Protocol):
    """Turns texts into vectors of one model."""

    @property
    def name(self) -> str:
        """Which model, exactly: vectors of two names are never mixed."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Passages: (len(texts), dimension) float32 of unit length, in the order of the texts."""

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        """Questions, the same way; some models are trained to read other words before them than before passages."""


class SentenceEmbedder:
    """A sentence-transformers model on the CPU; several threads may use it.

    Heaps are embedded by torch, in bfloat16 where the CPU computes in it; questions and a few texts by the export, in
    float32. Both bear one name: on fixed texts the cosine between them is 0.999 or more, which is checked.
    """

    def __init__(self, model: str | None = None, exports: Path | None = None) -> None:
        """`model` is a sentence-transformers name or folder; None is the packaged one.

        `exports` is the folder for what `prepare` makes; without one, torch does everything.
        """
        self._said = model
        self._exports = exports
        self._loading = Lock()
        self._loaded: TorchModel | None = None
        self._question = lru_cache(QUESTIONS)(self._embedded)

    @cached_property
    def name(self) -> str:
        """The model's name and the start of the sha256 over its files; loads nothing. Raises UnfitModel."""
        return name_of(self._said)

    @property
    def dimension(self) -> int:
        """How many numbers a vector has; loads the model."""
        return self._lightest.dimension

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Passages: (len(texts), dimension) float32 of unit length, in the order of the texts."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        model = self._lightest if len(texts) <= FEW else self._torch
        return unit(in_batches([sound(text) for text in texts], model.passages))

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        """Questions, the same way. Those asked lately are remembered."""
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        return np.stack([self._question(sound(text)) for text in texts])

    def prepare(self) -> bool:
        """Have questions embedded without torch from now on, which takes about 15 s once for each model.

        False when they cannot be; the log says why. Any number of processes may call it, and may be killed at it.
        Raises UnfitModel.
        """
        if self._exports is None or self._served is None:
            return False
        if self._served.model() is None and not self._served.refused:
            from index.embedding.export import make_apart

            make_apart(self._exports, self.name, self._said)
        return self._served.model() is not None

    def _embedded(self, question: str) -> np.ndarray:
        (vector,) = unit(self._lightest.questions([question]))
        found: np.ndarray = vector
        return found

    @property
    def _lightest(self) -> "OnnxModel | TorchModel":
        """The export, if there is one."""
        served = self._served.model() if self._served else None
        return served or self._torch

    @cached_property
    def _served(self) -> Served | None:
        return Served(self._exports, self.name) if self._exports else None

    @property
    def _torch(self) -> "TorchModel":
        """Loaded once."""
        if self._loaded is None:
            with self._loading:
                if self._loaded is None:
                    folder = folder_of(self._said, self.name)
                    from index.embedding.torch_model import TorchModel

                    self._loaded = TorchModel(folder)
        return self._loaded
