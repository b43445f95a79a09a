"""An exported model, ready in 0.3 s without torch: the one door to onnxruntime."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Encoding, Tokenizer

from index.embedding.exported import GRAPH, TOKENIZER, Prompts

FEATURES: dict[str, Callable[[Encoding], list[int]]] = {
    "input_ids": lambda encoding: encoding.ids,
    "attention_mask": lambda encoding: encoding.attention_mask,
    "token_type_ids": lambda encoding: encoding.type_ids,
}


class OnnxModel:
    """A graph in memory. Several threads may use it, each on one core."""

    def __init__(self, folder: Path, prompts: Prompts) -> None:
        self._prompts = prompts
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._session = InferenceSession(
            str(folder / GRAPH), _on_one_core(), providers=["CPUExecutionProvider"]
        )
        self._inputs = [wanted.name for wanted in self._session.get_inputs()]
        self.dimension: int = self.passages(["first"]).shape[1]

    def passages(self, texts: Sequence[str]) -> np.ndarray:
        """(len(texts), dimension), of any length, in the order of the texts."""
        return self._run([self._prompts.passage + text for text in texts])

    def questions(self, texts: Sequence[str]) -> np.ndarray:
        """The same, by the model's way with questions."""
        return self._run([self._prompts.question + text for text in texts])

    def _run(self, texts: Sequence[str]) -> np.ndarray:
        encodings = self._tokenizer.encode_batch(texts)
        features = {name: np.array([FEATURES[name](each) for each in encodings]) for name in self._inputs}
        (vectors,) = self._session.run(None, features)
        found: np.ndarray = vectors
        return found


def _on_one_core() -> SessionOptions:
    """A question is too small to share, and threads that wait by spinning take the core from others."""
    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return options
