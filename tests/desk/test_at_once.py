"""Two who send or approve in the same moment: one reply."""

from functools import partial

import pytest

from desk import casework
from desk.cases import Case, Stage
from desk.errors import DeskError
from desk.ledger import Ledger
from desk.posting import send_approved
from tests.builders import ALICE, BOB, NOON, saw
from tests.desk.cases import (
    HandClock,
    stored,
)
from tests.desk.threads import at_once
from tests.fakes.publisher import (
    FakePublisher,
)

pytestmark = pytest.mark.slow  # few rounds in `make test-all`, 50 in `make prove`


def test_two_people_who_approve_at_once_send_one_reply(ledger: Ledger, clock: HandClock, rounds: int) -> None:
    publisher = FakePublisher()

    def click(case: Case, by: str) -> Case:
        person = {"alice": ALICE, "bob": BOB}[by]
        ledger.change(case.id, lambda now: casework.approve(now, saw(now, 1), person, NOON))
        return send_approved(ledger, publisher, case.id, clock)

    for number in range(1, rounds + 1):
        case = stored(ledger, Stage.AWAITING_DECISION)
        results = at_once(*[partial(click, case, by) for by in ("alice", "bob")])
        [lost] = [result for result in results if isinstance(result, DeskError)]
        [won] = [result for result in results if isinstance(result, Case)]
        assert won.stage is Stage.SENT
        assert won.decision is not None
        assert won.decision.by in str(lost)
        assert len(publisher.asked) == number


def test_senders_who_go_for_the_same_reply_at_once_send_it_once(
    ledger: Ledger, clock: HandClock, rounds: int
) -> None:
    publisher = FakePublisher()
    for number in range(1, rounds + 1):
        case = stored(ledger, Stage.APPROVED)
        results = at_once(*[partial(send_approved, ledger, publisher, case.id, clock)] * 4)
        assert all(isinstance(result, Case) for result in results), results
        assert len(publisher.asked) == number
        assert ledger.case(case.id).stage is Stage.SENT
