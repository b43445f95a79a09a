"""Evidence is what its reader may read, is sure enough, and still stands."""

from collections.abc import Collection

import pytest

from assist.knowledge.evidence import gather, withheld
from index.knowledge import Audience, Hit, Kind
from tests.assist.desk import SHEET
from tests.builders import a_document
from tests.fakes.knowledge import FakeKnowledge

NOTE = a_document("E17 on the W3 is a secret of ours.", id="note", audience=Audience.INTERNAL)
ASKS = "E17 on the W3"


class Leaky(FakeKnowledge):
    """A search that forgot about audiences."""

    def search(
        self,
        question: str,
        *,
        audience: Audience,
        limit: int = 10,
        kinds: Collection[Kind] | None = None,
        products: Collection[str] | None = None,
    ) -> list[Hit]:
        return super().search(question, audience=Audience.INTERNAL, limit=limit)


class Late(FakeKnowledge):
    """Documents are withdrawn between the search and the look at them."""

    def search(
        self,
        question: str,
        *,
        audience: Audience,
        limit: int = 10,
        kinds: Collection[Kind] | None = None,
        products: Collection[str] | None = None,
    ) -> list[Hit]:
        hits = super().search(question, audience=audience, limit=limit)
        for hit in hits:
            self.withdraw(hit.passage.document_id)
        return hits


@pytest.mark.parametrize(
    ("audience", "found"), [(Audience.PUBLIC, 1), (Audience.CUSTOMER, 1), (Audience.INTERNAL, 2)]
)
def test_a_search_that_leaks_is_not_trusted(audience: Audience, found: int) -> None:
    evidence = gather(ASKS, audience, Leaky(SHEET, NOTE), floor=0.3)
    assert len({hit.passage.document_id for hit in evidence.hits}) == found


def test_a_hit_under_the_floor_is_no_evidence() -> None:
    assert gather(f"{ASKS} and a great deal more besides", Audience.PUBLIC, FakeKnowledge(SHEET), floor=0.3)
    assert not gather(
        f"{ASKS} and a great deal more besides", Audience.PUBLIC, FakeKnowledge(SHEET), floor=0.9
    )


def test_a_document_withdrawn_in_the_meantime_is_no_evidence() -> None:
    assert not gather(ASKS, Audience.PUBLIC, Late(SHEET), floor=0.3)


def test_no_question_finds_nothing() -> None:
    assert not gather("", Audience.PUBLIC, FakeKnowledge(SHEET), floor=0.0)
    assert withheld("", Audience.PUBLIC, FakeKnowledge(NOTE), floor=0.0) == []


@pytest.mark.parametrize(
    ("audience", "hidden"), [(Audience.PUBLIC, 1), (Audience.CUSTOMER, 1), (Audience.INTERNAL, 0)]
)
def test_what_is_withheld_is_what_the_reader_may_not_read(audience: Audience, hidden: int) -> None:
    assert len(withheld(ASKS, audience, FakeKnowledge(SHEET, NOTE), floor=0.3)) == hidden


def test_the_documents_come_with_their_text() -> None:
    evidence = gather(ASKS, Audience.PUBLIC, FakeKnowledge(SHEET), floor=0.3)
    assert evidence.documents[SHEET.id].text == SHEET.text
