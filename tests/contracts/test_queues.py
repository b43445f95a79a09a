"""What somebody should look at first, and how many there are, on each kind of database."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk import casework, handling
from desk.cases import Case, Priority, Stage
from desk.ledger import Ledger
from desk.messages import Kind
from desk.queues import Queue, Queues
from tests.builders import ALICE, BOB, NOON, a_message
from tests.desk.cases import HOUR, stored

SECOND = timedelta(seconds=1)


@pytest.fixture
def queues(ledger: Ledger) -> Queues:
    return ledger.queues


def ids(queue: Queue) -> tuple[int, list[int]]:
    return queue.total, [case.id for case in queue.first]


def claimed(ledger: Ledger, stage: Stage = Stage.AWAITING_DECISION, by: str = "alice") -> Case:
    person = replace(ALICE, name=by)
    return ledger.apply(handling.claim(stored(ledger, stage), person, NOON))


def test_nothing_waits_at_an_empty_desk(queues: Queues) -> None:
    found = [
        queues.claimed_by("alice", 5),
        queues.snoozed("alice", 5),
        queues.at_risk(NOON, 5),
        queues.half_approved(5),
    ]
    assert found == [Queue()] * 4
    assert queues.claims() == {}
    assert queues.asked([]) == {}


def test_everybody_sees_their_own_and_what_is_nobodys_but_not_what_rests(
    ledger: Ledger, queues: Queues
) -> None:
    nobodys = stored(ledger, Stage.AWAITING_DECISION)
    hers, his = claimed(ledger), claimed(ledger, by="bob")
    resting = claimed(ledger)
    ledger.apply(handling.snooze(resting, NOON + HOUR, ALICE, NOON))
    assert ids(queues.claimed_by("alice", 5)) == (1, [hers.id])
    assert ids(queues.claimed_by("bob", 5)) == (1, [his.id])
    assert ids(queues.unclaimed({Stage.AWAITING_DECISION}, 5)) == (1, [nobodys.id])
    assert ids(queues.at({Stage.AWAITING_DECISION}, 5)) == (3, [nobodys.id, hers.id, his.id])
    assert ids(queues.snoozed("alice", 5)) == (1, [resting.id])
    assert queues.snoozed("bob", 5) == Queue()
    assert queues.claims() == {"alice": 2, "bob": 1}


def test_a_case_that_is_settled_is_nobodys_work(ledger: Ledger, queues: Queues) -> None:
    case = ledger.apply(casework.set_aside(claimed(ledger), None, "spam", NOON))
    assert case.assignee == "alice"
    assert queues.claimed_by("alice", 5) == Queue()
    assert queues.claims() == {}


def test_only_so_many_are_read_and_all_are_counted_soonest_due_first(ledger: Ledger, queues: Queues) -> None:
    for minutes in (50, 10, 30):
        ledger.receive(
            a_message(), priority=Priority.NORMAL, due_at=NOON + timedelta(minutes=minutes), at=NOON
        )
    assert ids(queues.at({Stage.NEW}, 2)) == (3, [2, 3])


def test_reach_decides_who_of_one_minute_is_read_where_not_all_are(ledger: Ledger, queues: Queues) -> None:
    for seconds, reach in ((1, None), (2, 50), (3, 9000), (61, 10**6)):
        message = a_message(author_reach=reach)
        due_at = NOON + timedelta(seconds=seconds)
        ledger.receive(message, priority=Priority.NORMAL, due_at=due_at, at=NOON)
    assert ids(queues.at({Stage.NEW}, 1)) == (4, [3])
    assert ids(queues.at({Stage.NEW}, 3)) == (4, [3, 2, 1])
    assert ids(queues.at({Stage.NEW}, 9)) == (4, [3, 2, 1, 4])


def test_what_a_search_found_is_listed_apart_until_its_author_writes_to_us(
    ledger: Ledger, queues: Queues
) -> None:
    def heard(thread: str, *kinds: Kind) -> int | None:
        for kind in kinds:
            message = replace(a_message(conversation=thread), kind=kind)
            heard_in = ledger.receive(message, priority=Priority.NORMAL, due_at=NOON + HOUR, at=NOON)
        return heard_in

    only_found = heard("one", Kind.LISTENING)
    then_wrote = heard("two", Kind.LISTENING, Kind.MENTION)
    found_after = heard("three", Kind.MENTION, Kind.LISTENING)
    assert ids(queues.found(5)) == (2, [only_found, found_after])
    assert ids(queues.listed(Stage.NEW, 5)) == (1, [then_wrote])
    assert queues.counts() == {Stage.NEW: 1}


def test_settled_cases_are_listed_newest_first(ledger: Ledger, queues: Queues) -> None:
    older, newer = (
        ledger.receive(a_message(), priority=Priority.NORMAL, due_at=NOON + hours * HOUR, at=NOON)
        for hours in (1, 2)
    )
    for case_id in (older, newer):
        assert case_id is not None
        ledger.change(case_id, lambda case: casework.set_aside(case, None, "spam", NOON))
    assert ids(queues.listed(Stage.SET_ASIDE, 1)) == (2, [newer])
    assert queues.counts() == {}


@pytest.mark.parametrize("stage", list(Stage))
def test_what_is_due_soon_is_at_risk_and_then_breached_until_it_is_settled(
    ledger: Ledger, queues: Queues, stage: Stage
) -> None:
    stored(ledger, stage)
    still = stage not in {Stage.SENT, Stage.RESOLVED, Stage.SET_ASIDE}
    moments = [NOON + HOUR - timedelta(minutes=10) - SECOND, NOON + HOUR, NOON + HOUR + SECOND]
    assert [queues.at_risk(now, 5).total for now in moments] == [0, still, 0]
    assert [queues.breached(now, 5).total for now in moments] == [0, 0, still]


def test_a_draft_that_one_person_approved_waits_for_a_second(ledger: Ledger, queues: Queues) -> None:
    case = stored(ledger, Stage.AWAITING_DECISION)
    case = ledger.apply(casework.approve(case, case.seen, ALICE, NOON, why_two="it is about a refund"))
    assert ids(queues.half_approved(5)) == (1, [case.id])
    ledger.apply(casework.approve(case, case.seen, BOB, NOON, why_two="it is about a refund"))
    assert queues.half_approved(5) == Queue()
