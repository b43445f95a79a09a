"""The snapshots of one library in one folder: the newest that can be trusted, and new ones."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.errors import DamagedSnapshot, unwritable
from index.library import Library
from index.moment import Moment, State, moment
from index.projection import snapshot
from index.projection.build import Progress, build, silent
from index.projection.view import Settled

log = logging.getLogger(__name__)


class Snapshots:
    """Several processes may read and write them."""

    def __init__(self, library: Library, folder: Path) -> None:
        self._library = library
        self.folder = folder

    def newest(self, now: Moment, state: State) -> Settled | None:
        """The one for this model, if it is whole and of this library's past."""
        manifest = snapshot.read(self.folder, state.name)
        if manifest is None or manifest.library != self._library.identity:
            return None
        if manifest.op > state.op or now.op_of_snapshot(manifest.token) != manifest.op:
            return None
        try:
            if (damage := snapshot.damage(self.folder, manifest)) is None:
                return Settled.open(self.folder, manifest)
        except (DamagedSnapshot, OSError, ValueError) as error:
            damage = str(error)
        if snapshot.read(self.folder, state.name) != manifest:
            return self.newest(now, state)  # another process wrote a newer one and took this one away
        log.warning("%s; what it held is derived from the library again", damage)
        return None

    def write_anew(self, state: State, progress: Progress) -> None:
        """One of the state's model, from the library alone, whatever there is. Raises ProjectionUnavailable."""
        with self._writing(wait=True):
            build(self.folder, self._library, state.name, None, progress)
            snapshot.clean(self.folder)
        self._library.tidy()

    def write(
        self, state: State, before: Settled | None, progress: Progress = silent, *, wait: bool = True
    ) -> Settled | None:
        """A new one of the state's model, upon the one before, or what another process wrote since.

        None when another process is writing one and we do not wait for it. Raises ProjectionUnavailable.
        """
        with self._writing(wait=wait) as ours:
            if not ours:
                return None
            if snapshot.read(self.folder, state.name) != (before.manifest if before else None):
                before = self._latest(state)
            manifest = build(self.folder, self._library, state.name, before, progress)
            written = Settled.open(self.folder, manifest)  # before another process may take it away
            snapshot.clean(self.folder)
        self._library.tidy()
        return written

    @contextmanager
    def _writing(self, *, wait: bool) -> Iterator[bool]:
        try:
            with snapshot.writing(self.folder, wait=wait) as ours:
                yield ours
        except (OSError, RuntimeError, ValueError) as error:
            raise unwritable(self.folder, error) from error

    def _latest(self, state: State) -> Settled | None:
        with moment(self._library.engine) as now:
            return self.newest(now, replace(state, op=now.state().op))

    def keep_only(self, state: State) -> None:
        """Take away the snapshots for other models than this one's."""
        with snapshot.writing(self.folder, wait=True):
            snapshot.clean(self.folder, state.name)
