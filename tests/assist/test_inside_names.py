"""A paraphrase of an internal note is known by the names that only the note has."""

from dataclasses import replace

import pytest

from assist.checks.audience import check_audience
from desk.drafts import Problem
from index.knowledge import Audience, Kind, Passage, PassageId
from tests.assist.desk import a_context, cites
from tests.builders import a_document, a_draft

NOTE = (
    "## Wrong Resistor\n\nThe cause is a wrong resistor fitted by Orvane Cells. Batteries of that batch go back. "
    "Ask the Battery team, or (in Brixholt) the stores, before a battery of the CV-8 leaves the Fennby works."
)
INSIDE = Passage(
    PassageId(9), a_document().id, 1, Kind.SME_NOTE, Audience.INTERNAL, "Batch", None, NOTE, 0, len(NOTE)
)
SHEET = a_document("Cells of the CV-8 are made for us by Orvane in Brixholt.", version=1)


def problems(text: str, message: str = "Why does mine die?") -> list[Problem]:
    draft = replace(a_draft(text, citations=[]), drafter="person:alice")
    return check_audience(a_context(draft, message=message, withheld=(INSIDE,)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The maker, Orvane, put in a bad part.", "Orvane"),
        ("Orvane's part is to blame.", "Orvane"),
        ("It comes from our stores in Brixholt.", "Brixholt"),
    ],
)
def test_a_paraphrase_that_names_what_only_the_note_names_is_held_back(text: str, name: str) -> None:
    (problem,) = problems(text)
    assert problem.blocking
    assert name.casefold() in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "Batteries that die early are replaced. Battery and charger belong together.",
        "The Wrong part may be in it.",
        "Your Fennby team is glad to help.",
        "The works are closed.",
    ],
)
def test_ordinary_words_are_no_names_of_the_note(text: str) -> None:
    assert problems(text) == []


def test_a_name_that_the_customer_knows_may_be_told() -> None:
    assert problems("Yes, Orvane makes them.", message="Does orvane make the cells?") == []


def test_a_name_that_the_evidence_has_may_be_told() -> None:
    draft = a_draft(SHEET.text, citations=[cites(SHEET, SHEET.text)])
    assert check_audience(a_context(draft, SHEET, withheld=(INSIDE,))) == []


def test_a_name_that_another_internal_source_has_may_not_be_told() -> None:
    sheet = replace(SHEET, audience=Audience.INTERNAL)
    draft = a_draft("Made by Orvane.", citations=[cites(sheet, sheet.text, says="Made by Orvane.")])
    found = check_audience(a_context(draft, sheet, withheld=(INSIDE,)))
    assert [problem.blocking for problem in found] == [True, True]
