"""Which replies two people must approve."""

from dataclasses import replace

import pytest

from desk.cases import Case, Stage, Topic, Triage
from desk.four_eyes import FourEyes
from tests.builders import a_message
from tests.desk.cases import TRIAGE, a_case_at

ALL = FourEyes(frozenset(Topic), reach=100_000)


def a_case(*topics: Topic, reach: int | None = None, triage: Triage | None = TRIAGE) -> Case:
    case = a_case_at(Stage.AWAITING_DECISION)
    message = replace(case.message, author_reach=reach)
    return replace(case, triage=triage and replace(triage, topics=topics), messages=(message,))


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (a_case(Topic.REFUND), "it is about a refund"),
        (a_case(Topic.PRIVACY, Topic.LEGAL), "it is about a legal matter and it is about somebody's personal data"),
        (a_case(reach=120_000), "its author has 120,000 followers"),
        (a_case(Topic.SAFETY, reach=100_000), "it is about somebody's safety and its author has 100,000 followers"),
        (a_case(reach=99_999), None),
        (a_case(), None),
        (a_case(triage=None), None),
    ],
)  # fmt: skip
def test_two_must_approve_what_touches_a_chosen_topic_or_reaches_many(case: Case, why: str | None) -> None:
    assert ALL.why_two(case) == why


def test_nothing_needs_two_unless_it_was_chosen() -> None:
    case = a_case(Topic.REFUND, reach=10**9)
    assert FourEyes().why_two(case) is None
    assert FourEyes(frozenset({Topic.LEGAL})).why_two(case) is None
    assert FourEyes(reach=0).why_two(a_case(reach=None)) is None


def test_an_author_stays_influential_whatever_a_later_message_says() -> None:
    case = a_case(reach=200_000)
    later = (a_message(), replace(a_message(), author_reach=12))
    case = replace(case, messages=(*case.messages, *later))
    assert ALL.why_two(case) == "its author has 200,000 followers"
