"""The worker's turns: nothing lost when something fails, nothing done twice when it is done again."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.drafters import checker_of
from app.knowledge_in import ingest_sources
from app.settings import read_settings
from app.source_settings import sources_of
from app.wiring import House
from app.worker import Worker
from assist.draft.ports import Assignment, Drafted
from assist.respond import Assistant
from assist.underway import Underway
from desk.cases import Stage
from desk.messages import Message
from desk.ports import Inbox
from tests.builders import NOON, a_message

SHEET = "# W3 weather station\n\nE17 means that the rain gauge is blocked. Lift the funnel off and rinse it."


@dataclass
class Mailbox:
    """A listener with a memory that may be out of order."""

    messages: list[Message] = field(default_factory=list)
    broken: bool = False
    name: str = "simulator"

    def fetch(self, cursor: str | None) -> Inbox:
        if self.broken:
            raise OSError("no connection")
        new = self.messages[int(cursor or 0) :]
        return Inbox(tuple(new), str(len(self.messages)))


@dataclass
class Screen:
    """A front that counts how often it was told to look."""

    looks: int = 0

    def refresh(self) -> None:
        self.looks += 1


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "w3.md").write_text(SHEET, encoding="utf-8")
    file = tmp_path / "assist.toml"
    file.write_text('[[sources]]\nname="sheets"\nkind="data_sheet"\nlocation="sheets"', encoding="utf-8")
    house = House(read_settings(file))
    ingest_sources(house, sources_of(house.settings.sources, tmp_path), full=False, progress=lambda *_: None)
    yield house
    house.ledger.close()


def a_worker(house: House, *listeners: Mailbox, screen: Screen | None = None) -> Worker:
    def noon() -> datetime:
        return NOON + timedelta(minutes=1)

    fronts = [screen] if screen else []
    return Worker(
        house.ledger,
        house.assistant,
        listeners,
        house.publishers,
        fronts,
        house.settings.service_level.level,
        noon,
    )


def test_a_message_becomes_a_draft_in_one_turn_and_stays_one(house: House) -> None:
    mailbox = Mailbox([a_message("@OurCare what does E17 mean on my W3?")])
    worker = a_worker(house, mailbox)
    for _ in range(3):
        worker.turn()
    [case] = house.ledger.cases()
    assert case.stage is Stage.AWAITING_DECISION
    assert case.draft is not None
    assert case.draft.version == 1
    assert house.simulator.sent() == []


def test_what_a_drafter_writes_can_be_watched_until_it_is_done(house: House) -> None:
    underway, seen = Underway(), list[str]()

    class Slow:
        def draft(self, assignment: Assignment) -> Drafted:
            assignment.told("E17 means")
            seen.extend(underway.texts().values())
            return Drafted((), "slow")

    assistant = Assistant(checker_of(house.settings, house.index, house.meaning), [Slow()])
    mailbox = Mailbox([a_message("@OurCare what does E17 mean on my W3?")])
    replace(a_worker(house, mailbox), assistant=assistant, underway=underway).turn()
    assert set(seen) == {"E17 means"}
    assert underway.texts() == {}


def test_the_fronts_watch_what_their_own_worker_drafts(house: House) -> None:
    mailbox = Mailbox([a_message("@OurCare what does E17 mean on my W3?")])
    a_worker(house, mailbox).hear(mailbox)
    [case] = house.ledger.cases()
    with house.worker.underway.drafting(case.id) as told:
        told("E17 means")
        assert house.workbench.being_drafted(case) == "E17 means"
    assert house.workbench.being_drafted(case) == ""


def test_a_channel_that_fails_does_not_keep_the_others_from_their_work(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    deaf = Mailbox(broken=True, name="deaf")
    screen = Screen()
    a_worker(house, deaf, Mailbox([a_message("@OurCare what does E17 mean on my W3?")]), screen=screen).turn()
    assert len(house.ledger.cases()) == 1
    assert screen.looks == 1
    assert "hearing deaf failed" in caplog.text


def test_the_cursor_stays_where_recording_failed(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    mailbox = Mailbox([a_message("@OurCare E17 on my W3?"), a_message("@OurCare and E18?")])
    receive, seen = house.ledger.receive, []

    def failing_once(message: Message, **rest: object) -> object:
        seen.append(message)
        if len(seen) == 2:
            raise OSError("disk full")
        return receive(message, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(house.ledger, "receive", failing_once)
    worker = a_worker(house, mailbox)
    worker.turn()
    assert house.ledger.cursor("simulator") is None
    worker.turn()
    assert len(house.ledger.cases()) == 2


def test_an_urgent_message_is_due_sooner(house: House) -> None:
    calm = a_message("@OurCare what does E17 mean on my W3?", author_id="u-1")
    fire = a_message("@OurCare my W3 started to smoke and there is a burning smell", author_id="u-2")
    a_worker(house, Mailbox([calm, fire])).turn()
    first, second = house.ledger.cases()
    assert first.message.text == fire.text
    assert first.due_at < second.due_at
