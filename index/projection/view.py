"""The library at one moment, ready to be searched: a snapshot, and what changed since."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache, partial
from math import log
from pathlib import Path

import numpy as np

from index.chosen import Chosen
from index.knowledge import DocumentId, Passage
from index.moment import State
from index.projection.catalogue import Catalogue, Filter, Label
from index.projection.recent import Recent, Scores
from index.projection.snapshot import Manifest
from index.vectors.store import VectorStore
from index.words.asked import Counted, ask
from index.words.recent import RecentWords
from index.words.word_store import WordStore

Parts = Sequence[tuple[Catalogue, np.ndarray]]  # the snapshot and the recent passages, and which rows live
TELLING_LIBRARY = 1000  # passages; of fewer, how many have a term says little of how rare it is


@dataclass(frozen=True, eq=False)
class Settled:
    """An open snapshot."""

    manifest: Manifest
    catalogue: Catalogue
    vectors: VectorStore
    words: WordStore
    words_folder: Path

    @classmethod
    def open(cls, folder: Path, manifest: Manifest) -> "Settled":
        """Memory-mapped: little is read, and processes share it. Raises DamagedSnapshot, OSError or ValueError."""
        place = folder / manifest.token
        return cls(
            manifest,
            Catalogue.open(place / "catalogue"),
            VectorStore.open(place / "vectors"),
            WordStore.open(place / "words"),
            place / "words",
        )


class View:
    """Never changed, only replaced. `state.op` is the last change in it; it holds the vectors of `state.model`."""

    def __init__(self, state: State, settled: Settled | None, dead: np.ndarray, recent: Recent) -> None:
        """`dead`, (n,) bool: the rows of the snapshot that can be found no more."""
        self.state = state
        self.settled = settled
        self.recent = recent
        self._dead = dead
        self._alive = _alive(settled, dead, recent)
        self._store: Counted = settled.words if settled else RecentWords().view()
        # Of its parts, not of itself: a view that knew itself would outlive its time, and its old snapshot with it.
        self.chosen = lru_cache(maxsize=16)(partial(_chosen, self._alive))

    @classmethod
    def of(cls, state: State, settled: Settled | None) -> "View":
        """Just this snapshot, or nothing at all, of the state's model."""
        if settled is None:
            return cls(replace(state, op=0), None, np.zeros(0, np.bool_), Recent.nothing())
        catalogue = settled.catalogue
        dead = np.zeros(len(catalogue), np.bool_)
        return cls(replace(state, op=settled.manifest.op), settled, dead, Recent.nothing(catalogue.table))

    def changed(
        self, op: int, documents: Collection[DocumentId], passages: Sequence[Passage], vectors: np.ndarray
    ) -> "View":
        """After these documents changed: these passages, ascending by id, are all that they have now."""
        dead = self._dead
        if self.settled is not None:
            dead = dead.copy()
            dead[self.settled.catalogue.rows_of(documents)] = True
        recent = self.recent.changed(documents, passages, vectors)
        return View(replace(self.state, op=op), self.settled, dead, recent)

    @property
    def settled_op(self) -> int:
        """The last change in the snapshot; 0 without one."""
        return self.settled.manifest.op if self.settled else 0

    @property
    def unsettled(self) -> int:
        """How much a search has to do beside the snapshot: recent passages, dead ones too."""
        return len(self.recent)

    @cached_property
    def live(self) -> np.ndarray:
        """The ids (n,) int64 of all passages that can be found, ascending."""
        return np.concatenate([catalogue.passages[alive] for catalogue, alive in self._alive])

    def nearest(self, question: np.ndarray, wanted: Filter, limit: int) -> Scores:
        """The passages of the greatest cosine, best first; fewer than `limit` only when fewer may be found."""
        old, new = self.chosen(wanted)
        found = self.recent.nearest(question, new, limit)
        if self.settled is not None:
            rows, cosines = self.settled.vectors.nearest(question, old, limit)
            found |= dict(zip(old.ids[rows].tolist(), cosines.tolist(), strict=True))
        # A passage without a vector has zeros in its place.
        return _best({key: cosine for key, cosine in found.items() if cosine != 0}, limit)

    def by_words(self, question: str, wanted: Filter, limit: int) -> Scores:
        """The passages with the question's words, best first, by BM25 over all passages."""
        old, new = self.chosen(wanted)
        asked = ask(question, self._store, self.recent.words)
        found = _scores(self.recent.words.best(asked, new, limit))
        if self.settled is not None:
            found |= _scores(self.settled.words.best(asked, old, wanted, limit))
        return _best(found, limit)

    def rarity(self, term: str) -> float:
        """The weight of a term, greater the fewer passages have it; in a small library all weigh much the same."""
        both = (self._store, self.recent.words)
        number = sum(words.documents for words in both)
        has = sum(words.doc_freq("text", term) for words in both)
        return log(1 + max(number, TELLING_LIBRARY) / (has + 1))

    def cosines(self, question: np.ndarray, passages: Collection[int], wanted: Filter) -> Scores:
        """Exactly, of those of these passages that may be found and have a vector."""
        ids = np.fromiter(passages, np.int64, len(passages))
        old, new = (chosen.rows_of(ids) for chosen in self.chosen(wanted))
        found = dict(
            zip(ids[new >= 0].tolist(), self.recent.cosines(question, new[new >= 0]).tolist(), strict=True)
        )
        if self.settled is not None:
            cosines = self.settled.vectors.cosines(question, old[old >= 0])
            found |= dict(zip(ids[old >= 0].tolist(), cosines.tolist(), strict=True))
        return {key: cosine for key, cosine in found.items() if cosine != 0}

    def described(self, passages: np.ndarray) -> Mapping[int, tuple[int, Label]]:
        """The document's key and the label of each of these passages that can be found."""
        found: dict[int, tuple[int, Label]] = {}
        for catalogue, alive in self._alive:
            rows = Chosen(catalogue.passages, alive).rows_of(passages)
            here, rows = passages[rows >= 0].tolist(), rows[rows >= 0]
            documents, labels = catalogue.documents[rows].tolist(), catalogue.labels[rows].tolist()
            found |= {
                passage: (document, catalogue.table[label])
                for passage, document, label in zip(here, documents, labels, strict=True)
            }
        return found

    def vectors(self, passages: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Of those of these passages that can be found, in two parts: ids (n,) int64, (n, dimension) float32."""
        (old, alive), (new, living) = self._alive
        rows = Chosen(new.passages, living).rows_of(passages)
        yield passages[rows >= 0], self.recent.vectors.first(len(new))[rows[rows >= 0]]
        if self.settled is not None:
            rows = Chosen(old.passages, alive).rows_of(passages)
            yield passages[rows >= 0], self.settled.vectors.of(rows[rows >= 0])

    def inner_problems(self) -> Iterator[str]:
        """What is wrong inside the snapshot, in sentences. Reads all of it."""
        if self.settled is None:
            return
        alive = ~self._dead
        if unsound := int(alive[self.settled.vectors.unsound()].sum()):
            yield f"{unsound} passages are not in FAISS as they should be"
        lacking = np.setdiff1d(self.settled.catalogue.passages[alive], self.settled.words.ids())
        if len(lacking):
            yield f"{len(lacking)} passages are not found by their words"


def _alive(settled: Settled | None, dead: np.ndarray, recent: Recent) -> Parts:
    """The catalogue of either part, and which of its rows can be found."""
    old = settled.catalogue if settled else Catalogue.of([])
    return [(old, ~dead), (recent.catalogue, ~recent.dead)]


def _chosen(parts: Parts, wanted: Filter) -> tuple[Chosen, Chosen]:
    """What of the snapshot and of the recent passages a search may find."""
    old, new = (Chosen(catalogue.passages, catalogue.allowed(wanted) & alive) for catalogue, alive in parts)
    return old, new


def _best(scores: Scores, limit: int) -> Scores:
    return dict(sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:limit])


def _scores(found: tuple[np.ndarray, np.ndarray]) -> Scores:
    return dict(zip(*(column.tolist() for column in found), strict=True))
