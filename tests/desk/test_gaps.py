"""What the knowledge lacks."""

from dataclasses import replace

from desk.cases import CaseId, Stage
from desk.gaps import gaps
from tests.builders import NOON
from tests.desk.cases import HOUR, a_case_at


def test_questions_with_an_expert_are_gathered_and_the_most_asked_comes_first() -> None:
    asked = a_case_at(Stage.WITH_EXPERT)
    rare = replace(asked, id=CaseId(1), question="Can it be painted?", opened_at=NOON - HOUR)
    once = replace(asked, id=CaseId(2), question="What is E99?")
    again = replace(asked, id=CaseId(3), question="what is  E99?", opened_at=NOON + HOUR)
    first, second = gaps([again, rare, once, a_case_at(Stage.AWAITING_DECISION)])
    assert (first.question, first.cases, first.since) == ("What is E99?", (2, 3), NOON)
    assert (second.question, second.reason) == ("Can it be painted?", "nothing found")


def test_a_case_without_a_question_is_told_by_its_message() -> None:
    case = replace(a_case_at(Stage.WITH_EXPERT), question=None)
    assert gaps([case])[0].question == case.message.text
