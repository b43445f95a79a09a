"""FAISS and tantivy, derived from the library and kept in step with it: every search sees one moment of it."""

import logging
from dataclasses import replace
from pathlib import Path
from threading import Lock, Thread

import numpy as np

from index.errors import KnowledgeError
from index.library import Library
from index.moment import Moment, State, moment
from index.projection import snapshot
from index.projection.build import Progress
from index.projection.snapshots import Snapshots
from index.projection.view import Settled, View

# Passages beside the snapshot before a new one is written: in the background while searches go on, or, for a process
# that just starts, before the first one. Each of them costs every search about a microsecond.
SETTLE_AT = 2000
SETTLE_FIRST = 10_000
log = logging.getLogger(__name__)


class Projection:
    """Holds the newest view. Searches of several threads share it; one thread at a time brings it up to date."""

    def __init__(self, library: Library, model: str, said: str | None, folder: Path) -> None:
        """`model`, which the settings call `said`, is the one that a library without any vectors is searched by."""
        self._library = library
        self._model, self._said = model, said
        self.snapshots = Snapshots(library, folder)
        self._lock = Lock()
        self._held: View | None = None
        self._settling: Thread | None = None
        self._settle_at = SETTLE_AT

    def view(self) -> View:
        """The library as it is now, with what other processes did. Raises KnowledgeError when it cannot be had."""
        held = self._held
        if held is not None and held.state == self._stand(self._library.state()):
            return held
        with self._lock:
            # What views share is not trusted after an error in here.
            held, self._held = self._held, None
            view = self._held = self._current(held)
            if view.unsettled > self._settle_at and not self.settling:
                settling = Thread(target=self._settle, args=(view,), name="settle the index")
                settling.start()
                self._settling = settling  # which others may wait for, now that it runs
        return view

    def upto(self, now: Moment) -> View | None:
        """The view of this moment; None when a search has gone past it, or another model is searched by."""
        with self._lock:
            held, self._held = self._held, None  # as above
            state = self._stand(now.state())
            if held is None or held.state.model != state.model or held.state.op > state.op:
                self._held = held
                return None
            view = self._held = followed(held, now)
        return view

    @property
    def settling(self) -> bool:
        """Whether this process is writing a snapshot in the background."""
        return self._settling is not None and self._settling.is_alive()

    def wait(self) -> None:
        """Until it is written."""
        if self._settling is not None:
            self._settling.join()

    def manifest(self) -> snapshot.Manifest | None:
        """Of the snapshot on disk, good or not; None when there is none."""
        return snapshot.read(self.snapshots.folder, self._stand(self._library.state()).name)

    def rebuild(self, progress: Progress) -> None:
        """Derive everything anew from the library, trusting no file, and search by its model from now on."""
        state = self._stand(self._library.state())
        self.snapshots.write_anew(state, progress)
        self.snapshots.keep_only(state)
        with self._lock:
            self._held = None

    def stats(self) -> dict[str, object]:
        """Figures for a person: what of the library lies in the snapshot, and how large that is."""
        manifest = self.manifest()
        sizes = snapshot.sizes(self.snapshots.folder, manifest) if manifest else {}
        return {
            "snapshot_op": manifest.op if manifest else None,
            "snapshot_bytes": sum(sizes.values()),
            "snapshot_parts": sizes,
            "beside_the_snapshot": self.view().unsettled,
        }

    def _stand(self, state: State) -> State:
        return state if state.model is not None else replace(state, model=self._model, said=self._said)

    def _current(self, held: View | None) -> View:
        """Up to now, all of it read at one moment."""
        with moment(self._library.engine) as now:
            state = self._stand(now.state())
            if held is not None and held.state.model == state.model and held.state.op <= state.op:
                return followed(held, now)
            # The first look, another model, or a library that was put back from a copy.
            opened = View.of(state, self.snapshots.newest(now, state))
            if not _far_behind(opened, now):
                return followed(opened, now)
        log.info("much changed since the last snapshot: the index is brought up to date first")
        return self._upon(self.snapshots.write(state, opened.settled, _told), state)

    def _settle(self, view: View) -> None:
        """In the background: what is recent goes into a snapshot, and the view is put upon it."""
        state = view.state
        try:
            with moment(self._library.engine) as now:
                newest = self.snapshots.newest(now, state)
            if newest is None or newest.manifest.op <= view.settled_op:  # else another process wrote one
                newest = self.snapshots.write(state, newest, wait=False)
            if newest is None:  # another process is at it: not before some more has changed
                self._settle_at = view.unsettled + SETTLE_AT // 4
            else:
                self._replace(self._upon(newest, state))
        except KnowledgeError as error:
            self._settle_at = 2 * view.unsettled  # not again at once
            log.warning("%s; searches go on, and become slower with each change", error)

    def _upon(self, settled: Settled | None, state: State) -> View:
        with moment(self._library.engine) as now:
            return followed(View.of(state, settled), now)

    def _replace(self, view: View) -> None:
        """When there is news by now, the next search adds it."""
        with self._lock:
            if self._held is not None and self._held.state.model == view.state.model:
                self._held = view
        self._settle_at = SETTLE_AT


def followed(view: View, now: Moment) -> View:
    """The view after all that happened up to this moment, which is of the same model."""
    op = now.state().op
    if view.state.op == op:
        return view
    changed = now.changed_since(view.state.op)
    passages = sorted(now.passages(changed), key=lambda passage: passage.id)
    ids = [passage.id for passage in passages]
    found, halves = now.vectors(ids, view.state.name)
    # Zeros where there is none: near to no question.
    vectors = np.zeros((len(ids), halves.shape[1]), np.float32)
    vectors[np.searchsorted(ids, found)] = halves
    return view.changed(op, changed, passages, vectors)


def _far_behind(view: View, now: Moment) -> bool:
    """Whether too much changed since the snapshot to be searched beside it."""
    return now.passage_count(now.changed_since(view.state.op)) > SETTLE_FIRST


def _told(done: int, total: int, what: str) -> None:
    if done == total or done % 100_000 == 0:
        log.info("%s of %s passages: %s", done, total, what)
