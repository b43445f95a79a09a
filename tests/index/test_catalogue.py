"""Which passages a filter lets through, and which rows a document has."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.knowledge import Audience, DocumentId, Kind, Passage, PassageId
from index.projection.catalogue import Catalogue, Filter, filter_of, key_of

DOCUMENTS = [DocumentId(f"https://docs.fennby.example/{number}") for number in range(6)]
PRODUCTS = ("W3", "w5", "Straße")


@st.composite
def shelves(draw: st.DrawFn) -> list[Passage]:
    """Passages with ascending ids."""
    ids = sorted(draw(st.sets(st.integers(1, 500), max_size=30)))
    return [
        Passage(
            id=PassageId(number),
            document_id=draw(st.sampled_from(DOCUMENTS)),
            version=1,
            kind=draw(st.sampled_from(Kind)),
            audience=draw(st.sampled_from(Audience)),
            title="",
            url=None,
            text="x",
            start=0,
            end=1,
            products=tuple(draw(st.sets(st.sampled_from(PRODUCTS)))),
        )
        for number in ids
    ]


filters = st.builds(
    filter_of,
    st.sampled_from(Audience),
    st.none() | st.sets(st.sampled_from(Kind)),
    st.none() | st.sets(st.sampled_from(["w3", "W5", "strasse", "none"])),
)


def passes(passage: Passage, wanted: Filter) -> bool:
    """The rule, once more and slowly."""
    products = {product.casefold() for product in passage.products}
    return (
        passage.audience in wanted.audience.may_read
        and (wanted.kinds is None or passage.kind in wanted.kinds)
        and (wanted.products is None or bool(products & wanted.products))
    )


@given(shelves(), filters)
def test_a_filter_lets_through_what_it_says(passages: list[Passage], wanted: Filter) -> None:
    allowed = Catalogue.of(passages).allowed(wanted)
    assert allowed.tolist() == [passes(passage, wanted) for passage in passages]


@given(shelves(), st.sets(st.sampled_from(DOCUMENTS)))
def test_the_rows_of_documents_are_those_of_their_passages(
    passages: list[Passage], documents: set[DocumentId]
) -> None:
    rows = Catalogue.of(passages).rows_of(documents)
    assert sorted(rows.tolist()) == [n for n, each in enumerate(passages) if each.document_id in documents]


@given(shelves(), st.integers(0, 30), filters)
def test_parts_that_are_joined_are_as_one(passages: list[Passage], cut: int, wanted: Filter) -> None:
    first = Catalogue.of(passages[:cut])
    both = Catalogue.joined([first, Catalogue.of(passages[cut:], first.table)])
    whole = Catalogue.of(passages)
    assert both.passages.tolist() == whole.passages.tolist()
    assert both.allowed(wanted).tolist() == whole.allowed(wanted).tolist()


def test_what_was_saved_is_what_is_opened(tmp_path: Path) -> None:
    passages = [
        Passage(PassageId(7), DOCUMENTS[0], 1, Kind.FORUM, Audience.PUBLIC, "", None, "x", 0, 1),
        Passage(PassageId(9), DOCUMENTS[1], 1, Kind.SME_NOTE, Audience.INTERNAL, "", None, "x", 0, 1),
    ]
    Catalogue.of(passages).save(tmp_path)
    opened = Catalogue.open(tmp_path)
    assert opened.passages.tolist() == [7, 9]
    assert opened.rows_of([DOCUMENTS[1]]).tolist() == [1]
    assert opened.allowed(filter_of(Audience.PUBLIC)).tolist() == [True, False]
    assert isinstance(opened.passages, np.memmap)


def test_documents_have_keys_of_their_own() -> None:
    keys = {key_of(DocumentId(f"document {number}")) for number in range(100_000)}
    assert len(keys) == 100_000
    assert all(0 <= key < 2**64 for key in keys)
