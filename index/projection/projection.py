"""FAISS and tantivy, derived from the library and kept in step with it: every search sees one moment of it."""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import numpy as np

from index.embedding.embedded import Embedded
from index.errors import other_model
from index.knowledge import DocumentId
from index.library import Library
from index.projection import snapshot
from index.projection.catalogue import Catalogue
from index.projection.snapshot import Manifest
from index.vectors.flat import Vectors
from index.words.store import Words, WordSearcher

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
        self._held: tuple[View, Words] | None = None

    def view(self) -> View:
        """The library as it is now, with what other processes did. Raises OtherModel."""
        held, op = self._held, self._op()
        if held is not None and held[0].op == op:
            return held[0]
        with self._lock:
            self._held = self._current()
            return self._held[0]

    def reload(self) -> None:
        """Derive everything again, trusting no file."""
        with self._lock:
            view, words = self._derived(Vectors(), self._op())
            self._held = self._merged(view), words

    def check_model(self) -> None:
        """Raises OtherModel when the library is searched by another model's vectors."""
        self._op()

    def _op(self) -> int:
        state = self._library.state()
        if state.model is not None and state.model != self._model:
            raise other_model(state.model, self._model)
        return state.op

    def _current(self) -> tuple[View, Words]:
        """Up to now. The op is asked for first: what comes after it is seen twice, not never."""
        op = self._op()
        if self._held is None or op < self._held[0].op:  # less: the library was put back from a copy
            return self._opened(op)
        view, words = self._held
        if view.op != op:
            view = self._with(view, words, op, self._library.changed_since(view.op))
        return (view if view.vectors.later <= LATER_LIMIT else self._merged(view)), words

    def _opened(self, op: int) -> tuple[View, Words]:
        """From the snapshot where there is a good one."""
        found = snapshot.find(self._folder, self._library.identity, self._model, op)
        view, words = self._derived(Vectors.read(found) if found else Vectors(), op)
        good = found and view.vectors.later <= LATER_LIMIT
        return (view if good else self._merged(view)), words

    def _derived(self, vectors: Vectors, op: int) -> tuple[View, Words]:
        """Everything live, on these vectors."""
        words = Words()
        nothing = View(0, Catalogue({}), vectors, words.searcher())
        return self._with(nothing, words, op, self._library.live()), words

    def _with(self, view: View, words: Words, op: int, changed: Collection[DocumentId]) -> View:
        """The view after these documents changed."""
        passages = list(self._library.passages(changed))
        lacking = np.setdiff1d([passage.id for passage in passages], view.vectors.ids)
        vectors = view.vectors.added(*self._embedded.of(lacking.tolist()))
        words.replace(changed, passages)
        return View(op, view.catalogue.replaced(changed, passages), vectors, words.searcher())

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
