"""What changed since the snapshot, in memory: passages with their vectors and words, exact and visible at once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.chosen import Chosen
from index.knowledge import DocumentId, Passage
from index.projection.catalogue import Catalogue, Label
from index.words.recent import RecentView, RecentWords

Scores = dict[int, float]


class Growing:
    """A matrix of float32 rows that is added to at its end: who holds the first n rows keeps them as they are."""

    def __init__(self) -> None:
        self._rows = np.zeros((0, 0), np.float32)

    def first(self, count: int) -> np.ndarray:
        """(count, dimension) float32."""
        return self._rows[:count]

    def put(self, at: int, more: np.ndarray) -> None:
        """These rows from row `at` on, where nobody reads yet; a narrower row is filled up with zeros."""
        needed, width = at + len(more), max(self._rows.shape[1], more.shape[1])
        if needed > len(self._rows) or width > self._rows.shape[1]:
            wider = np.zeros((max(needed, 2 * len(self._rows), 64), width), np.float32)
            wider[:at, : self._rows.shape[1]] = self._rows[:at]
            self._rows = wider
        self._rows[at:needed, : more.shape[1]] = more


@dataclass(frozen=True, eq=False)
class Recent:
    """The first `len(catalogue)` of the passages that were added, without the dead ones.

    Never changed, only replaced; what is shared with later ones is only added to, by one thread at a time.
    """

    catalogue: Catalogue
    dead: np.ndarray  # (n,) bool
    vectors: Growing
    words: RecentView

    @classmethod
    def nothing(cls, labels: Sequence[Label] = ()) -> "Recent":
        """Beside a snapshot of which these labels are known."""
        return cls(Catalogue.of([], labels), np.zeros(0, np.bool_), Growing(), RecentWords().view())

    def __len__(self) -> int:
        return len(self.catalogue)

    def changed(
        self, documents: Collection[DocumentId], passages: Sequence[Passage], vectors: np.ndarray
    ) -> "Recent":
        """With these passages (ascending by id), and none of what these documents had before."""
        if len(passages):
            self.vectors.put(len(self), vectors)
            self.words.words.add(passages)
        later = Catalogue.of(passages, self.catalogue.table)
        dead = np.concatenate([self.dead, np.zeros(len(passages), np.bool_)])
        dead[self.catalogue.rows_of(documents)] = True
        catalogue = Catalogue.joined([self.catalogue, later])
        return replace(self, catalogue=catalogue, dead=dead, words=self.words.words.view())

    def nearest(self, question: np.ndarray, chosen: Chosen, limit: int) -> Scores:
        """The `limit` of them with the greatest cosine, best first."""
        cosines = self.cosines(question, chosen.rows)
        best = np.argsort(-cosines, kind="stable")[:limit]
        return dict(zip(chosen.ids[chosen.rows[best]].tolist(), cosines[best].tolist(), strict=True))

    def cosines(self, question: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Of these rows: (m,) float32."""
        vectors = self.vectors.first(len(self))
        found: np.ndarray = vectors[rows] @ question[: vectors.shape[1]]
        return found
