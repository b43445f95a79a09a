"""The door to bm25s with English stemming: the word search that ours is measured against."""

from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np

NEEDS = {"bm25s": "bm25s", "Stemmer": "PyStemmer"}  # module and its package


def lacking() -> list[str]:
    """The packages that are not installed and would have to be; [] when all is there."""
    return [package for module, package in NEEDS.items() if find_spec(module) is None]


class Bm25:
    """BM25 over some texts (at least one), with bm25s's own defaults, stop words and stemmer."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s
        from Stemmer import Stemmer

        self._stemmer, self._many = Stemmer("english"), len(texts)
        self._index = bm25s.BM25()
        tokens = self._tokens(texts)
        self._anything = any(tokens)
        if self._anything:  # bm25s cannot index texts without any word
            self._index.index(tokens, show_progress=False)

    def scores(self, question: str) -> np.ndarray:
        """(texts,) float32 in their order; 0 for a text that has no word of the question."""
        (tokens,) = self._tokens([question])
        if not tokens or not self._anything:
            return np.zeros(self._many, np.float32)
        scores: np.ndarray = self._index.get_scores(tokens)
        return scores

    def _tokens(self, texts: Sequence[str]) -> list[list[str]]:
        import bm25s

        tokens: list[list[str]] = bm25s.tokenize(
            list(texts), stopwords="en", stemmer=self._stemmer, return_ids=False, show_progress=False
        )
        return tokens
