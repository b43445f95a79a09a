"""Closeness of sentences to a question, by the same model that the index searches with."""

from collections.abc import Sequence

from index.embedding.embed import Embedder


class EmbeddedMeaning:
    """A `Meaning` out of an embedder."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def similarity(self, question: str, sentences: Sequence[str]) -> Sequence[float]:
        """One cosine for each sentence, in their order."""
        if not sentences:
            return []
        (asked,) = self._embedder.embed_questions([question])
        return [float(cosine) for cosine in self._embedder.embed(sentences) @ asked]
