"""The words of passages that changed since the snapshot, in memory, scored as the snapshot's are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.chosen import Chosen
from index.knowledge import Passage
from index.words.asked import FIELDS, Asked
from index.words.bm25 import kept_length, saturation
from index.words.terms import analysed_as, passage_terms

LATER: Final = np.iinfo(np.int32).max  # in place of a passage that is not there yet: after all that are


class _Columns:
    """Rows of numbers that grow at their ends. Who reads the first n needs no lock while one thread appends."""

    def __init__(self, rows: int, dtype: type[np.generic], unused: int) -> None:
        self._unused = unused
        self._size = 0
        self.all = np.full((rows, 4), unused, dtype)

    def append(self, *column: float) -> None:
        if self._size == self.all.shape[1]:
            larger = np.full((len(self.all), 2 * self._size), self._unused, self.all.dtype)
            larger[:, : self._size] = self.all
            self.all = larger
        self.all[:, self._size] = column
        self._size += 1


class RecentWords:
    """Passages in the order in which they were added, none ever taken out; one thread adds, any may look."""

    def __init__(self) -> None:
        self._postings: dict[
            tuple[str, str], _Columns
        ] = {}  # by field and term: number of the passage, how often
        self._lengths = _Columns(len(FIELDS), np.float64, 0)
        self._totals = _Columns(len(FIELDS), np.float64, 0)  # of the lengths, up to and with this passage
        self._languages: Counter[str] = Counter()
        self._total = [0.0] * len(FIELDS)
        self._number = 0

    def add(self, passages: Iterable[Passage]) -> None:
        """Views that were taken before do not see them."""
        for passage in passages:
            self._add(passage)

    def view(self) -> "RecentView":
        """Those that are there now."""
        return RecentView(self, self._number, dict(self._languages))

    def _add(self, passage: Passage) -> None:
        found = passage_terms(passage)
        for field in FIELDS:
            for term, often in Counter(found[field]).items():
                postings = self._postings.get((field, term))
                if postings is None:
                    postings = self._postings[field, term] = _Columns(2, np.int32, LATER)
                postings.append(self._number, often)
        lengths = [len(found[field]) for field in FIELDS]
        self._total = [total + length for total, length in zip(self._total, lengths, strict=True)]
        self._lengths.append(*map(kept_length, lengths))
        self._totals.append(*self._total)
        self._languages[analysed_as(passage.language)] += 1
        self._number += 1  # last: now views may see it

    def having(self, field: str, term: str, number: int) -> np.ndarray:
        """(2, m) int32: which of the first `number` passages have the term, ascending, and how often."""
        postings = self._postings.get((field, term))
        if postings is None:
            return np.empty((2, 0), np.int32)
        columns = postings.all
        return columns[:, : np.searchsorted(columns[0], number)]

    def lengths(self, number: int) -> np.ndarray:
        """(fields, number) float64, as BM25 takes them."""
        return self._lengths.all[:, :number]

    def totals(self, number: int) -> list[float]:
        """The lengths of the first `number` passages, in all, by field."""
        return self._totals.all[:, number - 1].tolist() if number else [0.0] * len(FIELDS)


@dataclass(frozen=True, eq=False)
class RecentView:
    """The first `documents` of the recent passages; what is added later does not show."""

    words: RecentWords
    documents: int
    languages: Mapping[str, int]

    @property
    def averages(self) -> dict[str, float]:
        """Terms in a passage by field."""
        totals = self.words.totals(self.documents)
        return {field: total / (self.documents or 1) for field, total in zip(FIELDS, totals, strict=True)}

    def doc_freq(self, field: str, term: str) -> int:
        """How many of them have the term in this field."""
        return len(self.words.having(field, term, self.documents)[0])

    def best(self, asked: Asked, chosen: Chosen, limit: int) -> tuple[np.ndarray, np.ndarray]:
        """Passage ids int64 and scores float32, best first, at most `limit`; `chosen` has these passages as rows."""
        scores = np.where(chosen.mask, self._scores(asked), 0.0)
        rows = np.flatnonzero(scores)
        if len(rows) > limit:
            least = np.partition(scores[rows], -limit)[-limit]
            rows = rows[scores[rows] >= least]
        rows = rows[np.argsort(-scores[rows], kind="stable")][:limit]
        return chosen.ids[rows], scores[rows].astype(np.float32)

    def _scores(self, asked: Asked) -> np.ndarray:
        """(documents,): 0 where no term is."""
        scores = np.zeros(self.documents)
        lengths = dict(zip(FIELDS, self.words.lengths(self.documents), strict=True))
        for field, term, weight in asked.weights:
            rows, often = self.words.having(field, term, self.documents)
            if len(rows):
                scores[rows] += weight * saturation(often, lengths[field][rows], asked.averages[field])
        return scores
