"""FAISS and tantivy, derived from the library and kept in step with it: every search sees one moment of it."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import numpy as np

from index import snapshot
from index.catalogue import Catalogue
from index.embedded import Embedded
from index.errors import other_model
from index.knowledge import DocumentId
from index.library import Library
from index.snapshot import Manifest
from index.vectors import Vectors
from index.words import Words, WordSearcher

LATER_LIMIT = 2000  # vectors beside the main part before both are made one and written to the snapshot
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class View:
    """The library at one moment, ready to be searched; `op` is the last change in it."""

    op: int
    catalogue: Catalogue
    vectors: Vectors
    words: WordSearcher


class Projection:
    """Holds the newest view. Searches of several threads share it; one thread at a time brings it up to date."""

    def __init__(self, library: Library, model: str, folder: Path) -> None:
        self._library = library
        self._model = model
        self._folder = folder
        self._embedded = Embedded(library.engine, model)
        self._lock = Lock()
        self._words = Words()
        self._view: View | None = None

    def view(self) -> View:
        """The library as it is now, with what other processes did. Raises OtherModel."""
        view, op = self._view, self._op()
        if view is not None and view.op == op:
            return view
        with self._lock:
            if self._view is None:
                self._view = self._opened()
            elif self._view.op != op:
                self._view = self._followed(self._view)
            return self._view

    def reload(self) -> View:
        """Derive everything again, trusting no file."""
        with self._lock:
            self._words = Words()
            self._view = self._merged(self._from(Vectors(), self._op(), self._library.live()))
            return self._view

    def check_model(self) -> None:
        """Raises OtherModel when the library is searched by another model's vectors."""
        self._op()

    def _op(self) -> int:
        state = self._library.state()
        if state.model is not None and state.model != self._model:
            raise other_model(state.model, self._model)
        return state.op

    def _opened(self) -> View:
        """The first view, on the snapshot where there is a good one."""
        op = self._op()
        found = snapshot.find(self._folder, self._library.identity, self._model, op)
        vectors = Vectors.read(found) if found else Vectors()
        view = self._from(vectors, op, self._library.live())
        return view if found and vectors.later <= LATER_LIMIT else self._merged(view)

    def _from(self, vectors: Vectors, op: int, live: Collection[DocumentId]) -> View:
        """A view on these vectors, before anything else is known."""
        return self._with(View(0, Catalogue({}), vectors, self._words.searcher()), op, live)

    def _followed(self, view: View) -> View:
        """The view after what changed since. The op is asked for first: what comes between is seen twice, not never."""
        op = self._op()
        view = self._with(view, op, self._library.changed_since(view.op))
        return view if view.vectors.later <= LATER_LIMIT else self._merged(view)

    def _with(self, view: View, op: int, changed: Collection[DocumentId]) -> View:
        passages = list(self._library.passages(changed))
        lacking = np.setdiff1d([passage.id for passage in passages], view.vectors.ids)
        self._words.replace(changed, passages)
        return View(
            op,
            view.catalogue.replaced(changed, passages),
            view.vectors.added(*self._embedded.of(lacking.tolist())),
            self._words.searcher(),
        )

    def _merged(self, view: View) -> View:
        """The same, with all vectors of live passages in the main part, and that on disk."""
        merged = replace(view, vectors=view.vectors.merged(view.catalogue.passages))
        manifest = Manifest(self._library.identity, self._model, view.op)
        try:
            snapshot.save(self._folder, manifest, merged.vectors.write)
        except (OSError, RuntimeError) as error:
            log.warning(
                "the snapshot in %r was not written, the next start is slower: %s", str(self._folder), error
            )
        return merged
