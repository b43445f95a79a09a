"""What becomes of a note as time goes by: found, overdue, reminded of, warned about, and not found any more."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event as Stop

import pytest

from app.knowledge_in import ingest_sources
from app.reminders import Reminders
from app.wiring import House
from desk.cases import Person, Role
from index.embedding.embed import SentenceEmbedder
from index.events import Event, EventKind
from index.items import Item
from index.knowledge import Audience
from ingest.refresh import SourceReport
from tests.app.knowledge import NOTE, QUESTION, SETTINGS, Clock, a_house, silent, turn, write_note
from tests.builders import a_message

DAY = timedelta(days=1)
ALICE = Person("alice", frozenset({Role.AGENT}))


@dataclass
class Board:
    """A front that remembers what it was told; it may be out of order."""

    told: list[Event] = field(default_factory=list)
    broken: bool = False
    name: str = "board"

    def tell(self, event: Event) -> bool:
        self.told += [] if self.broken else [event]
        return not self.broken


def is_found(house: House) -> bool:
    return bool(house.index.search("E17 rain gauge", audience=Audience.PUBLIC))


def warnings(house: House) -> list[str]:
    """What the checks say of a draft made now."""
    draft = house.assistant.answer(a_message(QUESTION)).draft
    assert draft is not None
    assert not draft.blocked
    return [problem.message for problem in draft.problems]


def item(house: House) -> Item:
    return house.index.items("notes")["e17.md"]


def test_a_note_past_its_review_date_is_marked_reminded_of_once_and_its_drafts_warn(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    board = Board()
    reminders = Reminders(board, house.events, house.ledger, house.inventory.identity)
    write_note(tmp_path)
    turn(house)
    reminders.refresh()
    assert (board.told, warnings(house)) == ([], [])

    clock.wait(11 * DAY)  # the 1st of December
    for _ in range(3):
        turn(house)
        reminders.refresh()
        clock.wait(DAY)
    (event,) = board.told
    assert event.kind is EventKind.NOTE_STALE
    assert event.said == {
        "title": "What E17 means",
        "where": "notes/e17.md",
        "url": None,
        "owner": "sam",
        "review_by": "2026-11-30",
    }
    assert warnings(house) == [
        "source 1 ('What E17 means') was to be reviewed by 2026-11-30; ask sam whether it still holds"
    ]

    write_note(tmp_path, NOTE.replace("2026-11-30", "2026-12-31"))
    turn(house)
    assert warnings(house) == []
    clock.wait(30 * DAY)
    turn(house)
    reminders.refresh()
    assert [event.said["review_by"] for event in board.told] == ["2026-11-30", "2026-12-31"]


def test_a_note_is_found_from_its_first_day_to_its_last(house: House, clock: Clock, tmp_path: Path) -> None:
    write_note(
        tmp_path, NOTE.replace("review_by: 2026-11-30", "valid_from: 2026-11-22\nvalid_until: 2026-11-23")
    )
    found = []
    for _ in range(5):  # the 20th to the 24th, at noon
        turn(house)
        found.append(is_found(house))
        clock.wait(DAY)
    assert found == [False, False, True, True, False]


def test_a_folder_without_an_interval_is_read_again_when_a_date_says_so(
    tmp_path: Path, clock: Clock, embedder: SentenceEmbedder
) -> None:
    house = a_house(tmp_path, clock, SETTINGS.replace('refresh_every = "30m"', ""), embedder=embedder)
    write_note(tmp_path, NOTE.replace("review_by: 2026-11-30", "valid_until: 2026-11-21"))
    ingest_sources(house, house.sources, full=False, progress=silent)
    assert item(house).look_again_at == datetime.fromisoformat("2026-11-22T00:00:00Z")
    for _ in range(3):
        turn(house)
        clock.wait(DAY)
    assert not is_found(house)
    assert len(house.runs.history("notes")) == 2
    house.ledger.close()
    house.records.dispose()


def test_a_date_that_nothing_could_be_done_about_is_not_tried_at_every_turn(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    write_note(tmp_path, NOTE.replace("2026-11-30", "2026-11-20"))
    turn(house)
    blind = replace(
        house.intake, read=lambda source, _full, _progress: SourceReport(source.name, source.kind)
    )
    clock.wait(DAY)
    for _ in range(3):
        replace(house.refresher, intake=blind).turn(Stop())
    assert len(house.runs.history("notes")) == 2


def test_a_note_that_is_not_valid_is_named_with_its_reason_and_is_no_failure(
    house: House, tmp_path: Path
) -> None:
    write_note(tmp_path, NOTE.replace("review_by: 2026-11-30", "valid_from: 2027-01-01"))
    (report,) = ingest_sources(house, house.sources, full=False, progress=silent)
    assert (report.new, report.failed) == (0, ())
    assert [(one.id, one.reason) for one in report.not_now] == [
        ("notes/e17.md", "it is valid from 2027-01-01 on")
    ]


def test_a_reminder_waits_for_a_front_that_is_out_of_order(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    write_note(tmp_path)
    clock.wait(20 * DAY)
    turn(house)
    board = Board(broken=True)
    reminders = Reminders(board, house.events, house.ledger, house.inventory.identity)
    reminders.refresh()
    board.broken = False
    reminders.refresh()
    reminders.refresh()
    assert len(board.told) == 1


def test_a_crash_between_telling_and_remembering_tells_the_same_thing_again(
    house: House, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_note(tmp_path)
    write_note(tmp_path, NOTE, "later.md")
    clock.wait(20 * DAY)
    turn(house)
    board = Board()
    reminders = Reminders(board, house.events, house.ledger, house.inventory.identity)
    save = house.ledger.save_cursor

    def crash(channel: str, cursor: str) -> None:
        if len(board.told) == 2:
            raise KeyboardInterrupt
        save(channel, cursor)

    with monkeypatch.context() as crashing:
        crashing.setattr(house.ledger, "save_cursor", crash)
        with pytest.raises(KeyboardInterrupt):
            reminders.refresh()
    reminders.refresh()
    keys = ["stale:notes/e17.md:2026-11-30", *["stale:notes/later.md:2026-11-30"] * 2]
    assert [event.key for event in board.told] == keys
