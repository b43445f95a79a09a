"""How the sources stand: what they hold, when they were read, when they are read next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desk.ports import Clock
from index.events import Event, EventKind, Events
from index.inventory import Inventory
from index.runs import Run, Runs
from ingest.schedule import LEASE, SourceState, due_at
from ingest.sources import Source

LOOKED_AT = 12  # runs that matter for when the next one is


@dataclass(frozen=True)
class Overview:
    """Looks at the library each time it is asked."""

    sources: Sequence[Source]
    runs: Runs
    inventory: Inventory
    events: Events
    clock: Clock

    def states(self) -> list[SourceState]:
        """Every source of the settings, in their order."""
        documents = self.inventory.documents()
        return [self._state(source, documents.get(source.name, 0)) for source in self.sources]

    def due(self) -> list[Source]:
        """The sources that it is time to read again."""
        now = self.clock()
        times = [
            (source, self._next(source, self.runs.history(source.name, LOOKED_AT))) for source in self.sources
        ]
        return [source for source, next_at in times if next_at and next_at <= now]

    def changes(self) -> list[Event]:
        """What sent replies relied on and is not so any more, newest first."""
        return self.events.newest({EventKind.DOCUMENT_CHANGED, EventKind.DOCUMENT_WITHDRAWN})

    def _state(self, source: Source, documents: int) -> SourceState:
        history = self.runs.history(source.name, LOOKED_AT)
        return SourceState(
            source=source,
            documents=documents,
            stale=self.inventory.stale_notes(source.name),
            last=history[0] if history else None,
            next_at=self._next(source, history),
            reading=bool(history) and history[0].goes_on(self.clock(), LEASE),
        )

    def _next(self, source: Source, history: Sequence[Run]) -> datetime | None:
        dates = self.inventory.look_again_at(source.name, history[0].begun_at if history else None)
        return due_at(source, history, dates, self.clock())
