"""Two values for one attribute are shown side by side; the newer one wins and says so; nothing is averaged."""

from dataclasses import replace

import pytest

from assist.draft.contradiction import NAME, contradictions
from assist.draft.extractive import ExtractiveDrafter
from assist.draft.ports import Assignment
from assist.knowledge.evidence import gather
from assist.knowledge.research import Researcher, Wanted
from assist.reply.planner import Plan
from assist.stopwatch import Stopwatch
from desk.drafts import Problem, To
from index.knowledge import Audience, Document, Fact
from tests.builders import a_document
from tests.fakes.knowledge import FakeKnowledge, SharedWords

PUBLIC = Plan(To.PUBLIC, "asked in public")
ASKS = "how far does the outdoor sensor of the W3 reach in the open"
SAYS = "The outdoor sensor of the W3 reaches 100 m in the open."
OTHER = SAYS.replace("100 m", "80 m")
SHEET = a_document(SAYS, id="sheet", title="W3 sheet")


def found(*documents: Document, question: str = ASKS) -> tuple[str, tuple[Problem, ...]]:
    evidence = gather(question, Audience.PUBLIC, FakeKnowledge(*documents), floor=0.1)
    drafted = ExtractiveDrafter(SharedWords(), answers=0.1).draft(Assignment(question, evidence, PUBLIC))
    return drafted.text, contradictions(drafted.citations, evidence)


def test_two_values_of_two_documents_are_shown_side_by_side_and_stop_approval() -> None:
    text, (problem,) = found(SHEET, a_document(OTHER, id="note", title="A note"))
    assert problem.blocking
    assert problem.passable
    assert problem.check == NAME
    assert problem.words in text
    for shown in ("'W3 sheet'", "'A note'", SAYS, OTHER):
        assert shown in problem.message


def test_the_agent_sees_it_with_the_draft() -> None:
    knowledge = FakeKnowledge(SHEET, a_document(OTHER, id="note", title="A note"))
    researcher = Researcher(knowledge, ExtractiveDrafter(SharedWords(), answers=0.1), floor=0.1)
    assert [
        problem.check for problem in researcher.find(Wanted(ASKS, "en", PUBLIC), Stopwatch()).problems
    ] == [NAME]


def test_three_years_contradict_24_months_but_not_36() -> None:
    asks = "how long is the guarantee of the W3 from the day of purchase"
    says = "The guarantee of the W3 is 3 years from the day of purchase."
    sheet, note = a_document(says, id="sheet", title="W3 sheet"), a_document(id="note", title="A note")
    shorter, same = (replace(note, text=says.replace("3 years", term)) for term in ("24 months", "36 months"))
    assert [problem.check for problem in found(sheet, shorter, question=asks)[1]] == [NAME]
    assert found(sheet, same, question=asks)[1] == ()


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_newer_value_is_quoted_and_the_agent_told_of_the_other(*, newest_first: bool) -> None:
    old = replace(SHEET, meta={"valid_from": "2025-01-01"})
    new = a_document(OTHER, id="note", title="A note")
    new = replace(new, meta={"valid_from": "2026-01-01"})
    text, (problem,) = found(*((new, old) if newest_first else (old, new)))
    assert text == OTHER
    assert not problem.blocking
    assert "valid from 2026-01-01" in problem.message
    assert SAYS in problem.message


@pytest.mark.parametrize(
    "other",
    [
        SAYS,
        SAYS.replace("100 m", "100 metres"),
        "The outdoor sensor of the W4 reaches 80 m in the open.",
        "The outdoor sensor of the W3 does not reach 80 m in the open.",
        "The base of the W3 shows what the rain gauge sent during the last 80 s.",
        "The outdoor sensor of the W3 takes 2 cells and reaches 100 m in the open.",
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_no_contradiction(other: str) -> None:
    title = "W4 note" if "W4" in other else "A note"
    products = ("W4",) if "W4" in other else ("W3",)
    _, problems = found(SHEET, a_document(other, id="note", title=title, products=products))
    assert problems == ()


def with_fact(document: Document, value: str, unit: str = "V", condition: str | None = None) -> Document:
    row = f"Supply voltage | {value} {unit}"
    text = f"W3\n\n{row}"
    start = text.index(row)
    fact = Fact(
        "Supply voltage", start, len(text), value, unit=unit, condition=condition, product="W3", page=2
    )
    return replace(document, text=text, facts=(fact,))


def test_two_facts_of_one_attribute_contradict_each_other() -> None:
    other = a_document(id="other", title="W3 manual")
    asks = "What is the supply voltage of the W3?"
    text, (problem,) = found(with_fact(SHEET, "5"), with_fact(other, "9"), question=asks)
    assert problem.blocking
    assert problem.words == text
    assert "'W3 sheet', p. 2: 'Supply voltage: 5 V.'" in problem.message
    assert "'W3 manual', p. 2: 'Supply voltage: 9 V.'" in problem.message


@pytest.mark.parametrize(
    ("value", "unit", "condition"), [("5", "V", None), ("5000", "mV", None), ("9", "V", "at night")]
)
def test_facts_that_agree_or_hold_under_other_conditions_do_not(
    value: str, unit: str, condition: str | None
) -> None:
    other = with_fact(a_document(id="other", title="W3 manual"), value, unit, condition)
    _, problems = found(with_fact(SHEET, "5"), other, question="What is the supply voltage of the W3?")
    assert problems == ()
