"""Figures of the desk, held against counting one by one, on each kind of database."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from desk import casework, outbox
from desk.cases import Case, Receipt, Stage
from desk.figures import Figures
from desk.ledger import Ledger
from desk.metrics import Flow, Standing
from tests.builders import ALICE, NOON, a_citation, a_draft, a_message
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
from tests.desk.walks import walk

LATE = NOON + 3 * HOUR
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Desk:
    """A ledger, and the figures of its database."""

    ledger: Ledger
    figures: Figures

    def flow(self, since: datetime = NOON, until: datetime = NOON + DAY) -> Flow:
        return self.figures.flow(since, until)

    def answered(self, case: Case, at: datetime) -> Case:
        """Send what is proposed, at a certain time."""
        for take in (approved, claimed, lambda case: outbox.sent(case, Receipt("r", None, at))):
            case = self.ledger.apply(take(case))
        return case


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return Desk(ledger, ledger.figures)


def test_shares_of_nothing_are_not_zero(desk: Desk) -> None:
    assert desk.flow() == Flow(0, 0, None, None, None, None, 0)
    assert desk.figures.standing(NOON) == Standing(0, 0, 0, 0)
    assert desk.figures.rejections(NOON, LATE) == {}
    assert desk.figures.cited(NOON, LATE, 5) == []


def test_every_open_stage_counts_as_open_and_silence_does_not_resolve(desk: Desk) -> None:
    for stage in ROADS:
        stored(desk.ledger, stage)
    standing = desk.figures.standing(NOON)
    assert (desk.flow().received, standing.open, standing.with_expert) == (10, 7, 1)


def test_an_overdue_case_without_a_reply_counts_against_the_service_level(desk: Desk) -> None:
    desk.answered(stored(desk.ledger, Stage.AWAITING_DECISION), NOON + HOUR)
    assert desk.flow(until=LATE).sla_met_share == 1
    desk.answered(stored(desk.ledger, Stage.AWAITING_DECISION), LATE)
    assert desk.flow(until=LATE + HOUR).sla_met_share == 0.5
    stored(desk.ledger, Stage.WITH_EXPERT)
    stored(desk.ledger, Stage.SET_ASIDE)
    assert desk.figures.standing(LATE) == Standing(open=1, with_expert=1, at_risk=0, breached=1)
    assert desk.flow(until=LATE + HOUR).sla_met_share == pytest.approx(1 / 3)


def test_a_case_that_was_overdue_at_the_end_counts_there_although_it_was_answered_later(desk: Desk) -> None:
    desk.answered(stored(desk.ledger, Stage.AWAITING_DECISION), NOON + HOUR)
    desk.answered(stored(desk.ledger, Stage.AWAITING_DECISION), LATE + HOUR)
    assert desk.flow(until=NOON + HOUR).sla_met_share is None
    assert desk.flow(until=LATE).sla_met_share == 0.5


def test_the_first_response_is_counted_once_for_each_case(desk: Desk) -> None:
    message = a_message(posted_at=NOON - timedelta(minutes=10))
    case = desk.answered(stored(desk.ledger, Stage.AWAITING_DECISION, message), NOON)
    case = desk.ledger.apply(customer_wrote()(case))
    desk.answered(desk.ledger.apply(proposed()(case)), NOON + 5 * HOUR)
    assert (desk.flow().answered, desk.flow().first_response_minutes) == (2, 10)
    assert desk.flow(since=NOON + HOUR).first_response_minutes is None


def test_approved_edited_and_rejected_make_up_all_decisions(desk: Desk) -> None:
    stored(desk.ledger, Stage.APPROVED)
    stored(desk.ledger, Stage.APPROVED)
    desk.ledger.apply(approved(desk.ledger.apply(edited()(stored(desk.ledger, Stage.AWAITING_DECISION)))))
    stored(desk.ledger, Stage.REJECTED)
    told = desk.flow()
    assert (told.acceptance_rate, told.edit_rate, told.rejected) == (0.5, 0.25, 1)
    assert desk.figures.rejections(NOON, LATE) == {"wrong product": 1}
    assert desk.flow(since=NOON + HOUR).acceptance_rate is None


def test_an_approval_that_was_undone_is_no_decision(desk: Desk) -> None:
    case = stored(desk.ledger, Stage.APPROVED)
    case = desk.ledger.apply(casework.take_back(case, ALICE, NOON))
    assert desk.flow().acceptance_rate is None
    desk.ledger.apply(approved(case))
    assert desk.flow().acceptance_rate == 1


def test_a_reply_that_only_a_person_saw_counts_as_answered_when_it_was_approved(desk: Desk) -> None:
    desk.ledger.apply(outbox.settle_sent(stored(desk.ledger, Stage.UNCERTAIN), ALICE, LATE))
    assert desk.flow(until=LATE).answered == 1


def test_what_replies_cited_most_comes_first(desk: Desk) -> None:
    for documents in (("w3", "note"), ("note",), ("note", "a")):
        draft = a_draft(citations=[replace(a_citation(), document_id=one) for one in documents])
        case = desk.ledger.apply(proposed(draft)(stored(desk.ledger, Stage.NEW)))
        desk.answered(case, NOON)
    assert desk.figures.cited(NOON, LATE, 2) == [("note", 3), ("a", 1)]
    assert desk.figures.cited(LATE, LATE + DAY, 2) == []


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))])
def test_the_figures_are_those_that_counting_one_by_one_gives(desk: Desk, seed: int) -> None:
    chronicle, moments = walk(desk.ledger, seed, steps=60)
    for since in moments[::12]:
        for until in (since, since + HOUR, moments[-1] + timedelta(seconds=1)):
            assert desk.flow(since, until) == chronicle.flow(since, until)
    for quarter in range(4):
        now = moments[-1] + timedelta(minutes=15 * quarter)
        assert desk.figures.standing(now) == chronicle.standing(now)
