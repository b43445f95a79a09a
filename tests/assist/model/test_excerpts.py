"""What a model may quote: the rows that state what is asked for, and passages."""

from dataclasses import replace

from assist.draft.model.excerpts import Excerpt, excerpts_of
from assist.knowledge.evidence import Evidence
from index.facts.lookup import FactHit
from index.knowledge import Audience, Document, Fact
from tests.builders import a_document
from tests.fakes.knowledge import FakeKnowledge

ROW = "Supply voltage | 9 | 30 | V"
SHEET = replace(a_document(f"The W3 measures rain.\n\n{ROW}\n\nThe W3 measures wind."), version=1)


def a_fact(row: str, document: Document = SHEET) -> FactHit:
    start = document.text.index(row)
    fact = Fact(
        "Supply voltage", start, start + len(row), minimum="9", unit="V", heading=("Electrical",), page=3
    )
    return FactHit(fact, document.id, document.version, document.title, document.url, row, 1.0)


def evidence(*facts: FactHit) -> Evidence:
    hits = FakeKnowledge(SHEET).search("measures", audience=Audience.PUBLIC)
    return Evidence("", Audience.PUBLIC, tuple(hits), {SHEET.id: SHEET}, facts)


def texts(*facts: FactHit, most: int = 6) -> list[str]:
    return [excerpt.text for excerpt in excerpts_of(evidence(*facts), most)]


def test_a_row_that_states_what_is_asked_for_stands_first() -> None:
    assert texts(a_fact(ROW)) == [ROW, "The W3 measures rain.", "The W3 measures wind."]
    assert texts(a_fact(ROW), most=2) == [ROW, "The W3 measures rain."]


def test_a_row_that_a_passage_has_is_not_given_twice() -> None:
    assert texts(a_fact("The W3 measures rain.")) == ["The W3 measures rain.", "The W3 measures wind."]


def test_a_row_is_told_with_what_it_stands_under() -> None:
    row, *_ = excerpts_of(evidence(a_fact(ROW)), 6)
    assert (row.title, row.page) == ("W3 weather station > Electrical", 3)


def test_pieces_of_two_documents_are_never_within_each_other() -> None:
    other = a_document(SHEET.text, id="other")
    whole = Excerpt(SHEET, 0, len(SHEET.text), None, ())
    assert Excerpt(SHEET, 3, 9, None, ()).within(whole)
    assert not Excerpt(other, 3, 9, None, ()).within(whole)
