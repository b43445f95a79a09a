"""How it was: who is asked, by which text, and what of an answer is a score."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from assist.customers.care import CustomerCare
from assist.customers.survey import SurveyTerms
from desk.cases import Stage
from desk.errors import StaleDraft, StepNotPossible
from tests.assist.caring import Desk
from tests.builders import ALICE


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path, SurveyTerms(enabled=True))
    yield desk
    desk.ledger.close()


def test_a_customer_is_asked_by_the_text_that_was_shown_and_a_number_is_their_score(desk: Desk) -> None:
    case = desk.answered(receives_dm=True)
    question = desk.care.question(case)
    assert question is not None
    assert "1 (poor) to 5 (great)" in question.text
    with pytest.raises(StaleDraft, match="other words"):
        desk.care.resolve_and_ask(case.id, "what somebody else saw", ALICE)
    resolved = desk.care.resolve_and_ask(case.id, question.sha256, ALICE)
    assert resolved.stage is Stage.RESOLVED
    desk.worker.turn()
    assert len(desk.x.out) == 1, "not yet"
    desk.clock.move(timedelta(minutes=31))
    desk.worker.turn()
    assert [(reply.text, reply.approved_by) for reply in desk.x.out[1:]] == [(question.text, "alice")]
    cases = len(desk.ledger.cases())
    desk.writes("5, thanks!", public=False)
    assert len(desk.ledger.cases()) == cases
    assert [survey.score for survey in desk.care.about(case).surveys] == [5]
    assert desk.ledger.history(case.id)[-1].detail == "5 of 5"
    desk.writes("4", public=False)
    assert len(desk.ledger.cases()) == cases + 1, "nobody asked for a second one"


def test_a_score_that_says_more_opens_a_case_too(desk: Desk) -> None:
    case = desk.answered(receives_dm=True)
    question = desk.care.question(case)
    assert question is not None
    desk.care.resolve_and_ask(case.id, question.sha256, ALICE)
    desk.clock.move(timedelta(minutes=31))
    desk.worker.turn()
    desk.writes("2. It shows E17 again, what does that mean?", public=False)
    assert desk.newest.message.text.startswith("2. It shows")
    assert [survey.score for survey in desk.care.about(case).surveys] == [2]


@pytest.mark.parametrize(
    ("wrote", "why"),
    [
        ({}, "may not get a direct message"),
        ({"receives_dm": True, "author_id": "u-gone"}, "wants no messages"),
        ({"receives_dm": True, "author_id": "u-asked"}, "they were asked"),
    ],
)
def test_nobody_is_asked_who_must_not_be(desk: Desk, wrote: dict[str, object], why: str) -> None:
    earlier = desk.answered(receives_dm=True, author_id="u-asked")
    question = desk.care.question(earlier)
    assert question is not None
    desk.care.resolve_and_ask(earlier.id, question.sha256, ALICE)
    case = desk.answered(**wrote)
    desk.writes("stop", author_id="u-gone")
    assert desk.care.question(case) is None
    with pytest.raises(StepNotPossible, match=why):
        desk.care.resolve_and_ask(case.id, question.sha256, ALICE)
    assert desk.case(case.id).stage is Stage.SENT


def test_a_desk_that_asks_nobody_asks_nobody(desk: Desk) -> None:
    care = CustomerCare(desk.ledger, desk.clock)
    assert care.why_unasked(desk.answered(receives_dm=True)) == "surveys are switched off"
