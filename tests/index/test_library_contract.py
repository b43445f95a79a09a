"""What the library promises on every database: SQLite always, PostgreSQL in the slow run."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from index.embedding.embedded import Embedded
from index.errors import UnfitDocument
from index.items import Change, Counts, Parcel
from index.knowledge import Audience, Document, DocumentId, Span
from index.library import Library
from index.rows import sha256_of
from index.search import Index
from tests.builders import NOON, a_document
from tests.index.embedders import WordEmbedder
from tests.index.putting import an_item, lines, put

W3 = replace(
    a_document("E17 means blocked.\nRinse the funnel.\n電池は三本です。😀"),
    fetched_at=NOON,
    meta={"author": "sam", "licence": "CC-BY"},
)
W5 = a_document("Holds for a year.", id="https://docs.fennby.example/w5", title="W5", products=("W5",))


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def library_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each sort."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'library.db'}"
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def index(library_url: str, tmp_path: Path) -> Iterator[Index]:
    """An index on it."""
    index = Index.open(library_url, tmp_path / "index", WordEmbedder())
    yield index
    index.close()


def texts(index: Index, question: str = "blocked funnel year brush") -> set[str]:
    """What is found."""
    return {hit.passage.text for hit in index.search(question, audience=Audience.INTERNAL)}


def test_a_document_comes_back_as_it_was_put(index: Index) -> None:
    assert put(index, W3) == [Change.NEW]
    assert index.document(W3.id) == replace(W3, version=1)
    assert index.counts() == Counts(documents=1, passages=3)
    assert texts(index) == set(W3.text.split("\n"))


def test_nobody_knows_a_document_that_never_was(index: Index) -> None:
    assert index.document(W3.id) is None
    put(index, W3)
    assert index.document(W3.id, version=2) is None


def test_a_document_put_again_unchanged_stays_the_same_version(index: Index) -> None:
    put(index, W3)
    assert put(index, replace(W3, fetched_at=NOON + timedelta(days=1))) == [Change.UNCHANGED]
    again = index.document(W3.id)
    assert again is not None
    assert (again.version, again.fetched_at) == (1, NOON + timedelta(days=1))


@pytest.mark.parametrize(
    "changed",
    [
        replace(W3, text="E17 means blocked. Rinse it."),
        replace(W3, title="Weather station W3"),
        replace(W3, url="https://docs.fennby.example/new"),
        replace(W3, audience=Audience.INTERNAL),
        replace(W3, products=("W3", "W4")),
        replace(W3, language="ja"),
    ],
)
def test_what_can_be_searched_or_cited_makes_a_new_version(index: Index, changed: Document) -> None:
    put(index, W3)
    assert put(index, changed) == [Change.CHANGED]
    assert index.document(W3.id) == replace(changed, version=2)
    assert index.document(W3.id, version=1) == replace(W3, version=1)


def test_cutting_it_otherwise_makes_new_passages(index: Index) -> None:
    put(index, W3)
    assert index.put([Parcel(an_item(W3.id), [(W3, [Span(0, len(W3.text))])])]) == [[Change.CHANGED]]
    assert texts(index) == {W3.text}


def test_what_an_item_holds_no_more_is_withdrawn(index: Index) -> None:
    dump = an_item("dump.xml")
    put(index, W3, W5, item=dump)
    later = replace(dump, fingerprint="f2", read_at=NOON + timedelta(hours=1))
    assert put(index, W5, item=later) == [Change.UNCHANGED, Change.WITHDRAWN]
    assert texts(index) == {W5.text}
    gone = index.document(W3.id)
    assert gone is not None
    assert (gone.text, gone.withdrawn_at) == (W3.text, NOON + timedelta(hours=1))


def test_what_is_to_be_kept_is_not_withdrawn(index: Index) -> None:
    dump = an_item("dump.xml")
    put(index, W3, W5, item=dump)
    assert index.put([Parcel(dump, [(W5, lines(W5))], keep=[W3.id])]) == [[Change.UNCHANGED]]
    assert index.counts().documents == 2


def test_a_withdrawn_document_comes_back_with_its_version(index: Index) -> None:
    put(index, W3)
    index.withdraw([W3.id], NOON)
    assert index.withdraw([W3.id], NOON) == []
    assert put(index, W3) == [Change.CHANGED]
    assert index.document(W3.id) == replace(W3, version=1)
    assert texts(index) == set(W3.text.split("\n"))


def test_items_are_remembered_with_their_live_documents(index: Index) -> None:
    put(index, W3, item=replace(an_item("a.md"), passed_over=7))
    put(index, W5, item=an_item("b.md", fingerprint="f9"))
    index.withdraw([W5.id], NOON)
    items = index.items("sheets")
    assert items["a.md"] == replace(an_item("a.md"), passed_over=7, documents=frozenset({W3.id}))
    assert (items["b.md"].fingerprint, items["b.md"].documents) == ("f9", frozenset())
    assert index.items("elsewhere") == {}


def test_a_forgotten_item_takes_its_documents_along(index: Index) -> None:
    put(index, W3, item=an_item("a.md"))
    put(index, W5, item=an_item("b.md"))
    assert index.forget("sheets", ["a.md", "never.md"], NOON) == [W3.id]
    assert set(index.items("sheets")) == {"b.md"}
    assert texts(index) == {W5.text}


def test_a_document_that_moved_belongs_to_its_new_item(index: Index) -> None:
    put(index, W3, item=an_item("old.md"))
    assert put(index, W3, item=an_item("new.md")) == [Change.UNCHANGED]
    assert index.forget("sheets", ["old.md"], NOON) == []
    assert index.counts().documents == 1


def test_a_document_that_moved_to_another_source_stays_the_same_version(index: Index) -> None:
    put(index, W3)
    moved = replace(W3, source="manuals")
    assert put(index, moved, item=an_item("w3.md", source="manuals")) == [Change.UNCHANGED]
    assert index.document(W3.id) == replace(moved, version=1)
    assert index.forget("sheets", [W3.id], NOON) == []


def test_passage_ids_are_never_used_again(index: Index) -> None:
    put(index, W3)
    before = {hit.passage.id for hit in index.search("blocked", audience=Audience.PUBLIC)}
    index.withdraw([W3.id], NOON)
    put(index, W5)
    after = {hit.passage.id for hit in index.search("year", audience=Audience.PUBLIC)}
    assert min(after) > max(before)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("a\x00b", []),
        ("half a character \ud83d", []),
        ("heading", [Span(0, 3, ("half \ud83d",))]),
        ("short", [Span(0, 6)]),
        ("short", [Span(3, 3)]),
        ("short", [Span(-2, 3)]),
    ],
)
def test_an_unfit_document_is_named_and_nothing_is_stored(index: Index, text: str, spans: list[Span]) -> None:
    with pytest.raises(UnfitDocument, match="w3"):
        index.put([Parcel(an_item(), [(W5, lines(W5)), (replace(W3, text=text), spans)])])
    assert index.counts() == Counts(0, 0)
    assert index.items("sheets") == {}


def test_two_documents_of_one_id_in_an_item_are_refused(index: Index) -> None:
    with pytest.raises(UnfitDocument, match="twice"):
        put(index, W3, replace(W3, text="another"))


def test_a_document_without_passages_is_kept_and_not_found(index: Index) -> None:
    assert index.put([Parcel(an_item(), [(W3, [])])]) == [[Change.NEW]]
    assert index.counts() == Counts(documents=1, passages=0)
    assert texts(index) == set()


def test_many_documents_go_in_at_once(index: Index) -> None:
    many = [replace(W5, id=DocumentId(f"d{number}"), text=f"note {number}") for number in range(1201)]
    assert put(index, *many).count(Change.NEW) == 1201
    assert put(index, *many[:1]).count(Change.WITHDRAWN) == 1200
    assert index.counts().documents == 1


def test_writers_at_the_same_moment_lose_nothing(index: Index, library_url: str, tmp_path: Path) -> None:
    def write(number: int) -> None:
        own = Index.open(library_url, tmp_path / f"index-{number}", WordEmbedder())
        for version in range(5):
            put(own, replace(W5, id=DocumentId(f"d{number}"), text=f"version {version} of {number}"))
        own.close()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(write, range(4)))
    assert {hit.passage.text for hit in index.search("version", audience=Audience.PUBLIC)} == {
        f"version 4 of {number}" for number in range(4)
    }
    assert index.verify() == []


def test_a_model_that_came_too_late_may_not_put(index: Index, library_url: str) -> None:
    put(index, W5)
    library = Library(library_url)
    assert library.put([Parcel(an_item(), [(W3, lines(W3))])], "words-v2", "words-v2") is None
    library.close()
    assert index.document(W3.id) is None


def test_two_who_embed_the_same_text_keep_one_vector(index: Index, library_url: str) -> None:
    put(index, W5)
    library = Library(library_url)
    embedded = Embedded(library.engine, "words-v1")
    texts = {sha256_of("one"): "one", sha256_of("two"): "two"}
    assert embedded.unknown(texts) == texts
    embedded.add(list(texts)[:1], np.eye(64)[:1])
    embedded.add(list(texts), np.eye(64)[:2])
    assert embedded.unknown(texts) == {}
    library.close()


def test_figures_say_how_much_of_what_there_is(index: Index) -> None:
    put(index, W3, item=an_item("a"))
    put(index, replace(W5, audience=Audience.INTERNAL), item=an_item("b"))
    stats = index.stats()
    assert (stats["documents"], stats["passages"], stats["model"]) == (2, 4, "words-v1")
    assert (stats["by_kind"], stats["by_audience"]) == ({"data_sheet": 2}, {"internal": 1, "public": 1})
    assert stats["last_op"] == 2
    assert isinstance(stats["library_bytes"], int)
    assert stats["library_bytes"] > 0
