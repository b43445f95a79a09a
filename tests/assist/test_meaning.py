"""Closeness by an embedder, whose work is remembered."""

from collections.abc import Sequence

import numpy as np
import pytest

from assist.draft.meaning import EmbeddedMeaning
from index.embedding.embed import SentenceEmbedder


class Counting:
    """The packaged embedder, and what it was asked to embed."""

    def __init__(self, embedder: SentenceEmbedder) -> None:
        self.name, self.dimension = embedder.name, embedder.dimension
        self.embedded: list[str] = []
        self._embedder = embedder

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.embedded += texts
        return self._embedder.embed(texts)

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        return self._embedder.embed_questions(texts)


def test_a_sentence_is_embedded_once_and_compared_as_before(embedder: SentenceEmbedder) -> None:
    counting = Counting(embedder)
    meaning = EmbeddedMeaning(counting)
    sentences = ["The gauge is blocked.", "It weighs 2 kg.", "The gauge is blocked."]
    first = meaning.similarity("what blocks the rain gauge", sentences)
    assert counting.embedded == sentences[:2]
    assert meaning.similarity("what blocks the rain gauge", sentences) == pytest.approx(first)
    assert counting.embedded == sentences[:2]
    assert first[0] == first[2] > first[1]


def test_nothing_is_close_to_no_sentences(embedder: SentenceEmbedder) -> None:
    assert EmbeddedMeaning(embedder).similarity("anything", []) == []
