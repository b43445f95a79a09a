"""The library as a vector store: what goes in comes out with its proof, and to nobody who may not read it."""

import pytest
from langchain_core.documents import Document as LangChainDocument
from langchain_core.indexing import InMemoryRecordManager, index

from index.errors import UnfitDocument
from index.knowledge import Audience, DocumentId, Kind
from index.langchain.store import KnowledgeStore
from tests.builders import NOON, a_document
from tests.index.embedders import WordEmbedder
from tests.index.langchain.conftest import OpenStore
from tests.index.putting import put

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL
RAIN = "E17 means that the rain gauge is blocked."
LONG = "\n\n".join(
    f"Step {number}. Turn screw {number} by a quarter. " + "Wait. " * 30 for number in range(12)
)


@pytest.fixture
def store(open_store: OpenStore) -> KnowledgeStore:
    return open_store()


def ids(found: list[LangChainDocument]) -> list[str | None]:
    return [document.id for document in found]


def test_a_passage_says_where_it_stands_for_whom_it_is_and_how_well_it_fits(store: KnowledgeStore) -> None:
    said = {"title": "Faults", "source": "https://docs.fennby.example/w3", "products": ["W3"], "shelf": 7}
    store.add_texts([RAIN], [said], ids=["e17"])
    (found,) = store.similarity_search("what is E17?")
    assert (found.id, found.page_content) == ("e17", RAIN)
    (hit,) = store.index.search("what is E17?", audience=PUBLIC)
    assert found.metadata == said | {
        "document_id": "langchain:documents/e17",
        "version": 1,
        "start": 0,
        "end": len(RAIN),
        "page": None,
        "heading": [],
        "url": "https://docs.fennby.example/w3",
        "audience": "public",
        "kind": "forum",
        "score": hit.score,
        "confidence": hit.confidence,
    }


def test_what_the_index_knows_of_a_passage_cannot_be_said_otherwise(store: KnowledgeStore) -> None:
    store.add_texts([RAIN], [{"version": 9, "start": 77, "score": 1e6, "document_id": "other", "page": 3}])
    (found,) = store.similarity_search("E17")
    assert (found.metadata["version"], found.metadata["start"]) == (1, 0)
    assert found.metadata["document_id"] == f"langchain:documents/{found.id}"
    assert found.metadata["score"] <= 1
    assert found.metadata["page"] == 3  # of which it knows nothing


def test_an_internal_note_is_never_shown_to_the_public(open_store: OpenStore) -> None:
    inside = open_store(audience=INTERNAL)
    inside.add_texts([RAIN, RAIN], [{}, {"audience": "public"}], ids=["note", "page"])
    outside = open_store(audience=PUBLIC)
    assert ids(outside.similarity_search("E17")) == ["page"]
    assert ids(outside.max_marginal_relevance_search("E17")) == ["page"]
    assert ids(outside.get_by_ids(["note", "langchain:documents/note", "page"])) == ["page"]
    assert sorted(filter(None, ids(inside.similarity_search("E17")))) == ["note", "page"]


def test_a_store_whose_reader_nobody_knows_is_not_opened(open_store: OpenStore) -> None:
    with pytest.raises(ValueError, match="everybody"):
        open_store(audience="everybody")


def test_a_call_may_ask_for_a_lesser_reader_and_not_for_a_greater(open_store: OpenStore) -> None:
    store = open_store(audience=Audience.CUSTOMER)
    store.add_texts([RAIN], ids=["note"])
    assert store.similarity_search("E17", audience=PUBLIC) == []
    with pytest.raises(ValueError, match="opened for 'customer' and cannot search for 'internal'"):
        store.similarity_search("E17", audience=INTERNAL)


def test_what_is_asked_for_in_words_that_mean_nothing_here_is_refused(store: KnowledgeStore) -> None:
    with pytest.raises(TypeError, match=r"\['filter'\]: a search takes k, audience, kinds and products"):
        store.similarity_search("E17", filter={"audience": "public"})  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="audience"):
        store.add_texts([RAIN], audience=INTERNAL)
    assert store.index.counts().documents == 0


