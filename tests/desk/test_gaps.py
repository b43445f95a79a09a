"""What the knowledge does not answer."""

from dataclasses import replace

import pytest

from desk.cases import Case, Stage
from desk.gaps import GapKind, KnowledgeGap, gap_in, gap_of, in_field
from desk.inquiries import Feedback, Inquiry, Outcome
from tests.bots.cases import a_case
from tests.builders import NOON, QUESTION
from tests.desk.cases import a_new_case, after, handed_on, proposed, rejected

KINDS = {"nothing found": GapKind.ZERO_HIT, "wrong product": GapKind.REJECTED_SOURCES}


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        (after(a_new_case(), handed_on), GapKind.ZERO_HIT),
        (after(a_new_case(), proposed(), rejected), GapKind.REJECTED_SOURCES),
        (replace(after(a_new_case(), handed_on), reason="nothing found; a note may help"), GapKind.ZERO_HIT),
    ],
)
def test_a_case_that_waits_for_knowledge_is_a_gap(case: Case, kind: GapKind) -> None:
    found = gap_of(case, KINDS)
    assert found == KnowledgeGap(kind, "What is E17?", NOON, frozenset(), case.id)


@pytest.mark.parametrize(
    "case",
    [
        replace(after(a_new_case(), handed_on), reason="somebody may be in danger"),
        replace(after(a_new_case(), handed_on), reason=None),
        a_case(Stage.AWAITING_DECISION, reason="nothing found"),
        a_case(Stage.SENT, reason="nothing found"),
        a_case(Stage.REJECTED, reason="nothing found"),  # alice rejected it without a word
    ],
)
def test_a_case_that_waits_for_something_else_is_none(case: Case) -> None:
    assert gap_of(case, KINDS) is None


@pytest.mark.parametrize(
    ("outcome", "feedback", "kind"),
    [
        (Outcome.NOTHING_FOUND, {}, GapKind.ZERO_HIT),
        (Outcome.ANSWERED, {"bob": Feedback.NOT_HELPFUL}, GapKind.REJECTED_SOURCES),
        (Outcome.ANSWERED, {"bob": Feedback.HELPFUL}, None),
        (Outcome.NO_ANSWER_DUE, {}, None),
    ],
)
def test_what_a_colleague_asked_in_vain_is_a_gap(
    outcome: Outcome, feedback: dict[str, Feedback], kind: GapKind | None
) -> None:
    asked = Inquiry("slack", "Ev1", "C1", "1.1", "alice", NOON, "E17?", outcome=outcome, feedback=feedback)
    found = gap_in(asked)
    assert found == (KnowledgeGap(kind, "E17?", NOON) if kind else None)


def test_somebodys_field_is_their_products_and_what_is_about_none() -> None:
    w3, cv8, none = (
        KnowledgeGap(GapKind.ZERO_HIT, "?", NOON, products)
        for products in (frozenset({"W3"}), frozenset({"CV-8"}), frozenset[str]())
    )
    assert in_field([w3, cv8, none], frozenset({"W3", "HR-200"})) == [w3, none]
    assert in_field([w3, cv8, none], frozenset()) == [w3, cv8, none]


def test_a_gap_knows_the_products_of_its_case() -> None:
    case = replace(after(a_new_case(), handed_on), triage=replace(QUESTION, products=("W3",)))
    found = gap_of(case, KINDS)
    assert found is not None
    assert found.products == {"W3"}
