"""When the weekly digest is told, and of what."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.digest import AGAIN, MOST, Digests
from desk import outbox
from desk.cases import Receipt, Stage
from desk.digest import Digest, Schedule
from desk.drafts import Citation
from desk.gaps import GapKind, KnowledgeGap
from desk.ledger import Ledger
from desk.reviewing import Criterion, Grade
from desk.staffing import Weekday
from index.knowledge import Document, DocumentId, Kind
from tests.builders import LENA, NOON, a_citation, a_document, a_draft
from tests.desk.cases import HandClock, approved, claimed, edited, proposed, sent, stored
from tests.templates import a_ledger

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)  # NOON is on the Friday before
WEEK = timedelta(weeks=1)
GAP = KnowledgeGap(GapKind.ZERO_HIT, "What does E99 mean?", NOON)
NOTE = a_document(id="note", kind=Kind.SME_NOTE, title="E17 by Sam")


@dataclass
class Front:
    """Takes digests, or does not."""

    name: str = "slack"
    takes: bool = True
    told: list[Digest] = field(default_factory=list)

    def tell_digest(self, digest: Digest) -> bool:
        self.told.append(digest)
        return self.takes


@dataclass
class Desk:
    ledger: Ledger
    front: Front = field(default_factory=Front)
    clock: HandClock = field(default_factory=lambda: HandClock(MONDAY))
    schedule: Schedule = field(default_factory=lambda: Schedule(UTC))

    def __post_init__(self) -> None:
        gaps = [[GAP, GAP], *[[GAP]] * 9]
        self.digests = Digests(
            self.front, self.ledger, self.document, lambda: gaps, self.schedule, self.clock
        )

    def document(self, id: DocumentId) -> Document | None:
        return {"note": NOTE, "w3": a_document()}.get(id)

    def after(self, time: timedelta) -> list[str]:
        """The weeks that are told of at the next turn."""
        before = len(self.front.told)
        self.clock.move(time)
        self.digests.refresh()
        return [digest.week.key for digest in self.front.told[before:]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    ledger = a_ledger(tmp_path)
    yield Desk(ledger)
    ledger.close()


def cites(*documents: str) -> list[Citation]:
    return [Citation(**vars(a_citation()) | {"document_id": one}) for one in documents]


def test_a_week_is_told_of_once(desk: Desk) -> None:
    stored(desk.ledger, Stage.NEW)
    assert desk.after(timedelta(0)) == ["2026-W47"]
    assert desk.after(timedelta(hours=1)) == []
    again = Desk(desk.ledger, desk.front, desk.clock)  # the worker was started again
    assert again.after(timedelta(hours=1)) == []
    assert again.after(WEEK) == ["2026-W48"]


def test_after_a_long_rest_the_newest_week_alone_is_told(desk: Desk) -> None:
    stored(desk.ledger, Stage.NEW)
    desk.after(timedelta(0))
    assert desk.after(5 * WEEK) == ["2026-W52"]
    assert desk.after(timedelta(hours=1)) == []


def test_a_front_that_does_not_take_it_gets_it_later_and_not_at_once(desk: Desk) -> None:
    stored(desk.ledger, Stage.NEW)
    desk.front.takes = False
    assert desk.after(timedelta(0)) == ["2026-W47"]
    assert desk.after(timedelta(seconds=2)) == []
    desk.front.takes = True
    assert desk.after(AGAIN) == ["2026-W47"]
    assert desk.after(AGAIN) == []


def test_a_new_desk_does_not_tell_of_the_week_before_it_was_there(desk: Desk) -> None:
    assert desk.after(timedelta(0)) == []
    assert desk.after(WEEK) == ["2026-W48"]


def test_a_new_desk_whose_digest_comes_on_fridays_waits_for_its_first_week_to_end(desk: Desk) -> None:
    fridays = Desk(desk.ledger, desk.front, desk.clock, Schedule(UTC, Weekday.FRIDAY))
    assert fridays.after(timedelta(0)) == []  # set up on the Monday of week 48
    assert fridays.after(timedelta(days=4)) == []
    assert fridays.after(WEEK) == ["2026-W48"]


def test_it_tells_of_the_week_of_the_one_before_and_of_what_is_not_known(desk: Desk) -> None:
    ledger = desk.ledger
    stored(ledger, Stage.REJECTED)
    case = stored(ledger, Stage.NEW)
    for take in (proposed(a_draft(citations=cites("note", "w3", "gone"))), approved, claimed, sent):
        case = ledger.apply(take(case))
    case = stored(ledger, Stage.AWAITING_DECISION)
    for take in (edited(), approved, claimed, lambda case: outbox.sent(case, Receipt("r", None, NOON))):
        case = ledger.apply(take(case))
    ledger.reviews(lambda: NOON).review(case.id, 2, LENA, dict.fromkeys(Criterion, Grade.YES), "")
    desk.after(timedelta(0))
    [digest] = desk.front.told
    assert (digest.flow.received, digest.flow.answered, digest.flow.rejected) == (3, 2, 1)
    assert digest.before.received == 0
    assert digest.before.sla_met_share is None
    assert digest.rejections == [("wrong product", 1)]
    assert [(note.title, note.replies) for note in digest.notes] == [("E17 by Sam", 1)]
    assert [len(group) for group in digest.gaps] == [2, 1, 1, 1, 1]
    assert len(digest.gaps) == MOST
    assert digest.reviewed.total == 1
