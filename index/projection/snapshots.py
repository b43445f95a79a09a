"""The snapshots of one library in one folder: the newest that can be trusted, and new ones."""

import logging
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

    def write(
        self, state: State, before: Settled | None, progress: Progress = silent, *, wait: bool = True
    ) -> Settled | None:
        """A new one of the state's model, upon the one before or (None) from the library alone.

        None when another process is writing one and we do not wait for it. Raises ProjectionUnavailable.
        """
        try:
            with snapshot.writing(self.folder, wait=wait) as ours:
                if not ours:
                    return None
                if before is not None and snapshot.read(self.folder, state.name) != before.manifest:
                    before = self._latest(state)  # another process wrote a newer one and took this one away
                manifest = build(self.folder, self._library, state.name, before, progress)
                snapshot.clean(self.folder)
        except (OSError, RuntimeError, ValueError) as error:
            raise unwritable(self.folder, error) from error
        self._library.tidy()
        return Settled.open(self.folder, manifest)

    def _latest(self, state: State) -> Settled | None:
        with moment(self._library.engine) as now:
            return self.newest(now, replace(state, op=now.state().op))

    def keep_only(self, state: State) -> None:
        """Take away the snapshots for other models than this one's."""
        with snapshot.writing(self.folder, wait=True):
            snapshot.clean(self.folder, state.name)
