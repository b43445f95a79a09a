"""What happened is told once, in order, from where somebody stopped."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from index.database import open_engine
from index.events import EventKind, Events
from index.knowledge import DocumentId
from tests.builders import NOON


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty library of each sort."""
    sqlite = f"sqlite:///{tmp_path / 'library.db'}"
    engine = open_engine(sqlite if request.param == "sqlite" else request.getfixturevalue("postgres_url"))
    yield engine
    engine.dispose()


@pytest.fixture
def events(engine: Engine) -> Events:
    return Events(engine)


def note(events: Events, key: str, kind: EventKind = EventKind.NOTE_STALE) -> bool:
    return events.record(kind, key, DocumentId("notes/a.md"), {"title": "„A“"}, NOON)


def test_a_happening_is_noted_once_however_often_it_is_noticed(events: Events) -> None:
    assert note(events, "stale:a:2026-10-31")
    assert not note(events, "stale:a:2026-10-31")
    assert note(events, "stale:a:2027-10-31")
    assert [event.key for event in events.after(0)] == ["stale:a:2026-10-31", "stale:a:2027-10-31"]


def test_an_event_comes_back_as_it_was(events: Events) -> None:
    note(events, "a")
    (event,) = events.after(0)
    assert (event.kind, event.document_id, event.said) == (
        EventKind.NOTE_STALE,
        "notes/a.md",
        {"title": "„A“"},
    )
    assert event.at == NOON


def test_reading_goes_on_where_it_stopped(events: Events) -> None:
    for number in range(5):
        note(events, str(number))
    first = events.after(0, limit=2)
    rest = events.after(first[-1].seq)
    assert [event.key for event in [*first, *rest]] == ["0", "1", "2", "3", "4"]
    assert events.after(rest[-1].seq) == []


def test_the_newest_of_some_kinds_come_first(events: Events) -> None:
    note(events, "a", EventKind.DOCUMENT_CHANGED)
    note(events, "b", EventKind.SOURCE_FAILED)
    note(events, "c", EventKind.DOCUMENT_WITHDRAWN)
    kinds = {EventKind.DOCUMENT_CHANGED, EventKind.DOCUMENT_WITHDRAWN}
    assert [event.key for event in events.newest(kinds)] == ["c", "a"]
    assert [event.key for event in events.newest(kinds, limit=1)] == ["c"]


def test_who_notices_at_the_same_moment_notes_it_once(events: Events) -> None:
    with ThreadPoolExecutor(8) as threads:
        noted = list(threads.map(lambda number: note(events, str(number % 3)), range(24)))
    assert sum(noted) == 3
    assert len(events.after(0)) == 3
