"""The index as a retriever, asked as LangChain asks."""

import pytest
from langchain_core.runnables import ConfigurableField
from pydantic import ValidationError

from index.items import Parcel
from index.knowledge import Audience, Kind, Span
from index.langchain.retriever import KnowledgeRetriever
from index.search import Index
from tests.builders import a_document
from tests.index.putting import an_item, put

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL
SHEET = a_document()
NOTE = a_document(
    "E17 after frost: send a new rain gauge at once.",
    id="notes/frost.md",
    kind=Kind.SME_NOTE,
    audience=INTERNAL,
    products=("W5",),
)


def found(retriever: KnowledgeRetriever, **said: object) -> list[str | None]:
    return [document.id for document in retriever.invoke("what does E17 mean?", None, **said)]


def test_a_passage_carries_what_a_citation_needs(index: Index) -> None:
    span = Span(0, 41, heading=("Faults", "E17"), page=4)
    index.put([Parcel(an_item(), [(SHEET, [span])])])
    (document,) = KnowledgeRetriever(index=index, audience=PUBLIC).invoke("E17")
    (hit,) = index.search("E17", audience=PUBLIC)
    assert (document.id, document.page_content) == (SHEET.id, "E17 means that the rain gauge is blocked.")
    assert document.metadata == {
        "document_id": SHEET.id,
        "version": 1,
        "start": 0,
        "end": 41,
        "page": 4,
        "heading": ["Faults", "E17"],
        "title": "W3 weather station",
        "url": SHEET.url,
        "audience": "public",
        "kind": "data_sheet",
        "products": ["W3"],
        "score": hit.score,
        "confidence": hit.confidence,
    }


def test_nobody_reads_without_saying_for_whom(index: Index) -> None:
    with pytest.raises(ValidationError, match="audience"):
        KnowledgeRetriever(index=index)  # type: ignore[call-arg]


def test_an_internal_note_is_never_retrieved_for_the_public(index: Index) -> None:
    put(index, SHEET, NOTE)
    public = KnowledgeRetriever(index=index, audience=PUBLIC, k=10)
    assert found(public) == [SHEET.id]
    assert found(public, kinds=[Kind.SME_NOTE]) == []
    with pytest.raises(ValueError, match="opened for 'public' and cannot search for 'internal'"):
        found(public, audience=INTERNAL)
    assert set(found(KnowledgeRetriever(index=index, audience=INTERNAL))) == {SHEET.id, NOTE.id}


def test_what_is_said_in_a_call_goes_before_what_was_said_at_first(index: Index) -> None:
    put(index, SHEET, NOTE)
    retriever = KnowledgeRetriever(index=index, audience=INTERNAL, products=frozenset({"W5"}))
    assert found(retriever) == [NOTE.id]
    assert found(retriever, products=["W3"]) == [SHEET.id]
    assert found(retriever, products=None, audience=PUBLIC) == [SHEET.id]
    assert [one.id for one in retriever.bind(products=None, kinds=[Kind.DATA_SHEET]).invoke("E17")] == [
        SHEET.id
    ]


def test_a_floor_leaves_nothing_where_nothing_is_good_enough(index: Index) -> None:
    put(index, SHEET)
    (hit,) = index.search("what does E17 mean?", audience=PUBLIC)
    assert found(KnowledgeRetriever(index=index, audience=PUBLIC, floor=hit.confidence)) == [SHEET.id]
    above = KnowledgeRetriever(index=index, audience=PUBLIC, floor=hit.confidence + 1e-6)
    assert found(above) == []
    assert found(above, floor=0.0) == [SHEET.id]


async def test_an_asynchronous_call_takes_what_the_other_takes(index: Index) -> None:
    put(index, *[a_document(f"E17 is number {number}.", id=f"sheets/{number}") for number in range(5)])
    retriever = KnowledgeRetriever(index=index, audience=PUBLIC)
    assert len(await retriever.ainvoke("E17")) == 4
    assert len(await retriever.ainvoke("E17", None, k=2)) == 2
    assert await retriever.ainvoke("E17", None, floor=1.0) == []
    assert await retriever.abatch(["E17", "number 3"]) == retriever.batch(["E17", "number 3"])


def test_fields_may_come_from_the_configuration_of_a_chain(index: Index) -> None:
    put(index, SHEET, NOTE)
    retriever = KnowledgeRetriever(index=index, audience=INTERNAL)
    chain = retriever.configurable_fields(products=ConfigurableField(id="products"))
    assert [one.id for one in chain.invoke("E17", {"configurable": {"products": {"W5"}}})] == [NOTE.id]


@pytest.mark.parametrize("said", [{"k": 0}, {"products": "W3"}, {"filter": {}}])
def test_a_call_that_makes_no_sense_is_refused(index: Index, said: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError), match=next(iter(said))):
        found(KnowledgeRetriever(index=index, audience=PUBLIC), **said)


@pytest.mark.parametrize("said", [{"k": 0}, {"floor": 1.5}, {"products": "W3"}, {"audience": "everybody"}])
def test_a_retriever_that_makes_no_sense_is_refused(index: Index, said: dict[str, object]) -> None:
    with pytest.raises(ValidationError, match=next(iter(said))):
        KnowledgeRetriever.model_validate({"index": index, "audience": PUBLIC, **said})
