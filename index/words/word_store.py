"""The words of a snapshot, on disk: which of its passages have those of a question."""

from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any, Final

import numpy as np

from index.chosen import Chosen
from index.errors import DamagedSnapshot
from index.projection.catalogue import Filter
from index.words.asked import Asked
from index.words.bm25 import rarity
from index.words.document import limits, schema
from index.words.engine import tantivy
from index.words.note import Note, read_note

OPEN_SHARE: Final = 0.05  # of the passages: when fewer may be found, tantivy is told which
SPARE: Final = 1.25  # how many more are looked for than should be needed
Found = tuple[np.ndarray, np.ndarray]  # passage ids (n,) int64 and scores (n,) float32, best first


class WordStore:
    """What was written into a folder; it never changes. Several threads may search it."""

    def __init__(self, searcher: Any, note: Note) -> None:
        self._searcher = searcher
        self.documents = note.documents  # with those that are gone but not yet cleared away: BM25 counts them
        self.languages = note.languages
        self.averages = note.averages
        self.doc_freq = lru_cache(maxsize=65536)(searcher.doc_freq)

    @classmethod
    def open(cls, folder: Path) -> "WordStore":
        """Map the files into memory. Raises DamagedSnapshot when one is missing, cut short or not of this format."""
        try:
            note = read_note(folder)
            index = tantivy().Index.open(str(folder))
        except (OSError, ValueError) as error:
            raise _damaged(folder, str(error)) from error
        index.config_reader("manual")
        return cls(index.searcher(), note)

    @property
    def passages(self) -> int:
        """How many passages can be found in it."""
        number: int = self._searcher.num_docs
        return number

    def ids(self) -> np.ndarray:
        """All passages in it: (n,) int64, in no order."""
        return self._search(tantivy().Query.all_query(), max(1, self.passages))[0]

    def best(self, asked: Asked, chosen: Chosen, wanted: Filter, limit: int) -> Found:
        """The best `limit` passages that are `chosen`, or all that have a word asked for; `wanted` chose them."""
        query = self._query(asked)
        if not asked or not chosen.count:
            return self._search(tantivy().Query.empty_query(), limit)
        share = chosen.count / len(chosen.ids)
        if share >= OPEN_SHARE:
            found, more = self._some(query, chosen, limit, ceil(SPARE * limit / share))
            if not more:
                return found
        must = tantivy().Occur.Must
        within = tantivy().Query.boolean_query([(must, query), *[(must, each) for each in limits(wanted)]])
        depth, more = limit, True
        while more:
            depth = ceil(depth * SPARE)
            found, more = self._some(within, chosen, limit, depth)
        return found

    def _some(self, query: Any, chosen: Chosen, limit: int, depth: int) -> tuple[Found, bool]:
        """The chosen among the best `depth`; True when they are fewer than `limit` and there may be more."""
        ids, scores = self._search(query, depth)
        kept = chosen.rows_of(ids) >= 0
        more = len(ids) == depth and int(np.count_nonzero(kept)) < limit
        return (ids[kept][:limit], scores[kept][:limit]), more

    def _search(self, query: Any, depth: int) -> Found:
        # tantivy makes room for as many as are asked for, and a heap too large ends the process.
        hits = self._searcher.search(query, min(depth, max(1, self.passages)), count=False).hits
        ids = self._searcher.fast_field_values("passage", [address for _, address in hits])
        return np.array(ids, np.int64), np.array([score for score, _ in hits], np.float32)

    def _query(self, asked: Asked) -> Any:
        """One flat union of terms: the only shape in which tantivy passes over what cannot be among the best.

        tantivy weighs a term by its own count of it; the boost puts the weight of the question in place of that.
        """
        query, should = tantivy().Query, tantivy().Occur.Should
        boosts = [
            (field, term, weight / rarity(has, self.documents))
            for field, term, weight in asked.weights
            if (has := self.doc_freq(field, term))
        ]
        return query.boolean_query(
            [
                (should, query.boost_query(query.term_query(schema(), field, term, "freq"), boost))
                for field, term, boost in boosts
            ]
        )


def _damaged(folder: Path, why: str) -> DamagedSnapshot:
    return DamagedSnapshot(f"the words in {str(folder)!r} cannot be read ({why}); run `assist index rebuild`")
