"""A customer's message, a draft, a person who approves it, and one reply, whatever goes wrong on the way."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from desk import casework, outbox
from desk.cases import Case, CaseId, Person, Stage
from desk.drafts import Draft
from desk.errors import AlreadyDecided, DeskError, StaleDraft
from desk.messages import Message
from desk.posting import LEASE, send_approved, send_waiting, sweep
from desk.sla import due_at
from tests.builders import ALICE, BOB, NOON, a_draft, a_message, saw
from tests.desk.cases import TRIAGE, HandClock
from tests.desk.threads import at_once
from tests.fakes.publisher import FakePublisher, answer_is_lost, refuses, request_is_lost
from tests.templates import a_ledger


class Desk:
    """The desk of one channel, without the assistant: the test writes the drafts."""

    def __init__(self, folder: Path) -> None:
        self.ledger = a_ledger(folder)
        self.publisher = FakePublisher()
        self.clock = HandClock()

    def hear(self, message: Message) -> CaseId:
        due = due_at(message.posted_at, TRIAGE.priority)
        case_id = self.ledger.receive(message, priority=TRIAGE.priority, due_at=due, at=self.clock())
        assert case_id is not None
        return case_id

    def propose(self, case_id: CaseId, draft: Draft) -> Case:
        return self.ledger.apply(
            casework.propose(self.ledger.case(case_id), TRIAGE, "What is E17?", draft, self.clock())
        )

    def click_approve(self, case_id: CaseId, draft_version: int, by: Person) -> Case:
        self.ledger.change(
            case_id, lambda case: casework.approve(case, saw(case, draft_version), by, self.clock())
        )
        return send_approved(self.ledger, self.publisher, case_id, self.clock)

    def turn(self) -> None:
        """What the worker does again and again."""
        send_waiting(self.ledger, {"simulator": self.publisher}, self.clock)
        sweep(self.ledger, {"simulator": self.publisher}, self.clock)

    def said(self) -> list[str]:
        return [reply.text for reply in self.publisher.out]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.ledger.close()


def test_a_second_click_sends_nothing(desk: Desk) -> None:
    case_id = desk.hear(a_message())
    desk.propose(case_id, a_draft("Rinse the funnel."))
    assert desk.click_approve(case_id, 1, ALICE).stage is Stage.SENT
    for by in (ALICE, BOB):
        with pytest.raises(AlreadyDecided, match="alice approved draft 1"):
            desk.click_approve(case_id, 1, by)
    assert desk.said() == ["Rinse the funnel."]


def test_two_people_who_click_in_the_same_moment_send_one_reply(desk: Desk) -> None:
    case_id = desk.hear(a_message())
    desk.propose(case_id, a_draft("Rinse the funnel."))
    results = at_once(
        lambda: desk.click_approve(case_id, 1, ALICE), lambda: desk.click_approve(case_id, 1, BOB)
    )
    assert sum(isinstance(result, DeskError) for result in results) == 1
    assert desk.said() == ["Rinse the funnel."]


def test_a_customer_who_writes_before_the_click_gets_an_answer_to_what_they_wrote_last(desk: Desk) -> None:
    first = a_message("@FennbyCare my W3 shows E17", conversation="c")
    second = a_message("@FennbyCare sorry, E71!", conversation="c")
    case_id = desk.hear(first)
    desk.propose(case_id, a_draft("Rinse the funnel."))
    desk.hear(second)
    with pytest.raises(StaleDraft, match="the customer wrote again"):
        desk.click_approve(case_id, 1, ALICE)
    desk.propose(case_id, a_draft("Change the battery."))
    with pytest.raises(StaleDraft, match="draft 2 by extractive took its place"):
        desk.click_approve(case_id, 1, ALICE)
    desk.click_approve(case_id, 2, ALICE)
    assert [(reply.text, reply.in_reply_to) for reply in desk.publisher.out] == [
        ("Change the battery.", second.external_id)
    ]


def test_a_customer_who_writes_while_the_reply_goes_out_is_answered_again(desk: Desk) -> None:
    case_id = desk.hear(a_message("@FennbyCare my W3 shows E17", conversation="c"))
    thanks = a_message("@FennbyCare and E18?", conversation="c")
    desk.publisher.mishaps.append(lambda _publisher, _reply: void(desk.hear(thanks)))
    desk.propose(case_id, a_draft("Rinse the funnel."))
    assert desk.click_approve(case_id, 1, ALICE).stage is Stage.NEW
    desk.propose(case_id, a_draft("Change the battery."))
    desk.click_approve(case_id, 2, BOB)
    assert desk.said() == ["Rinse the funnel.", "Change the battery."]
    assert [reply.decision.by for reply in desk.ledger.sent() if reply.decision] == ["bob", "alice"]


def void(_result: object) -> None:
    """Forget a result."""


def test_a_channel_that_is_busy_gets_the_reply_later_and_once(desk: Desk) -> None:
    desk.publisher.mishaps += [refuses(NOON + timedelta(minutes=15))]
    case_id = desk.hear(a_message())
    desk.propose(case_id, a_draft("Rinse the funnel."))
    assert desk.click_approve(case_id, 1, ALICE).reason == "too many posts"
    for _ in range(5):
        desk.turn()
    assert desk.said() == []
    desk.clock.move(timedelta(minutes=15))
    for _ in range(5):
        desk.turn()
    assert desk.said() == ["Rinse the funnel."]


def test_a_reply_the_channel_will_never_take_comes_back_to_be_edited(desk: Desk) -> None:
    desk.publisher.mishaps += [refuses(None)]
    case_id = desk.hear(a_message())
    desk.propose(case_id, a_draft("Rinse the funnel."))
    refused = desk.click_approve(case_id, 1, ALICE)
    assert (refused.stage, refused.reason) == (Stage.AWAITING_DECISION, "the post is a duplicate")
    desk.turn()
    edited = a_draft("Hello! Rinse the funnel.", drafter="person:bob")
    desk.ledger.change(case_id, lambda case: casework.revise(case, saw(case, 1), edited, BOB, "edited", NOON))
    assert desk.click_approve(case_id, 2, BOB).stage is Stage.SENT
    assert desk.said() == ["Hello! Rinse the funnel."]


def test_a_reply_whose_answer_was_lost_is_found_and_not_doubled(desk: Desk) -> None:
    desk.publisher.mishaps += [answer_is_lost]
    case_id = desk.hear(a_message())
    desk.propose(case_id, a_draft("Rinse the funnel."))
    assert desk.click_approve(case_id, 1, ALICE).stage is Stage.UNCERTAIN
    for _ in range(5):
        desk.turn()
    assert desk.ledger.case(case_id).stage is Stage.SENT
    assert desk.said() == ["Rinse the funnel."]


def test_a_reply_nobody_can_find_waits_for_a_person_for_as_long_as_it_takes(desk: Desk) -> None:
    desk.publisher.mishaps += [request_is_lost]
    case_id = desk.hear(a_message())
    desk.propose(case_id, a_draft("Rinse the funnel."))
    desk.click_approve(case_id, 1, ALICE)
    for _ in range(5):
        desk.clock.move(10 * LEASE)
        desk.turn()
    assert desk.ledger.case(case_id).stage is Stage.UNCERTAIN
    desk.ledger.change(case_id, lambda case: outbox.settle_unsent(case, BOB, desk.clock()))
    desk.turn()
    assert desk.said() == ["Rinse the funnel."]
    assert [line.action for line in desk.ledger.history(case_id)] == [
        "opened",
        "proposed",
        "approved",
        "claimed",
        "uncertain",
        *["looked for"] * 3,  # after 10, 20 and 40 minutes
        "saw that it was not sent",
        "claimed",
        "sent",
    ]
