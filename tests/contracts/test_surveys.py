"""How it was: who was asked, the first score that counts, and what is counted of it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desk.cases import Case, Receipt, Stage
from desk.drafts import To
from desk.ledger import Ledger
from desk.postscripts import Part, Postscript, claimed, sent
from desk.surveys import Satisfaction, Survey, satisfaction
from tests.builders import NOON, a_message
from tests.desk.cases import stored

HOUR = timedelta(hours=1)
FIVE = a_message("5", external_id="m-five", public=False)


def asked(ledger: Ledger, *, out: bool = True) -> Case:
    """A resolved case whose customer was asked."""
    case = stored(ledger, Stage.RESOLVED)
    question = Postscript(
        case.id,
        case.revision,
        Part.SURVEY,
        To.DM,
        "How was it?",
        case.message.external_id,
        "alice",
        NOON,
        NOON,
    )
    assert ledger.surveys.ask(case, question, NOON)
    assert not ledger.surveys.ask(case, question, NOON), "asked once for each time that a case is resolved"
    if out:
        taken = claimed(question, NOON)
        assert ledger.postscripts.move(question, taken, NOON)
        assert ledger.postscripts.move(taken, sent(taken, Receipt("r-1", None, NOON)), NOON)
    return case


def unanswered(ledger: Ledger) -> Survey:
    found = ledger.surveys.unanswered("simulator", "u-77", NOON - HOUR)
    assert found is not None
    return found


def test_the_first_score_counts_and_is_found_by_its_message(ledger: Ledger) -> None:
    case = asked(ledger)
    survey = unanswered(ledger)
    assert survey == Survey(case.id, case.revision, NOON)
    assert ledger.surveys.answer(survey, FIVE, 5, NOON + HOUR)
    assert not ledger.surveys.answer(survey, a_message("1", public=False), 1, NOON + HOUR)
    assert ledger.surveys.answered_by(FIVE) == replace(survey, score=5) == ledger.surveys.of(case.id)[0]
    assert ledger.surveys.unanswered("simulator", "u-77", NOON - HOUR) is None


@pytest.mark.parametrize("out", [True, False])
def test_only_what_went_out_to_them_lately_can_be_answered(ledger: Ledger, out: bool) -> None:
    asked(ledger, out=out)
    assert (ledger.surveys.unanswered("simulator", "u-77", NOON - HOUR) is not None) is out
    assert ledger.surveys.unanswered("simulator", "u-77", NOON + HOUR) is None
    assert ledger.surveys.unanswered("simulator", "u-78", NOON - HOUR) is None
    assert ledger.surveys.asked_last(ledger.customers.linked("simulator", "u-77")) == NOON


def test_what_was_sent_in_a_time_is_counted_with_its_answers(ledger: Ledger) -> None:
    asked(ledger, out=False)
    asked(ledger)
    ledger.surveys.answer(unanswered(ledger), FIVE, 2, NOON + 24 * HOUR)
    asked(ledger)
    assert ledger.surveys.satisfaction(NOON, NOON + HOUR) == Satisfaction(2, 1, 2.0, 0.0)
    assert ledger.surveys.satisfaction(NOON - HOUR, NOON) == Satisfaction(0, 0, None, None)


def test_the_share_of_good_scores_is_of_the_answers() -> None:
    assert satisfaction([5, 4, 3, None]) == Satisfaction(4, 3, 4.0, 2 / 3)
