"""Which replies are to be reviewed, and by whom."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.cases import CaseId, Decision, Role, Stage, Verdict
from desk.errors import NotAllowed, StepNotPossible
from desk.reviewing import Criterion, Grade, agent_of, expect_reviewer, reviewed, to_review
from tests.builders import ALICE, LENA, NOON
from tests.desk.cases import a_case_at, after, approved, claimed, edited, sent

GOOD = dict.fromkeys(Criterion, Grade.YES)
AN_EDITED_REPLY = after(a_case_at(Stage.AWAITING_DECISION), edited(), approved, claimed, sent)


def test_the_sample_is_about_as_large_as_its_share_and_the_same_every_time() -> None:
    replies = [(CaseId(number), 1) for number in range(4000)]
    for share in (0.0, 0.1, 0.5, 1.0):
        drawn = [to_review(*reply, "extractive", share) for reply in replies]
        assert abs(sum(drawn) / len(replies) - share) < 0.02
        assert drawn == [to_review(*reply, "extractive", share) for reply in replies]


@given(st.integers(1), st.integers(1), st.floats(0, 1), st.floats(0, 1))
def test_a_larger_share_keeps_the_replies_of_a_smaller_one(
    case: int, version: int, a: float, b: float
) -> None:
    drawn = [to_review(CaseId(case), version, "extractive", share) for share in sorted((a, b))]
    assert drawn != [True, False]
    assert to_review(CaseId(case), version, "person:bob", 0.0)


def test_a_reworded_reply_is_its_writers_and_another_whoever_let_it_out() -> None:
    assert agent_of(AN_EDITED_REPLY) == "bob"
    assert agent_of(a_case_at(Stage.SENT)) == "alice"


def test_whoever_approved_it_first_does_not_review_it_either() -> None:
    decision = Decision(2, "", Verdict.APPROVED, "alice", NOON, endorsed_by="lena")
    expect_reviewer(AN_EDITED_REPLY, LENA)
    with pytest.raises(NotAllowed):
        expect_reviewer(replace(AN_EDITED_REPLY, decision=decision), LENA)
    with pytest.raises(NotAllowed):
        expect_reviewer(AN_EDITED_REPLY, replace(ALICE, roles=frozenset({Role.ADMIN})))


def test_a_review_grades_every_criterion() -> None:
    grades = dict(GOOD)
    del grades[Criterion.TONE]
    with pytest.raises(StepNotPossible, match="tone"):
        reviewed(AN_EDITED_REPLY, LENA, grades, "", NOON)
    assert reviewed(AN_EDITED_REPLY, LENA, GOOD, " fine ", NOON).comment == "fine"
