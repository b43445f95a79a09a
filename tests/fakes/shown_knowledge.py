"""Knowledge as the web desk shows it: whatever a test says, and a memory of what was handed over."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from index.events import Event
from index.inventory import Made
from index.knowledge import Audience, DocumentId
from ingest.errors import BadSource
from ingest.placing import Added, Arrival
from ingest.schedule import SourceState


@dataclass
class ShownKnowledge:
    """States and events to show; `refusing` and `waiting` are what comes of every file."""

    shown: list[SourceState] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    added: list[tuple[str, str, bytes]] = field(default_factory=list)
    refusing: str | None = None
    waiting: str | None = None  # why what is added is not found yet

    def states(self) -> Sequence[SourceState]:
        return self.shown

    def changes(self) -> Sequence[Event]:
        return self.events

    def add(self, source: str, files: Sequence[tuple[str, bytes]]) -> Sequence[Added]:
        if source not in {state.source.name for state in self.shown}:
            raise BadSource(f"no source is called {source!r}")
        self.added += [(source, name, content) for name, content in files]
        made = [Made(DocumentId(f"{source}/a.md"), "Reset <b>now</b>", Audience.INTERNAL, 1, 2)]
        if self.refusing:
            return [Added(name, Arrival.REFUSED, reason=self.refusing) for name, _ in files]
        if self.waiting:
            return [Added(name, Arrival.NEW, reason=self.waiting) for name, _ in files]
        return [Added(name, Arrival.NEW, made) for name, _ in files]
