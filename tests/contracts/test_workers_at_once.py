"""Several workers on one ledger: each case is drafted once and each reply sent once, on every database."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from app.drafting import Drafting
from app.patience import Patience
from app.worker import Worker
from assist.draft.ports import Told, unheard
from assist.underway import Underway
from desk import casework
from desk.cases import Case, Priority, Stage
from desk.drafts import Problem
from desk.ledger import Ledger
from desk.messages import Gone, Message
from desk.ports import Inbox
from desk.service_level import ServiceLevel
from desk.steps import Step
from tests.builders import ALICE, NOON, a_draft, a_message
from tests.desk.cases import TRIAGE, HandClock
from tests.desk.threads import at_once
from tests.fakes.publisher import FakePublisher

HOUR = timedelta(hours=1)
pytestmark = pytest.mark.slow


class Machine:
    """Drafts the same for everybody."""

    def respond(self, case: Case, at: datetime, told: Told = unheard) -> Step:
        told("Rinse")
        return casework.propose(case, TRIAGE, None, a_draft(), at)

    def problems_now(self, case: Case) -> tuple[Problem, ...]:
        return case.draft.problems if case.draft else ()


@dataclass
class Mailbox:
    """Hands over the same again and again."""

    inbox: Inbox
    name: str = "simulator"

    def fetch(self, _cursor: str | None) -> Inbox:
        return self.inbox


@dataclass
class Office:
    """One of several workers."""

    ledger: Ledger
    inbox: Inbox
    publisher: FakePublisher
    clock: HandClock = field(default_factory=HandClock)

    def turn(self) -> None:
        publishers = {"simulator": self.publisher}
        mailbox = Mailbox(self.inbox)
        level = ServiceLevel()
        Worker(self.ledger, Machine(), [mailbox], publishers, [], level, self.clock).turn()


def heard(ledger: Ledger, *messages: Message) -> None:
    for message in messages:
        ledger.receive(message, priority=Priority.NORMAL, due_at=NOON + HOUR, at=NOON)


def letters(count: int) -> Inbox:
    return Inbox(tuple(a_message(author_id=f"u{number}") for number in range(count)), str(count))


def test_workers_that_hear_and_draft_the_same_at_once_do_it_once(ledger: Ledger) -> None:
    inbox, publisher = letters(8), FakePublisher()
    at_once(*[Office(ledger, inbox, publisher).turn] * 3)
    Office(ledger, inbox, publisher).turn()
    cases = ledger.cases()
    assert len(cases) == 8
    for case in cases:
        assert (case.stage, case.drafts) == (Stage.AWAITING_DECISION, 1)
        assert [entry.action for entry in ledger.history(case.id)] == ["opened", "proposed"]


def test_workers_that_send_at_once_send_each_reply_once(ledger: Ledger) -> None:
    inbox, publisher = letters(8), FakePublisher()
    Office(ledger, inbox, publisher).turn()
    for case in ledger.cases():
        ledger.apply(casework.approve(case, case.seen, ALICE, NOON))
    at_once(*[Office(ledger, inbox, publisher).turn] * 3)
    assert sorted(reply.case_id for reply in publisher.out) == [case.id for case in ledger.cases()]
    assert {case.stage for case in ledger.cases()} == {Stage.SENT}


def test_what_its_author_took_back_is_taken_back_before_it_is_drafted(ledger: Ledger) -> None:
    [message] = letters(1).messages
    gone = Gone("simulator", "its author deleted it", external_id=message.external_id)
    Office(ledger, Inbox((message,), "1", (gone,)), FakePublisher()).turn()
    [case] = ledger.cases()
    assert (case.stage, case.draft) == (Stage.SET_ASIDE, None)
    assert ledger.cursor("simulator") == "1"


def test_a_drafting_that_is_given_no_time_drafts_one_all_the_same(ledger: Ledger) -> None:
    heard(ledger, *letters(3).messages)
    clock = HandClock()
    drafting = Drafting(ledger, Machine(), clock, Underway(), Patience(clock))
    assert drafting.until(lambda: True)
    assert [case.drafts for case in ledger.cases()].count(1) == 1