def test_kinds_and_products_choose_what_is_found(store: KnowledgeStore) -> None:
    store.add_texts(
        [RAIN, RAIN], [{"kind": "sme_note"}, {"products": ["W5"]}], ids=["note", "thread"]
    )  # as a configuration would say it
    assert ids(store.similarity_search("E17", kinds=[Kind.SME_NOTE])) == ["note"]
    assert ids(store.search("E17", "similarity", kinds=["sme_note"])) == ["note"]
    assert ids(store.similarity_search("E17", products=["w5"])) == ["thread"]
    with pytest.raises(ValueError, match="products is 'W5': give a list"):
        store.similarity_search("E17", products="W5")


def test_the_same_id_is_a_new_version_and_the_old_one_can_still_be_cited(store: KnowledgeStore) -> None:
    store.add_texts([RAIN], ids=["e17"])
    store.add_texts(["E17 is a loose cable."], ids=["e17"])
    (found,) = store.similarity_search("E17")
    assert (found.page_content, found.metadata["version"]) == ("E17 is a loose cable.", 2)
    old = store.index.document(DocumentId(found.metadata["document_id"]), 1)
    assert old is not None
    assert old.text == RAIN


def test_what_is_deleted_is_not_found_and_its_text_is_kept(store: KnowledgeStore) -> None:
    store.add_texts([RAIN], ids=["e17"])
    assert store.delete(["e17", "never there"])
    assert store.similarity_search("E17") == store.get_by_ids(["e17"]) == []
    kept = store.index.document(DocumentId("langchain:documents/e17"))
    assert kept is not None
    assert (kept.text, kept.withdrawn_at) == (RAIN, NOON)


def test_a_store_finds_all_of_the_library_and_deletes_from_its_own_collection_alone(
    open_store: OpenStore,
) -> None:
    sheet, one, other = a_document(), open_store(collection="one"), open_store(collection="other")
    put(one.index, sheet)
    one.add_texts([RAIN], ids=["e17"])
    other.add_texts([RAIN], ids=["e17"])
    assert sorted(filter(None, ids(one.similarity_search("E17")))) == [
        "e17",
        sheet.id,
        "langchain:other/e17",
    ]
    one.delete([sheet.id, "langchain:other/e17"])
    one.delete()
    assert sorted(filter(None, ids(one.similarity_search("E17")))) == [sheet.id, "langchain:other/e17"]
    assert ids(one.get_by_ids([sheet.id, "langchain:other/e17", "e17"])) == [sheet.id, "langchain:other/e17"]


def test_a_hit_in_a_long_document_is_a_passage_and_its_id_gets_the_whole(store: KnowledgeStore) -> None:
    store.add_texts([LONG], ids=["manual"])
    found = store.similarity_search("screw 7", k=3)
    assert {document.id for document in found} == {"manual"}
    assert len({document.page_content for document in found}) == 3
    for document in found:
        assert document.page_content == LONG[document.metadata["start"] : document.metadata["end"]]
    (whole,) = store.get_by_ids(["manual"])
    assert whole.page_content == LONG
    assert (whole.metadata["version"], whole.metadata["end"]) == (1, len(LONG))


@pytest.mark.parametrize("text", [" E17 \n", "\tE17", "E17 – Ü 雨量计 🌧 &amp; <b>", "E17\r\nrinse"])
def test_a_short_text_comes_back_to_the_letter(store: KnowledgeStore, text: str) -> None:
    (made,) = store.add_texts([text])
    assert [document.page_content for document in store.similarity_search("E17")] == [text]
    assert [document.page_content for document in store.get_by_ids([made])] == [text]


