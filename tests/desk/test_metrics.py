"""Figures of the desk."""

from datetime import datetime, timedelta

import pytest

from desk import outbox
from desk.cases import Case, Receipt, Stage
from desk.ledger import Ledger
from desk.metrics import Report, report
from tests.builders import ALICE, NOON, a_message
from tests.desk.cases import (
    HOUR,
    ROADS,
    approved,
    claimed,
    customer_wrote,
    edited,
    proposed,
    stored,
)

LATE = NOON + 3 * HOUR


def answer(ledger: Ledger, case: Case, at: datetime) -> Case:
    """Send what is proposed, at a certain time."""
    for take in (approved, claimed, lambda case: outbox.sent(case, Receipt("r", None, at))):
        case = ledger.apply(take(case))
    return case


def figures(ledger: Ledger, now: datetime = NOON, since: datetime = NOON) -> Report:
    return report(ledger, since=since, now=now)


def test_shares_of_nothing_are_not_zero(ledger: Ledger) -> None:
    assert figures(ledger) == Report(0, 0, None, None, None, None, 0, 0, 0, 0, 0)


def test_every_open_stage_counts_as_open_and_silence_does_not_resolve(ledger: Ledger) -> None:
    for stage in ROADS:
        stored(ledger, stage)
    told = figures(ledger)
    assert (told.received, told.open, told.with_expert) == (10, 7, 1)


def test_an_overdue_case_without_a_reply_counts_against_the_service_level(ledger: Ledger) -> None:
    answer(ledger, stored(ledger, Stage.AWAITING_DECISION), NOON + HOUR)
    assert figures(ledger).sla_met_share == 1
    answer(ledger, stored(ledger, Stage.AWAITING_DECISION), LATE)
    assert figures(ledger).sla_met_share == 0.5
    stored(ledger, Stage.WITH_EXPERT)
    stored(ledger, Stage.SET_ASIDE)
    told = figures(ledger, now=LATE)
    assert (told.breached, told.at_risk) == (1, 0)
    assert told.sla_met_share == pytest.approx(1 / 3)


def test_the_first_response_is_counted_once_for_each_case(ledger: Ledger) -> None:
    message = a_message(posted_at=NOON - timedelta(minutes=10))
    case = answer(ledger, stored(ledger, Stage.AWAITING_DECISION, message), NOON)
    case = ledger.apply(customer_wrote()(case))
    answer(ledger, ledger.apply(proposed()(case)), NOON + 5 * HOUR)
    told = figures(ledger)
    assert (told.answered, told.first_response_minutes) == (2, 10)
    assert figures(ledger, since=NOON + HOUR).first_response_minutes is None


def test_approved_edited_and_rejected_make_up_all_decisions(ledger: Ledger) -> None:
    stored(ledger, Stage.APPROVED)
    stored(ledger, Stage.APPROVED)
    ledger.apply(approved(ledger.apply(edited()(stored(ledger, Stage.AWAITING_DECISION)))))
    stored(ledger, Stage.REJECTED)
    told = figures(ledger)
    assert (told.acceptance_rate, told.edit_rate, told.rejected) == (0.5, 0.25, 1)
    assert figures(ledger, since=NOON + HOUR).acceptance_rate is None


def test_a_reply_that_only_a_person_saw_counts_as_answered(ledger: Ledger) -> None:
    ledger.apply(outbox.settle_sent(stored(ledger, Stage.UNCERTAIN), ALICE, NOON))
    assert figures(ledger).answered == 1
