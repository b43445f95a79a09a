"""What the list of the team's questions promises on every database."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from desk.errors import StepNotPossible
from desk.inquiries import Feedback, Inquiry, InquiryId, Outcome
from desk.ledger import Ledger
from tests.builders import ALICE, BOB, NOON

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
E17 = Inquiry("slack", "Ev1", "C1", "1.5", "U0ALICE", NOON, "what is E17?")


def received(ledger: Ledger, **changes: object) -> Inquiry:
    found = ledger.inquiries.receive(replace(E17, **changes))  # type: ignore[arg-type]
    assert found is not None
    return found


def answered(ledger: Ledger, **changes: object) -> Inquiry:
    inquiry = received(ledger, **changes)
    assert ledger.inquiries.finish(inquiry.id, Outcome.ANSWERED, by=ALICE, answer="Rinse it.")
    return ledger.inquiries.inquiry(inquiry.id)


def test_a_question_is_kept_as_it_was_asked_and_taken_once(ledger: Ledger) -> None:
    inquiry = received(ledger, question="E17 \x00 \ud800 <!channel>")
    assert inquiry == replace(E17, id=inquiry.id, question="E17 \ufffd \ufffd <!channel>")
    assert ledger.inquiries.receive(E17) is None
    assert received(ledger, front="web").id != inquiry.id


def test_two_deliveries_at_once_are_one_question(ledger: Ledger) -> None:
    with ThreadPoolExecutor(4) as together:
        found = list(together.map(lambda _: ledger.inquiries.receive(E17), range(4)))
    assert sum(inquiry is not None for inquiry in found) == 1


def test_an_answer_is_kept_once_with_who_asked_and_what_it_cites(ledger: Ledger) -> None:
    inquiry = received(ledger)
    said = {"by": ALICE, "answer": "Rinse it.", "documents": ["w3", "w4"]}
    assert ledger.inquiries.finish(inquiry.id, Outcome.ANSWERED, **said)  # type: ignore[arg-type]
    assert not ledger.inquiries.finish(inquiry.id, Outcome.FAILED)
    kept = ledger.inquiries.inquiry(inquiry.id)
    assert (kept.outcome, kept.asked_by, kept.documents) == (Outcome.ANSWERED, "alice", ("w3", "w4"))


def test_what_nobody_of_the_team_asked_is_forgotten_unless_it_is_answered(ledger: Ledger) -> None:
    open_one, done = received(ledger), answered(ledger, key="Ev2")
    for inquiry in (open_one, done):
        ledger.inquiries.forget(inquiry.id)
    assert ledger.inquiries.inquiry(done.id) == done
    with pytest.raises(StepNotPossible, match="no question"):
        ledger.inquiries.inquiry(open_one.id)


def test_what_was_left_behind_is_taken_up_once(ledger: Ledger) -> None:
    left, ours = received(ledger), received(ledger, key="Ev2")
    received(ledger, key="Ev3", at=NOON + HOUR)
    received(ledger, key="Ev4", at=NOON - HOUR)
    answered(ledger, key="Ev5")
    since, before = NOON - MINUTE, NOON + MINUTE
    assert ledger.inquiries.left_over(since, before, 0) == []
    found = ledger.inquiries.left_over(since, before, 9, {ours.id})
    assert found == [replace(left, outcome=Outcome.AGAIN)]
    assert ledger.inquiries.left_over(since, before, 9, {ours.id}) == []
    assert ledger.inquiries.finish(left.id, Outcome.ANSWERED, by=ALICE)


def test_two_processes_do_not_take_up_the_same_question(ledger: Ledger) -> None:
    for number in range(6):
        received(ledger, key=f"Ev{number}")

    def take(_: int) -> list[Inquiry]:
        return ledger.inquiries.left_over(NOON - MINUTE, NOON + MINUTE, 9)

    with ThreadPoolExecutor(2) as together:
        first, second = together.map(take, range(2))
    assert len(first) + len(second) == 6


def test_earlier_questions_of_a_thread_come_oldest_first(ledger: Ledger) -> None:
    answered(ledger, key="long ago", at=NOON - HOUR)
    first, second = answered(ledger, key="a"), answered(ledger, key="b")
    answered(ledger, key="elsewhere", place="C2")
    received(ledger, key="unfinished")
    newest = received(ledger, key="newest")
    answered(ledger, key="later")
    assert ledger.inquiries.earlier(newest, NOON - MINUTE) == [first, second]


def test_in_a_direct_conversation_other_threads_come_before_the_own_one(ledger: Ledger) -> None:
    own = answered(ledger, key="a")
    beside = answered(ledger, key="b", thread="9.9")
    newest = received(ledger, key="newest")
    assert ledger.inquiries.earlier(newest, NOON - MINUTE, beside=True) == [beside, own]


def test_each_person_has_one_opinion_and_may_change_it(ledger: Ledger) -> None:
    inquiry = answered(ledger)
    ledger.inquiries.rate(inquiry.id, ALICE, Feedback.NOT_HELPFUL, "the <!channel> pump")
    ledger.inquiries.rate(inquiry.id, BOB, Feedback.HELPFUL)
    rated = ledger.inquiries.rate(inquiry.id, ALICE, Feedback.HELPFUL)
    assert rated.feedback == {"alice": Feedback.HELPFUL, "bob": Feedback.HELPFUL}
    assert rated == ledger.inquiries.inquiry(inquiry.id)
    assert rated.feedback_why == {}


def test_opinions_at_the_same_moment_are_all_kept(ledger: Ledger) -> None:
    inquiry = answered(ledger)
    people = [replace(ALICE, name=f"agent {number}") for number in range(8)]
    with ThreadPoolExecutor(4) as together:
        list(together.map(lambda who: ledger.inquiries.rate(inquiry.id, who, Feedback.HELPFUL), people))
    assert len(ledger.inquiries.inquiry(inquiry.id).feedback) == 8


def test_an_opinion_about_nothing_is_refused(ledger: Ledger) -> None:
    with pytest.raises(StepNotPossible, match="no question 99"):
        ledger.inquiries.rate(InquiryId(99), ALICE, Feedback.HELPFUL)


def test_only_a_question_without_an_answer_goes_to_the_experts_and_once(ledger: Ledger) -> None:
    nothing, done = received(ledger), answered(ledger, key="Ev2")
    ledger.inquiries.finish(nothing.id, Outcome.NOTHING_FOUND, by=ALICE)
    asked = [ledger.inquiries.ask_expert(one) for one in (nothing.id, nothing.id, done.id, InquiryId(99))]
    assert asked == [True, False, False, False]


def test_gaps_are_what_found_nothing_and_what_somebody_calls_unhelpful(ledger: Ledger) -> None:
    outcomes = {"a": Outcome.NOTHING_FOUND, "b": Outcome.NO_ANSWER_DUE, "c": Outcome.FAILED}
    for key, outcome in outcomes.items():
        ledger.inquiries.finish(received(ledger, key=key).id, outcome, by=ALICE)
    good, bad = answered(ledger, key="good"), answered(ledger, key="bad")
    ledger.inquiries.rate(good.id, replace(ALICE, name="not_helpful"), Feedback.HELPFUL)
    ledger.inquiries.rate(bad.id, ALICE, Feedback.NOT_HELPFUL)
    assert [gap.key for gap in ledger.inquiries.gaps(NOON)] == ["bad", "a"]
    assert ledger.inquiries.gaps(NOON + HOUR) == []


def test_somebody_gets_back_their_own_answered_questions_newest_first(ledger: Ledger) -> None:
    answered(ledger, key="a")
    answered(ledger, key="b")
    ledger.inquiries.finish(received(ledger, key="c").id, Outcome.ANSWERED, by=BOB)
    assert [one.key for one in ledger.inquiries.answered("alice", 9)] == ["b", "a"]
    assert [one.key for one in ledger.inquiries.answered("alice", 1)] == ["b"]
