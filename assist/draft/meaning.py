"""Closeness of sentences to a question, by the same model that the index searches with."""

from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock

import numpy as np

from index.embedding.embed import Embedder

_REMEMBERED = 4096  # sentences: 6 MB of vectors; the same documents are quoted and compared again and again

_AT_ONCE = 64  # for many, an embedder takes what is slow to load


class EmbeddedMeaning:
    """A `Meaning` out of an embedder; it remembers the vectors of the sentences that were compared last."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: OrderedDict[str, np.ndarray] = OrderedDict()
        self._changing = Lock()

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        """One cosine for each sentence, in their order."""
        if not sentences:
            return []
        (asked,) = self._embedder.embed_questions([question])
        vectors = self._vectors_of(sentences)
        return [float(vectors[sentence] @ asked) for sentence in sentences]

    def _vectors_of(self, sentences: Sequence[str]) -> dict[str, np.ndarray]:
        with self._changing:
            known = {text: self._vectors[text] for text in sentences if text in self._vectors}
        new = [text for text in dict.fromkeys(sentences) if text not in known]
        found = dict(known)
        for at in range(0, len(new), _AT_ONCE):
            some = new[at : at + _AT_ONCE]
            found |= zip(some, self._embedder.embed(some), strict=True)
        self._remember(found)
        return found

    def _remember(self, found: dict[str, np.ndarray]) -> None:
        with self._changing:
            for text, vector in found.items():
                self._vectors[text] = vector
                self._vectors.move_to_end(text)
            while len(self._vectors) > _REMEMBERED:
                self._vectors.popitem(last=False)
