"""What a person asks and what is found, from put to hit."""

from dataclasses import replace

from index.items import Parcel
from index.knowledge import Audience, DocumentId, Kind
from index.search import Index
from tests.builders import NOON, a_document
from tests.index.conftest import OpenIndex
from tests.index.embedders import WordEmbedder
from tests.index.putting import an_item, lines, put

PUBLIC, INTERNAL = Audience.PUBLIC, Audience.INTERNAL

RAIN = a_document(
    "E17 means that the rain gauge is blocked. Lift the funnel off and rinse it with warm water."
)
POWER = a_document(
    "The W3 runs for about two years on three AA cells. Rechargeable ones last eight months.",
    id="https://docs.fennby.example/power",
    title="W3 power supply",
)
RADIO = a_document(
    "Keep the base within 80 m of the mast. Walls of concrete halve the range of the SCT-013-000 link.",
    id="https://docs.fennby.example/radio",
    title="Radio range",
)


def test_a_question_in_other_words_finds_the_passage_that_answers_it(real_index: Index) -> None:
    put(real_index, RAIN, POWER, RADIO)
    best = real_index.search("how long do the batteries hold out?", audience=PUBLIC)[0]
    assert best.passage.document_id == POWER.id
    assert best.by_meaning is not None
    assert best.by_meaning.rank == 1


def test_an_error_code_finds_the_passage_that_names_it(real_index: Index) -> None:
    put(real_index, RAIN, POWER, RADIO)
    best = real_index.search("what is e17", audience=PUBLIC)[0]
    assert best.passage.document_id == RAIN.id
    assert best.by_words is not None
    assert best.by_words.rank == 1


def test_a_hit_says_where_its_text_lies(index: Index) -> None:
    document = replace(RAIN, text="First line.\nThe gauge is blocked.\nLast line.", products=("W3", "W3 Pro"))
    start = document.text.index("The gauge")
    span = replace(lines(document)[1], heading=("Faults", "E17"), page=4)
    index.put([Parcel(an_item(), [(document, [span])])])
    found = index.search("blocked gauge", audience=PUBLIC)[0].passage
    assert (found.start, found.end) == (start, start + len("The gauge is blocked."))
    assert found.text == document.text[found.start : found.end]
    assert (found.page, found.heading, found.version) == (4, ("Faults", "E17"), 1)
    assert (found.title, found.url, found.products) == (document.title, document.url, document.products)


def test_what_is_internal_is_not_found_by_the_public(index: Index) -> None:
    put(index, RAIN, replace(POWER, audience=INTERNAL), replace(RADIO, audience=Audience.CUSTOMER))
    assert {hit.passage.audience for hit in index.search("W3", audience=PUBLIC)} == {PUBLIC}
    assert len(index.search("W3", audience=INTERNAL)) == 3


def test_a_document_that_becomes_internal_is_hidden_at_once(index: Index) -> None:
    put(index, RAIN)
    assert index.search("E17", audience=PUBLIC)
    put(index, replace(RAIN, audience=INTERNAL))
    assert not index.search("E17", audience=PUBLIC)


def test_filtering_does_not_empty_a_result(index: Index) -> None:
    nearer = [
        replace(RAIN, id=DocumentId(f"internal-{n}"), text=f"E17 blocked gauge {n}", audience=INTERNAL)
        for n in range(400)
    ]
    public = [
        replace(RAIN, id=DocumentId(f"public-{n}"), text=f"something on gauge {n} and more")
        for n in range(10)
    ]
    put(index, *nearer, *public)
    hits = index.search("E17 blocked gauge", audience=PUBLIC, limit=10)
    assert len(hits) == 10
    assert all(hit.by_meaning and hit.by_words for hit in hits)


def test_only_the_kinds_and_products_asked_for_are_found(index: Index) -> None:
    note = replace(POWER, kind=Kind.SME_NOTE, products=("W5", "W7"))
    put(index, RAIN, note)
    assert [
        hit.passage.document_id for hit in index.search("W3", audience=PUBLIC, kinds=[Kind.SME_NOTE])
    ] == [note.id]
    assert [hit.passage.document_id for hit in index.search("W3", audience=PUBLIC, products=["w7"])] == [
        note.id
    ]
    assert not index.search("W3", audience=PUBLIC, products=[])


def test_a_changed_document_is_found_by_its_new_words_only(index: Index) -> None:
    put(index, RAIN)
    old = index.search("funnel", audience=PUBLIC)[0].passage
    put(index, replace(RAIN, text="E17 is a blocked gauge. Use a soft brush."))
    new = index.search("funnel brush", audience=PUBLIC)
    assert [(hit.passage.version, hit.passage.text) for hit in new] == [
        (2, "E17 is a blocked gauge. Use a soft brush.")
    ]
    assert new[0].passage.id > old.id


def test_a_withdrawn_document_is_not_found_and_its_text_is_kept(index: Index) -> None:
    put(index, RAIN)
    assert index.withdraw([RAIN.id], NOON) == [RAIN.id]
    assert index.search("E17", audience=PUBLIC) == []
    kept = index.document(RAIN.id)
    assert kept is not None
    assert (kept.text, kept.withdrawn_at) == (RAIN.text, NOON)


def test_what_another_process_puts_is_found(open_index: OpenIndex) -> None:
    here, there = open_index(), open_index(folder="there")
    assert here.search("E17", audience=PUBLIC) == []
    put(there, RAIN)
    assert [hit.passage.document_id for hit in here.search("E17", audience=PUBLIC)] == [RAIN.id]
    there.withdraw([RAIN.id], NOON)
    assert here.search("E17", audience=PUBLIC) == []


def test_the_best_hit_comes_first_and_the_same_question_finds_the_same(index: Index) -> None:
    put(index, RAIN, POWER, RADIO)
    first = index.search("range of the mast", audience=PUBLIC)
    assert [hit.score for hit in first] == sorted((hit.score for hit in first), reverse=True)
    assert first == index.search("range of the mast", audience=PUBLIC)


def test_one_can_be_surer_of_an_answer_than_of_a_stray_likeness(real_index: Index) -> None:
    put(real_index, RAIN, POWER, RADIO)
    answered = real_index.search("My W3 shows E17, what does that mean?", audience=PUBLIC)[0]
    stray = real_index.search("my suitcase never came to Denver, call me", audience=PUBLIC)[0]
    assert 0 <= stray.confidence < 0.5 < answered.confidence <= 1


def test_a_put_document_is_found_again_after_it_was_withdrawn(index: Index) -> None:
    embedder = WordEmbedder()
    put(index, RAIN)
    index.withdraw([RAIN.id], NOON)
    put(index, RAIN)
    assert embedder.embedded == []
    assert [hit.passage.version for hit in index.search("E17", audience=PUBLIC)] == [1]
