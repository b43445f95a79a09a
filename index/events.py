"""What people should hear of: each happening is told once, however often it is noticed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import Engine, Row, Select, insert, select

from index.database import writing
from index.knowledge import DocumentId
from index.schema import event


class EventKind(Enum):
    """What sort of happening it is."""

    NOTE_STALE = "note_stale"  # a note is past its review date
    DOCUMENT_CHANGED = "document_changed"  # sent replies relied on what it said before
    DOCUMENT_WITHDRAWN = "document_withdrawn"  # sent replies relied on it
    SOURCE_FAILED = "source_failed"  # a source could not be read


@dataclass(frozen=True)
class Event:
    """One happening. `key` is the same for the same happening; `seq` grows, and is where to go on."""

    seq: int
    at: datetime
    kind: EventKind
    key: str
    document_id: DocumentId | None = None
    said: Mapping[str, Any] = field(default_factory=dict)  # what a front needs to tell it


class Events:
    """The happenings in SQL."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(
        self,
        kind: EventKind,
        key: str,
        document_id: DocumentId | None,
        said: Mapping[str, Any],
        at: datetime,
    ) -> bool:
        """Note a happening; False when one of this key was noted before."""
        row = {"at": at, "kind": kind.value, "key": key, "document_id": document_id, "said": dict(said)}
        with writing(self._engine) as connection:
            if connection.scalar(select(event.c.seq).where(event.c.key == key)) is not None:
                return False
            connection.execute(insert(event).values(**row))
            return True

    def after(self, cursor: int, limit: int = 100) -> list[Event]:
        """What was noted after the one with this `seq` (0: from the beginning), oldest first."""
        return self._read(select(event).where(event.c.seq > cursor).order_by(event.c.seq).limit(limit))

    def newest(self, kinds: Collection[EventKind], limit: int = 20) -> list[Event]:
        """The newest of these kinds, newest first."""
        wanted = event.c.kind.in_([kind.value for kind in kinds])
        return self._read(select(event).where(wanted).order_by(event.c.seq.desc()).limit(limit))

    def _read(self, query: Select[Any]) -> list[Event]:
        with self._engine.connect() as connection:
            return [_event_of(row) for row in connection.execute(query)]


def _event_of(row: Row[Any]) -> Event:
    document_id = None if row.document_id is None else DocumentId(row.document_id)
    return Event(row.seq, row.at, EventKind(row.kind), row.key, document_id, row.said)
