"""A whole document's journey: from a file, through the real index, to what a search finds."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from index.embedding.embed import SentenceEmbedder
from index.knowledge import Audience, Kind
from index.search import Index
from ingest.batch import Library
from ingest.refresh import refresh
from tests.ingest.builders import COMMUNITY, DATA, Sheet, a_source


class CountingEmbedder:
    """The real model, with a count of the texts it was given."""

    def __init__(self, model: SentenceEmbedder) -> None:
        self.model = model
        self.name, self.dimension = model.name, model.dimension
        self.texts = 0

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += len(texts)
        return self.model.embed(texts)

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        return self.model.embed_questions(texts)


@pytest.fixture
def counting(embedder: SentenceEmbedder) -> CountingEmbedder:
    return CountingEmbedder(embedder)


@pytest.fixture
def index(tmp_path: Path, counting: CountingEmbedder) -> Iterator[Index]:
    opened = Index.open(f"sqlite:///{tmp_path}/library.db", tmp_path / "index", counting)
    yield opened
    opened.close()


def test_the_index_is_a_library(index: Index) -> None:
    library: Library = index

    assert library.items("sheets") == {}


def test_a_file_is_found_by_what_it_says_until_it_is_gone(
    index: Index, folder: Path, clock: Callable[[], datetime], counting: CountingEmbedder
) -> None:
    sheet = Sheet().page().line("W3 weather station", size=20).gap().line("It is grey.")
    sheet.page().line("Rain gauge", size=16).gap().line("E17 means that the rain gauge is blocked by leaves.")
    (folder / "w3.pdf").write_bytes(sheet.bytes())
    (folder / "w9.md").write_text("# W9\n\nThe W9 measures snow.")
    source = a_source(folder)

    assert refresh(source, index, now=clock).new == 2
    hit = index.search("What does E17 mean, is the gauge blocked?", audience=Audience.PUBLIC)[0]
    assert (hit.passage.document_id, hit.passage.page) == ("sheets/w3.pdf", 2)
    document = index.document(hit.passage.document_id)
    assert document is not None
    assert document.text[hit.passage.start : hit.passage.end] == hit.passage.text

    counting.texts = 0
    assert refresh(source, index, now=clock).unchanged == 2
    assert refresh(source, index, now=clock, full=True).unchanged == 2
    assert counting.texts == 0

    (folder / "w3.pdf").unlink()
    assert refresh(source, index, now=clock).withdrawn == 1
    found = index.search("What does E17 mean, is the gauge blocked?", audience=Audience.PUBLIC)
    assert {hit.passage.document_id for hit in found} == {"sheets/w9.md"}


def test_an_internal_note_is_found_by_those_inside_only(
    index: Index, folder: Path, clock: Callable[[], datetime]
) -> None:
    (folder / "lot.md").write_text("# Lot 7\n\nThe seal of lot 7 turns hard in the cold.")
    refresh(a_source(folder, kind=Kind.SME_NOTE, audience=Audience.INTERNAL), index, now=clock)

    assert index.search("seal of lot 7", audience=Audience.PUBLIC) == []
    assert len(index.search("seal of lot 7", audience=Audience.INTERNAL)) == 1


def test_a_solution_is_found_with_the_link_to_its_post(index: Index, clock: Callable[[], datetime]) -> None:
    source = a_source(DATA / "forum" / "thread-7.html", kind=Kind.FORUM, selectors=COMMUNITY)
    refresh(source, index, now=clock)

    hit = index.search("my station loses the clock in a power cut", audience=Audience.PUBLIC)[0]

    assert hit.passage.url == "https://community.fennby.example/t/w3-forgets-the-time/7#post-3"