def test_all_of_many_are_added_or_none(store: KnowledgeStore) -> None:
    with pytest.raises(UnfitDocument, match="NUL"):
        store.add_texts([RAIN, "half a file\0"])
    assert store.index.counts().documents == 0


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"read_at": NOON}, "'read_at'"),
        ({"at": (1, 2)}, "'at': \\(1, 2\\)"),
        ({3: "three"}, "metadata 3"),
        ({"audience": "everybody"}, "no audience 'everybody', only 'public', 'customer', 'internal'"),
        ({"kind": Kind.FORUM.name}, "no kind 'FORUM'"),
        ({"products": "W3"}, "products is 'W3'; give a list"),
    ],
)
def test_metadata_that_would_not_come_back_or_say_nothing_are_refused(
    store: KnowledgeStore, said: dict[str, object], complaint: str
) -> None:
    with pytest.raises(UnfitDocument, match=complaint):
        store.add_texts([RAIN], [said])


def test_without_an_id_the_same_document_is_the_same(store: KnowledgeStore) -> None:
    first = store.add_texts([RAIN, RAIN, RAIN], [{}, {"page": 2, "shelf": 7}, {}])
    assert first == store.add_texts(iter([RAIN, RAIN, RAIN]), [{}, {"shelf": 7, "page": 2}, {}])
    assert len(set(first)) == store.index.counts().documents == 2


def test_texts_ids_and_metadata_are_as_many(store: KnowledgeStore) -> None:
    with pytest.raises(ValueError, match="1 ids or metadatas for 2 documents"):
        store.add_texts([RAIN, RAIN], ids=["e17"])
    with pytest.raises(ValueError, match="1 ids or metadatas for 2 documents"):
        store.add_texts([RAIN, RAIN], [{}])


async def test_nothing_good_enough_is_a_result(store: KnowledgeStore) -> None:
    store.add_texts([RAIN], ids=["e17"])
    question = "what is E17?"
    ((_, sure),) = store.similarity_search_with_relevance_scores(question)
    ((_, score),) = store.similarity_search_with_score(question)
    (hit,) = store.index.search(question, audience=PUBLIC)
    assert (sure, score) == (hit.confidence, hit.score)
    for floor, expected in ((sure, ["e17"]), (min(1.0, sure + 1e-6), [])):
        said = {"search_type": "similarity_score_threshold", "search_kwargs": {"score_threshold": floor}}
        assert ids(store.as_retriever(**said).invoke(question)) == expected
        assert ids(await store.as_retriever(**said).ainvoke(question)) == expected


def test_results_that_differ_are_preferred_to_results_that_repeat(open_store: OpenStore) -> None:
    store = open_store(WordEmbedder())
    again = [f"E17 means a blocked gauge in year {number}" for number in range(3)]
    store.add_texts([*again, "E17 is worth a call to your installer"], ids=["0", "1", "2", "call"])
    question, search = "E17 means a blocked gauge", store.max_marginal_relevance_search
    fit = ids(store.similarity_search(question))
    assert fit[3] == "call"
    assert ids(search(question, k=4, lambda_mult=1.0)) == fit
    assert ids(search(question, k=2, lambda_mult=0.3)) == [fit[0], "call"]
    assert ids(search(question, k=2, fetch_k=3, lambda_mult=0.3))[1] != "call"


def test_langchains_indexing_keeps_a_collection_in_step_with_its_documents(store: KnowledgeStore) -> None:
    records = InMemoryRecordManager("w3")
    records.create_schema()
    pages = [
        LangChainDocument(RAIN, metadata={"source": "a.md"}),
        LangChainDocument("Wash the funnel.", metadata={"source": "b.md"}),
    ]
    first = index(pages, records, store, cleanup="full", key_encoder="sha256")
    again = index(pages[1:], records, store, cleanup="full", key_encoder="sha256")
    assert (first["num_added"], again["num_skipped"], again["num_deleted"]) == (2, 1, 1)
    assert [page.page_content for page in store.similarity_search("E17 funnel")] == ["Wash the funnel."]
