"""What the library tells of itself, on each database."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.database import open_engine
from index.inventory import Inventory
from index.items import Item, Parcel
from index.knowledge import Audience, Document, DocumentId, Kind
from index.search import Index
from tests.builders import NOON, a_document
from tests.index.embedders import WordEmbedder
from tests.index.putting import an_item, lines, put

NOTE = replace(
    a_document("E17 means blocked.\nRinse it.", id="notes/e17.md", kind=Kind.SME_NOTE, title="E17"),
    source="notes",
)
STALE = replace(NOTE, meta={"owner": "sam", "review_by": "2026-10-31", "stale_since": "2026-10-31"})


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def library_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each sort."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'library.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def index(library_url: str, tmp_path: Path) -> Iterator[Index]:
    """An index on it."""
    index = Index.open(library_url, tmp_path / "index", WordEmbedder())
    yield index
    index.close()


@pytest.fixture
def inventory(index: Index, library_url: str) -> Iterator[Inventory]:
    """What is told of it, as by another process."""
    engine = open_engine(library_url)
    yield Inventory(engine)
    engine.dispose()


def put_note(index: Index, note: Document) -> None:
    put(index, note, item=an_item(note.id, source=note.source))


def test_documents_are_counted_by_source_while_they_can_be_found(index: Index, inventory: Inventory) -> None:
    put_note(index, NOTE)
    put_note(index, replace(NOTE, id=DocumentId("notes/b.md")))
    put(index, a_document())
    assert inventory.documents() == {"notes": 2, "sheets": 1}
    index.withdraw([NOTE.id], NOON)
    assert inventory.documents() == {"notes": 1, "sheets": 1}


def test_the_notes_of_somebody_are_live_and_those_to_look_at_come_first(
    index: Index, inventory: Inventory
) -> None:
    fresh = replace(
        NOTE, id=DocumentId("notes/a.md"), meta={"owner": "Sam", "review_by": "2027-01-31"}, title="A"
    )
    put_note(index, fresh)
    put_note(index, replace(NOTE, id=DocumentId("notes/b.md"), meta={"owner": "sam"}, title="B"))
    put_note(index, STALE)
    put_note(index, replace(NOTE, id=DocumentId("notes/c.md"), meta={"owner": "lena"}))
    put_note(index, replace(NOTE, id=DocumentId("notes/gone.md"), meta={"owner": "sam"}))
    index.withdraw([DocumentId("notes/gone.md")], NOON)
    assert [(one.title, one.review_by, one.stale) for one in inventory.notes_of("sam")] == [
        ("E17", date(2026, 10, 31), True),
        ("A", date(2027, 1, 31), False),
        ("B", None, False),
    ]
    assert inventory.notes_of("nobody") == []


def test_stale_notes_are_those_whose_current_version_is_marked(index: Index, inventory: Inventory) -> None:
    later = replace(STALE, id=DocumentId("notes/b.md"), meta={"stale_since": "2026-11-05"})
    for note in (later, STALE, replace(NOTE, id=DocumentId("notes/c.md"))):
        put_note(index, note)
    put(index, replace(a_document(), meta={"stale_since": "2026-01-01"}))  # a data sheet is nobody's note
    found = inventory.stale_notes()
    assert [(note.id, note.owner, note.review_by) for note in found] == [
        ("notes/e17.md", "sam", date(2026, 10, 31)),
        ("notes/b.md", None, date(2026, 11, 5)),
    ]
    assert inventory.stale_notes("sheets") == []
    put_note(index, NOTE)
    index.withdraw([later.id], NOON)
    assert inventory.stale_notes("notes") == []


def test_only_what_had_been_there_before_has_changed(index: Index, inventory: Inventory) -> None:
    put_note(index, NOTE)
    op, changed = inventory.changed_after(0)
    assert (op, changed) == (1, [])
    put_note(index, replace(NOTE, text="E17 means nothing."))
    put(index, a_document())
    index.withdraw([a_document().id], NOON)
    op, changed = inventory.changed_after(op)
    assert [(one.id, one.version, one.withdrawn_at) for one in changed] == [
        (a_document().id, 1, NOON),
        (NOTE.id, 2, None),
    ]
    assert inventory.changed_after(op) == (op, [])


def test_the_next_date_of_a_source_is_the_first_of_those_to_come(index: Index, inventory: Inventory) -> None:
    hour = timedelta(hours=1)
    for number in (3, 1, 2):
        key = f"{number}.md"
        note = replace(NOTE, id=DocumentId(key))
        item = Item("notes", key, "f", NOON, look_again_at=NOON + number * hour)
        index.put([Parcel(item, [(note, lines(note))])])
    assert inventory.look_again_at("notes", None) == NOON + hour
    assert inventory.look_again_at("notes", NOON + hour) == NOON + 2 * hour
    assert inventory.look_again_at("notes", NOON + 3 * hour) is None
    assert inventory.look_again_at("sheets", None) is None


def test_what_was_made_of_a_file_is_told_with_its_size(index: Index, inventory: Inventory) -> None:
    put_note(index, NOTE)
    (made,) = inventory.made_of("notes", "notes/e17.md")
    assert (made.id, made.title, made.audience, made.version, made.passages) == (
        "notes/e17.md",
        "E17",
        Audience.PUBLIC,
        1,
        2,
    )
    index.withdraw([NOTE.id], NOON)
    assert inventory.made_of("notes", "notes/e17.md") == []


def test_a_library_has_an_identity_of_its_own(inventory: Inventory, tmp_path: Path) -> None:
    other = open_engine(f"sqlite:///{tmp_path / 'other.db'}")
    assert inventory.identity != Inventory(other).identity
    other.dispose()
