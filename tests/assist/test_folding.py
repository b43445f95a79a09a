"""A saying counts once, by whoever's word weighs most; a number that differs is another saying."""

from dataclasses import replace

import pytest

from assist.knowledge.folding import folded
from index.knowledge import Document, Hit, Kind, Passage, PassageId
from tests.builders import a_document

SAID = "The outdoor sensor of the W3 takes two AA cells and reaches 100 m in the open"
SHEET = a_document(f"{SAID}.", id="sheet")
CHAT = a_document(f"Reply 1\n\n{SAID}, too.", id="chat", kind=Kind.FORUM)
SOLVED = a_document(f"Accepted solution\n\n{SAID}, yes.", id="solved", kind=Kind.FORUM)
NOTE = a_document(f"{SAID}, says the team.", id="note", kind=Kind.SME_NOTE)


def a_hit(document: Document, score: float) -> Hit:
    start = document.text.index("The outdoor") if "The outdoor" in document.text else 0
    text = document.text[start:]
    where = (document.title, document.url, text, start, len(document.text))
    passage = Passage(PassageId(1), document.id, 1, document.kind, document.audience, *where)
    return Hit(passage, score, 0.9)


def names(*found: tuple[Document, float]) -> list[str]:
    return [
        hit.passage.document_id
        for hit in folded((a_hit(document, score), document) for document, score in found)
    ]


@pytest.mark.parametrize("better", [SHEET, SOLVED, NOTE])
def test_of_one_saying_the_weightier_stands(better: Document) -> None:
    assert names((CHAT, 0.9), (better, 0.8)) == [better.id]
    assert names((better, 0.9), (CHAT, 0.8)) == [better.id]


def test_the_sheet_weighs_more_than_the_solution() -> None:
    assert names((SOLVED, 0.9), (SHEET, 0.8)) == ["sheet"]


@pytest.mark.parametrize(("old", "new"), [("100 m", "80 m"), ("W3", "W4"), ("takes two", "never takes two")])
def test_what_differs_in_a_number_a_name_or_a_not_is_kept_beside_it(old: str, new: str) -> None:
    other = replace(NOTE, text=NOTE.text.replace(old, new))
    assert names((SHEET, 0.9), (other, 0.8)) == ["sheet", "note"]


def test_chatter_gives_way_to_a_solution_that_is_nearly_as_good_but_not_to_a_worse_one() -> None:
    other = replace(SOLVED, text="Accepted solution\n\nHold the button of the base for four seconds.")
    assert names((CHAT, 0.80), (other, 0.79)) == ["solved", "chat"]
    assert names((CHAT, 0.80), (other, 0.60)) == ["chat", "solved"]
