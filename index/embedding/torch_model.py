"""A model as sentence-transformers runs it; with training.py the door to it and to torch. Slow to import."""

import logging
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from safetensors import SafetensorError
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from transformers.utils.logging import disable_progress_bar

from index.embedding.batches import BATCH
from index.embedding.exported import GRAPH, TOKENIZER, WEIGHTS, Prompts
from index.embedding.parity import TEXTS, cosines
from index.errors import UnfitModel

FAST_TOLERANCE = 0.999  # the lowest cosine between a model's vectors in bfloat16 and in float32
OPSET = 17
NO_LIMIT = 1_000_000  # tokenizers without one say a huge number
TRACED = ["two texts", "of unlike length, so that one of the two is filled up"]
LOADING_ERRORS = (  # which transformers and its parts raise at what is no model
    OSError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ImportError,
    RuntimeError,
    SafetensorError,
)
log = logging.getLogger(__name__)


def computes_in_bfloat16() -> bool:
    """Whether this CPU does, and does not only imitate it slowly."""
    supported: bool = torch.ops.mkldnn._is_mkldnn_bf16_supported()
    return supported


def prompts_of(model: SentenceTransformer) -> Prompts:
    """What sentence-transformers puts before a text."""
    said = model.prompts
    passage = next((said[name] for name in ("document", "passage", "corpus") if name in said), None)
    return Prompts(question=said.get("query") or "", passage=passage or "")


class TorchModel:
    """Weights in memory. Several threads may use it, each on one core."""

    def __init__(self, folder: Path, *, exact: bool = False) -> None:
        """In bfloat16 where the CPU computes in it: three times as fast. `exact` is float32. Raises UnfitModel."""
        # Other kinds of attention branch on values, which no trace can follow.
        self._load(folder, {"attn_implementation": "eager"} if exact else {})
        if not exact and computes_in_bfloat16():
            self._quicken(folder)

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        """(len(texts), dimension), of any length, in the order of the texts."""
        return self._run(self._model.encode_document, texts)

    def questions(self, texts: Sequence[str]) -> np.ndarray:
        """The same, by the model's way with questions."""
        return self._run(self._model.encode_query, texts)

    @property
    def prompts(self) -> Prompts:
        """What sentence-transformers puts before a text."""
        return prompts_of(self._model)

    def write(self, folder: Path) -> None:
        """The whole model as one ONNX graph, tokens in and vectors out, and its tokenizer with all it needs to know."""
        self._tokenizer().save(str(folder / TOKENIZER))
        features = self._model.preprocess(TRACED)
        tensors = {name: each for name, each in features.items() if isinstance(each, torch.Tensor)}
        with TemporaryDirectory(dir=folder) as scratch:
            whole = Path(scratch) / GRAPH
            self._trace(tensors, whole)
            # With its weights beside the graph onnxruntime maps them: loading takes half the time and the memory.
            onnx.save(onnx.load(whole), folder / GRAPH, save_as_external_data=True, location=WEIGHTS)

    def _trace(self, tensors: Mapping[str, torch.Tensor], file: Path) -> None:
        axes = {name: {0: "texts", 1: "tokens"} for name in tensors}
        with warnings.catch_warnings(), torch.no_grad():
            # The exporter that is not deprecated needs onnxscript. What a trace may miss, the comparison finds.
            warnings.simplefilter("ignore")
            torch.onnx.export(
                _Graph(self._model, list(tensors)),
                tuple(tensors.values()),
                str(file),
                input_names=list(tensors),
                output_names=["vectors"],
                dynamic_axes={"vectors": {0: "texts"}, **axes},
                opset_version=OPSET,
                dynamo=False,
            )

    def _load(self, folder: Path, options: dict[str, Any]) -> None:
        disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers has no types here
        options = {"dtype": torch.float32, **options}
        try:
            self._model = SentenceTransformer(
                str(folder), device="cpu", local_files_only=True, model_kwargs=options
            )
            # The first run sets up the tokenizer, which threads then share.
            self.dimension: int = self.passages(["first"]).shape[1]
        except LOADING_ERRORS as error:
            raise UnfitModel(f"cannot load embedding model {str(folder)!r}: {error}") from error

    def _quicken(self, folder: Path) -> None:
        exact = self.passages(TEXTS)
        self._model.bfloat16()
        lowest = float(cosines(exact, self.passages(TEXTS)).min())
        if not lowest >= FAST_TOLERANCE:
            log.info("model %r stays in float32: a cosine to bfloat16 is %.5f", str(folder), lowest)
            self._load(folder, {})

    def _run(self, encode: Callable[..., np.ndarray], texts: Sequence[str]) -> np.ndarray:
        # Of this thread. Batches side by side, a core each, are a third faster than one batch on all cores.
        torch.set_num_threads(1)
        return encode(list(texts), batch_size=BATCH, show_progress_bar=False)

    def _tokenizer(self) -> Tokenizer:
        """A copy that cuts and fills as sentence-transformers does; published ones often fill to a fixed length."""
        known = self._model.tokenizer
        copy = Tokenizer.from_str(known.backend_tokenizer.to_str())
        copy.no_truncation()
        if (limit := self._model.max_seq_length) and limit < NO_LIMIT:
            copy.enable_truncation(limit, direction=known.truncation_side)
        copy.enable_padding(
            direction=known.padding_side,
            pad_id=known.pad_token_id,
            pad_type_id=known.pad_token_type_id,
            pad_token=known.pad_token,
        )
        return copy


class _Graph(torch.nn.Module):
    """All modules one after the other, between tensors."""

    def __init__(self, model: SentenceTransformer, names: Sequence[str]) -> None:
        super().__init__()
        self.model = model
        self.names = names

    def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
        features = dict(zip(self.names, tensors, strict=True))
        found: torch.Tensor = self.model({**features, "modality": "text"})["sentence_embedding"]
        return found
