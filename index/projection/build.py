"""Writes a snapshot: what still lives of the last one, and what came since; or all of it anew from the library."""

from collections.abc import Callable, Iterator
from itertools import chain, islice, takewhile
from pathlib import Path

import numpy as np

from index.knowledge import Passage
from index.library import Library
from index.moment import PAGE, Moment, moment
from index.projection import snapshot
from index.projection.catalogue import Catalogue
from index.projection.snapshot import Manifest
from index.projection.view import Settled
from index.vectors.write import Kept, write_vectors
from index.words.write import write_words

CLEAR_BELOW = 0.75  # when so few of the words on disk are of passages that still live, all are written anew

Progress = Callable[[int, int, str], None]  # so many of so many are done, of what


def silent(_done: int, _all: int, _what: str) -> None:
    """Tell nobody."""


def build(
    folder: Path, library: Library, model: str, before: Settled | None, progress: Progress = silent
) -> Manifest:
    """A snapshot of the library as it is now. To be called while nobody else writes snapshots in the folder."""
    if before is not None and not len(before.catalogue):
        before = None  # nothing to build upon, not even the size of its vectors is one
    with moment(library.engine) as now:
        manifest = Manifest(library.identity, model, now.state().op)
        return snapshot.save(
            folder, manifest, lambda place: _Filling(now, model, before, progress).fill(place), library.vouch
        )


class _Filling:
    """One snapshot being written. Passages are read in ascending order of their ids, which no later one is below."""

    def __init__(self, now: Moment, model: str, before: Settled | None, progress: Progress) -> None:
        self._now, self._model, self._before, self._progress = now, model, before, progress
        self._kept = np.zeros(0, np.bool_)
        self._parts: list[Catalogue] = []
        self._after = 0
        if before is not None:
            changed = now.changed_since(before.manifest.op)
            self._kept = np.ones(len(before.catalogue), np.bool_)
            self._kept[before.catalogue.rows_of(changed)] = False
            self._parts.append(before.catalogue.only(self._kept))
            self._after = int(before.catalogue.passages[-1])
        self._total = now.passage_count() - int(self._kept.sum())

    def fill(self, place: Path) -> None:
        """Words and catalogue in one pass over the passages, then the vectors."""
        for name in ("words", "catalogue", "vectors"):
            (place / name).mkdir()
        before = self._before
        if before is None or before.words.passages < CLEAR_BELOW * before.words.documents:
            write_words(place / "words", chain(self._kept_passages(), self._passages()))
        else:
            gone = before.catalogue.passages[~self._kept].tolist()
            write_words(place / "words", self._passages(), before=before.words_folder, gone=gone)
        catalogue = Catalogue.joined(self._parts)
        catalogue.save(place / "catalogue")
        new = catalogue.passages[int(self._kept.sum()) :]
        blocks = self._vectors(new)
        first = next(blocks)
        write_vectors(
            place / "vectors",
            first.shape[1],
            chain([first], blocks),
            len(new),
            kept=Kept(before.vectors, self._kept) if before else None,
        )

    def _kept_passages(self) -> Iterator[Passage]:
        """Those of the last snapshot that still live."""
        return takewhile(lambda passage: passage.id <= self._after, self._now.every_passage())

    def _passages(self) -> Iterator[Passage]:
        """Those to be added; what the catalogue says of them is noted on the way."""
        passages = self._now.every_passage(self._after)
        done, table = 0, self._parts[0].table if self._parts else ()
        while some := list(islice(passages, PAGE)):
            self._parts.append(Catalogue.of(some, table))
            table = self._parts[-1].table
            yield from some
            done += len(some)
            self._progress(done, self._total, "words")

    def _vectors(self, ids: np.ndarray) -> Iterator[np.ndarray]:
        """A row for each of these passages, float16; zeros for one that has no vector, which no question is near."""
        done, dimension = 0, self._before.vectors.dimension if self._before else 1
        for found, halves in self._now.every_vector(self._model, self._after):
            upto, dimension = int(np.searchsorted(ids, found[-1], "right")), halves.shape[1]
            block = np.zeros((upto - done, dimension), np.float16)
            block[np.searchsorted(ids, found) - done] = halves
            yield block
            done = upto
            self._progress(done, len(ids), "vectors")
        yield np.zeros((len(ids) - done, dimension), np.float16)
