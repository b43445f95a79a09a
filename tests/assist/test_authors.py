"""Who wrote, answered or looks after what comes near a question."""

from dataclasses import replace

import pytest

from assist.knowledge.authors import NEAR, authors_of, nearby, products_of
from index.knowledge import Audience, Document, DocumentId, Kind
from tests.builders import a_document
from tests.fakes.knowledge import FakeKnowledge

QUESTION = "How do I reset the barometer?"
SOLVED = "# Barometer?\n\nQuestion\n\nreset barometer?\n\nAccepted solution by Sam\n\nreset the barometer so"
UNSOLVED = "# Barometer?\n\nQuestion by Sam\n\nhow to reset the barometer?\n\nReply 1 by Kim\n\nno idea"


def a_note(text: str = "Reset the barometer.", id: str = "note", **said: str) -> Document:
    note = a_document(text, id=id, kind=Kind.SME_NOTE, audience=Audience.INTERNAL, title="W3 reset")
    return replace(note, meta=said)


def told(*documents: Document) -> list[tuple[str, str]]:
    """Names, and what they did."""
    return [(author.name, author.did) for author in authors_of(nearby(QUESTION, FakeKnowledge(*documents)))]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (a_note(author="Sam"), [("Sam", "wrote the note 'W3 reset'")]),
        (a_note(owner="Kim"), [("Kim", "looks after 'W3 reset'")]),
        (a_note(author="Sam", owner="Kim"), [("Sam", "wrote the note 'W3 reset'"), ("Kim", "looks after 'W3 reset'")]),
        (a_note(author="Sam", owner="Sam"), [("Sam", "wrote the note 'W3 reset'")]),
        (replace(a_note(SOLVED, author="Sam"), kind=Kind.FORUM), [("Sam", "answered 'W3 reset'")]),
        (replace(a_note(UNSOLVED, author="Sam"), kind=Kind.FORUM), []),  # Sam asks
        (replace(a_note(UNSOLVED, author="Sam", owner="Kim"), kind=Kind.FORUM), [("Kim", "looks after 'W3 reset'")]),
        (replace(a_note(author="Sam"), kind=Kind.DATA_SHEET), [("Sam", "wrote 'W3 reset'")]),
        (replace(a_note("Nothing of the kind.", author="Sam"), title="W3"), []),
        (a_note(), []),
    ],
)  # fmt: skip
def test_what_somebody_has_to_do_with_a_document(document: Document, expected: list[tuple[str, str]]) -> None:
    assert told(document) == expected


def test_the_nearest_comes_first_and_each_name_once() -> None:
    near, nearer = a_note("reset", "1", author="Sam"), a_note("reset barometer", "2", author="Kim")
    also = a_note("barometer", "3", author="KIM", owner="Sam")
    assert [name for name, _ in told(near, nearer, also)] == ["Kim", "Sam"]


def test_a_document_counts_once_and_with_its_best_passage() -> None:
    found = nearby(QUESTION, FakeKnowledge(a_note("reset\n\nreset the barometer\n\nbarometer", author="Sam")))
    assert [(one.document.id, one.confidence) for one in found] == [(DocumentId("note"), 1.0)]
    assert [author.confidence for author in authors_of(found)] == [1.0]


def test_under_the_floor_nothing_is_near() -> None:
    knowledge = FakeKnowledge(a_note("reset", author="Sam"))
    assert nearby(QUESTION, knowledge, near=0.6) == ()
    assert len(nearby(QUESTION, knowledge, near=NEAR)) == 1


def test_a_question_without_words_finds_nobody() -> None:
    assert nearby("", FakeKnowledge(a_note(author="Sam"))) == ()


def test_a_long_title_is_cut_where_one_sees_it() -> None:
    ((_, did),) = told(replace(a_note(author="Sam"), title="reset " * 100))
    assert did.endswith("…'")
    assert len(did) < 110


def test_the_products_are_those_of_the_nearest_that_names_any() -> None:
    nearer = replace(a_note("reset the barometer", "1"), products=())
    near = replace(a_note("reset", "2"), products=("W3", "W4"))
    assert products_of(nearby(QUESTION, FakeKnowledge(near, nearer))) == ("W3", "W4")
    assert products_of(()) == ()
