"""Sent replies that wait for a review, and what the reviews say, on each kind of database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from desk import casework
from desk.cases import Case, Stage
from desk.errors import AlreadyDecided, NotAllowed, UnknownCase
from desk.ledger import Ledger
from desk.reviewing import Criterion, Grade
from desk.reviews import LATELY, Reviews
from desk.steps import Step
from tests.builders import BOB, LENA, NOON, a_draft, saw
from tests.desk.cases import (
    HandClock,
    approved,
    claimed,
    customer_wrote,
    edited,
    handed_on,
    sent,
    stored,
)

GOOD = dict.fromkeys(Criterion, Grade.YES)
MARA = replace(LENA, name="mara")
Opened = Callable[..., Reviews]


@pytest.fixture
def opened(ledger: Ledger) -> Opened:
    """The reviews, at noon unless a clock is given."""
    return lambda share=0.0, clock=None: ledger.reviews(clock or HandClock(), share)


def an_edited_reply(ledger: Ledger, text: str = "Rinse the funnel.") -> Case:
    """Bob rewrote it and Alice let it out."""
    case = stored(ledger, Stage.AWAITING_DECISION)
    for take in (edited(text), approved, claimed, sent):
        case = ledger.apply(take(case))
    return case


def test_every_edited_reply_waits_for_a_review_newest_first_and_the_rest_by_their_share(
    ledger: Ledger, opened: Opened
) -> None:
    plain = stored(ledger, Stage.SENT)
    first, second = an_edited_reply(ledger), an_edited_reply(ledger)
    stored(ledger, Stage.AWAITING_DECISION)
    waiting = opened().waiting(1)
    assert (waiting.total, [case.id for case in waiting.newest]) == (2, [second.id])
    everything = opened(share=1.0).waiting(10)
    assert [case.id for case in everything.newest] == [second.id, first.id, plain.id]


def test_a_reply_is_reviewed_once_and_a_second_reviewer_is_told(ledger: Ledger, opened: Opened) -> None:
    reply, reviews = an_edited_reply(ledger), opened()
    review = reviews.review(reply.id, 2, LENA, GOOD, "well done")
    assert reviews.waiting(10).total == 0
    for again in (MARA, LENA):
        with pytest.raises(AlreadyDecided, match="lena reviewed"):
            reviews.review(reply.id, 2, again, GOOD, "no")
    assert reviews.between(NOON, NOON + timedelta(seconds=1)) == [review]
    assert reviews.between(NOON - timedelta(days=7), NOON) == []


def test_nobody_reviews_their_own_reply_and_no_agent_any(ledger: Ledger, opened: Opened) -> None:
    reply, reviews = an_edited_reply(ledger), opened()
    for name in ("alice", "bob"):
        with pytest.raises(NotAllowed, match="hand in"):
            reviews.review(reply.id, 2, replace(LENA, name=name), GOOD, "")
    with pytest.raises(NotAllowed, match="may not review"):
        reviews.review(reply.id, 2, BOB, GOOD, "")
    with pytest.raises(UnknownCase):
        reviews.review(reply.id, 1, LENA, GOOD, "")
    assert reviews.waiting(10).total == 1


def test_the_reviewer_sees_what_was_drafted_before_a_person_reworded_it(
    ledger: Ledger, opened: Opened
) -> None:
    plain, reworded, reviews = stored(ledger, Stage.SENT), an_edited_reply(ledger), opened()
    assert reviews.reply(plain.id, 1).drafted is None
    looked_at = reviews.reply(reworded.id, 2)
    assert looked_at.drafted == a_draft().text
    assert looked_at.reply.draft is not None
    assert looked_at.reply.draft.text == "Rinse the funnel."


def test_what_was_drafted_for_an_earlier_message_is_no_draft_of_this_reply(
    ledger: Ledger, opened: Opened
) -> None:
    def written(case: Case) -> Step:
        draft = a_draft("Rinse the funnel.", drafter="person:bob")
        return casework.revise(case, saw(case, 0), draft, BOB, "edited", NOON)

    case = stored(ledger, Stage.AWAITING_DECISION)
    for take in (customer_wrote(), handed_on, written, approved, claimed, sent):
        case = ledger.apply(take(case))
    assert opened().reply(case.id, case.drafts).drafted is None


def test_a_comment_waits_until_the_agent_has_heard_of_it(ledger: Ledger, opened: Opened) -> None:
    reviews = opened()
    for comment in ("  ", "mind the tone"):
        reviews.review(an_edited_reply(ledger).id, 2, LENA, GOOD, comment)
    [untold] = reviews.untold(10)
    assert untold.comment == "mind the tone"
    reviews.told(untold)
    assert reviews.untold(10) == []


def test_a_reply_of_long_ago_is_left_alone(ledger: Ledger, opened: Opened) -> None:
    an_edited_reply(ledger)
    clock = HandClock()
    clock.move(LATELY)
    assert opened(clock=clock).waiting(10).total == 1
    clock.move(timedelta(seconds=1))
    assert opened(clock=clock).waiting(10).total == 0
