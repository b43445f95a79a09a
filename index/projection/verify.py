"""Proof that what is searched is what the library says."""

from collections.abc import Iterator
from itertools import islice

import numpy as np

from index.knowledge import Document, DocumentId, Passage
from index.library import Library
from index.moment import PAGE, Moment, moment
from index.projection import snapshot
from index.projection.build import Progress
from index.projection.catalogue import Label, key_of, label_of
from index.projection.projection import Projection
from index.projection.view import View

REBUILD = "run `assist index rebuild`"


def problems(library: Library, projection: Projection, progress: Progress) -> list[str]:
    """Each problem in a sentence; [] when there is none. Reads everything once, all of it at one moment."""
    found = list(_damage(projection))
    while True:
        projection.view()
        with moment(library.engine) as now:
            if (view := projection.upto(now)) is not None:  # else another thread has gone past it
                return [*found, *_Proof(library, now, view, progress).problems()]


def _damage(projection: Projection) -> Iterator[str]:
    folder, manifest = projection.snapshots.folder, projection.manifest()
    if manifest is not None and (damage := snapshot.damage(folder, manifest)):
        yield f"{damage}; {REBUILD}"


class _Proof:
    """One look at everything."""

    def __init__(self, library: Library, now: Moment, view: View, progress: Progress) -> None:
        self._library, self._now, self._view, self._progress = library, now, view, progress
        self._document: Document | None = None
        self._unlike = self._lost = self._mislabelled = 0

    def problems(self) -> Iterator[str]:
        """In the order of their weight."""
        total, live = self._now.passage_count(), []
        passages = self._now.every_passage()
        while some := list(islice(passages, PAGE)):
            live += [passage.id for passage in some]
            yield from filter(None, map(self._text, some))
            self._compare(some)
            self._progress(len(live), total, "verified")
        if not np.array_equal(self._view.live, live):
            yield f"the passages that are searched are not those of the library; {REBUILD}"
        if self._mislabelled:
            yield f"{self._mislabelled} passages are searched under a wrong audience, kind or product; {REBUILD}"
        if self._lost:
            yield f"{self._lost} passages have no vector; {REBUILD}"
        if self._unlike:
            yield f"{self._unlike} passages are searched by vectors that are not the library's; {REBUILD}"
        yield from (f"{said}; {REBUILD}" for said in self._view.inner_problems())

    def _text(self, passage: Passage) -> str | None:
        """What is wrong when a passage is not what its document says where it lies."""
        if self._document is None or (self._document.id, self._document.version) != _version(passage):
            self._document = self._library.document(*_version(passage))
        its = self._document.text[passage.start : passage.end] if self._document else ""
        if passage.text == its and len(its) == passage.end - passage.start and its:
            return None
        where = f"{passage.document_id!r} at {passage.start}:{passage.end}"
        return f"passage {passage.id} is not the text of {where}; run `assist ingest --full`"

    def _compare(self, passages: list[Passage]) -> None:
        """What the projections have of these beside what the library has."""
        ids = np.array([passage.id for passage in passages], np.int64)
        found, halves = self._now.vectors(ids.tolist(), self._view.state.model or "")
        self._lost += len(ids) - len(found)
        for held, vectors in self._view.vectors(found):
            theirs = halves[np.searchsorted(found, held)].astype(np.float32)
            self._unlike += (
                len(held) if vectors.shape != theirs.shape else int((vectors != theirs).any(axis=1).sum())
            )
        described = self._view.described(ids)
        self._mislabelled += sum(
            described.get(passage.id, _said(passage)) != _said(passage) for passage in passages
        )


def _version(passage: Passage) -> tuple[DocumentId, int]:
    return passage.document_id, passage.version


def _said(passage: Passage) -> tuple[int, Label]:
    return key_of(passage.document_id), label_of(passage)
