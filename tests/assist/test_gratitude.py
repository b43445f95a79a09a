"""Agents thank the experts whose notes a reply quotes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from assist.knowledge.gratitude import Gratitude
from desk.cases import Case, CaseId, Person, Stage
from desk.errors import StepNotPossible
from index.knowledge import Document, Kind
from tests.bots.cases import a_case
from tests.builders import ALICE, NOON, a_citation, a_document, a_draft
from tests.fakes.shelf import Shelf

NOTE = replace(a_document(id="notes/w3.md", kind=Kind.SME_NOTE, version=1), meta={"owner": "sam"})


class Kept:
    """Thanks in memory."""

    def __init__(self) -> None:
        self.thanks: dict[tuple[CaseId, str], str] = {}

    def give(self, case_id: CaseId, expert: str, by: Person, at: datetime) -> bool:
        return self.thanks.setdefault((case_id, expert), by.name) == by.name

    def given(self, case_id: CaseId) -> frozenset[str]:
        return frozenset(expert for case, expert in self.thanks if case == case_id)


@pytest.fixture
def owing() -> Callable[[Document], tuple[Gratitude, Case]]:
    def made(document: Document) -> tuple[Gratitude, Case]:
        cited = [replace(a_citation(), marker=number, document_id=document.id) for number in (1, 2)]
        case = a_case(Stage.SENT, draft=a_draft(version=1, citations=cited))
        return Gratitude(Kept(), Shelf(document), lambda _: case, lambda: NOON), case

    return made


def test_the_owner_of_a_quoted_note_is_thanked_once(
    owing: Callable[[Document], tuple[Gratitude, Case]],
) -> None:
    gratitude, case = owing(NOTE)
    assert gratitude.owed(case) == ("sam",)
    assert gratitude.thank(case.id, ALICE) == ("sam",)
    assert gratitude.owed(case) == ()
    with pytest.raises(StepNotPossible, match="thanked already"):
        gratitude.thank(case.id, ALICE)


@pytest.mark.parametrize("document", [replace(NOTE, kind=Kind.FORUM), replace(NOTE, meta={})])
def test_nobody_is_thanked_for_what_no_expert_wrote(
    owing: Callable[[Document], tuple[Gratitude, Case]], document: Document
) -> None:
    gratitude, case = owing(document)
    assert gratitude.owed(case) == ()
    with pytest.raises(StepNotPossible):
        gratitude.thank(case.id, ALICE)
