"""An extractive drafter without a rule, and an embedder that embeds no text twice."""

from collections.abc import Sequence

import numpy as np

from assist.draft.citing import citation_of
from assist.draft.ports import Assignment, Drafted, Meaning
from assist.text.plain import plain
from assist.text.sentences import pieces
from index.embedding.embed import Embedder


class Remembering:
    """An embedder that embeds no text twice: most texts of all these runs are the same."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._known: dict[tuple[str, str], np.ndarray] = {}
        self.name, self.dimension = embedder.name, embedder.dimension

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        return self._of("text", texts)

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        return self._of("question", texts)

    def _of(self, kind: str, texts: Sequence[str]) -> np.ndarray:
        new = list(dict.fromkeys(text for text in texts if (kind, text) not in self._known))
        if new:
            embed = self._embedder.embed if kind == "text" else self._embedder.embed_questions
            self._known |= {(kind, text): vector for text, vector in zip(new, embed(new), strict=True)}
        return np.array([self._known[kind, text] for text in texts])


class Nearest:
    """An extractive drafter without a rule: the three sentences closest to the question."""

    def __init__(self, meaning: Meaning) -> None:
        self._meaning = meaning

    def draft(self, assignment: Assignment) -> Drafted:
        found = [
            (piece, hit, document)
            for hit in assignment.evidence.hits
            for document in [assignment.evidence.documents[hit.passage.document_id]]
            for piece in pieces(document.text, hit.passage.start, hit.passage.end)
        ]
        near = self._meaning.similarity(assignment.question, [plain(piece.text) for piece, _, _ in found])
        best = sorted(range(len(found)), key=lambda place: -near[place])[:3]
        citations = (
            citation_of(marker, plain(piece.text), hit, document, piece.start, piece.end)
            for marker, (piece, hit, document) in enumerate((found[place] for place in best), start=1)
        )
        return Drafted(tuple(citations), "extractive")
