"""Another embedding model: never mixed in, and nobody waits for it."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest

from index.embedding.embed import Embedder
from index.errors import OtherModel, UnfitModel
from index.knowledge import Audience, DocumentId
from index.search import Index
from tests.builders import a_document
from tests.index.conftest import OpenIndex
from tests.index.embedders import WordEmbedder
from tests.index.putting import put

PUBLIC = Audience.PUBLIC
RAIN = a_document("E17 means blocked.\nRinse the funnel.")
SNOW = replace(RAIN, id=DocumentId("snow"), text="Brush the snow off.")


def old_model(said: str | None) -> Embedder:
    """What the library was made with."""
    assert said == "words-v1"
    return WordEmbedder()


def models_of(library: Path) -> set[str]:
    """Whose vectors are in the library."""
    with closing(sqlite3.connect(library)) as connection:
        return {name for (name,) in connection.execute("SELECT DISTINCT model FROM vector")}


def found(index: Index, question: str) -> str:
    """The best hit, which both ways of searching must have found."""
    hit = index.search(question, audience=PUBLIC)[0]
    assert hit.by_meaning
    assert hit.by_words
    return hit.passage.text


def test_a_model_that_is_not_to_be_had_any_more_is_named(open_index: OpenIndex) -> None:
    put(open_index(), RAIN)
    with pytest.raises(OtherModel, match=r"'words-v1'.*assist index rebuild"):
        open_index(WordEmbedder("words-v2"))

    def gone(_said: str | None) -> Embedder:
        raise UnfitModel("no such folder")

    with pytest.raises(OtherModel, match="assist index rebuild"):
        open_index(WordEmbedder("words-v2"), load=gone)


def test_a_model_of_the_same_place_and_another_name_is_not_taken_for_the_old_one(
    open_index: OpenIndex,
) -> None:
    put(open_index(), RAIN)
    with pytest.raises(OtherModel):
        open_index(WordEmbedder("words-v2"), load=lambda _said: WordEmbedder("words-v1-trained-on"))


def test_until_the_new_model_has_embedded_all_the_old_one_answers(
    open_index: OpenIndex, tmp_path: Path
) -> None:
    put(open_index(), RAIN)
    new = WordEmbedder("words-v2", dimension=32)
    index = open_index(new, load=old_model)
    assert index.other_model == "words-v1"
    assert found(index, "rinse funnel") == "Rinse the funnel."
    put(index, SNOW)
    assert found(index, "snow brush") == "Brush the snow off."
    assert models_of(tmp_path / "library.db") == {"words-v1"}
    assert index.verify() == []
    told: list[tuple[int, int, str]] = []
    index.change_model(lambda *figures: told.append(figures))
    assert (3, 3, "embedded") in told
    assert models_of(tmp_path / "library.db") == {"words-v2"}
    assert found(index, "rinse funnel") == "Rinse the funnel."
    assert found(index, "snow brush") == "Brush the snow off."
    assert index.verify() == []


class SlowEmbedder(WordEmbedder):
    """Lets others do something before it embeds."""

    def __init__(self) -> None:
        super().__init__("words-v2")
        self.begun, self.go_on = Event(), Event()

    def embed(self, texts):  # type: ignore[no-untyped-def]
        self.begun.set()
        assert self.go_on.wait(20)
        return super().embed(texts)


def test_what_is_put_while_the_model_changes_is_found_before_and_after(open_index: OpenIndex) -> None:
    put(open_index(), RAIN)
    slow = SlowEmbedder()
    index, other = open_index(slow, load=old_model), open_index()
    changing = Thread(target=index.change_model)
    changing.start()
    assert slow.begun.wait(20)
    put(other, SNOW)
    assert found(index, "snow brush") == "Brush the snow off."
    slow.go_on.set()
    changing.join(20)
    assert index.other_model is None
    assert found(index, "snow brush") == "Brush the snow off."
    assert index.verify() == []


def test_a_process_that_was_started_with_the_old_model_goes_on_with_the_new_one(
    open_index: OpenIndex,
) -> None:
    old = open_index(load=lambda _said: WordEmbedder("words-v2"))
    put(old, RAIN)
    assert found(old, "rinse funnel") == "Rinse the funnel."
    open_index(WordEmbedder("words-v2"), load=old_model, folder="other").change_model()
    assert found(old, "rinse funnel") == "Rinse the funnel."
    put(old, SNOW)
    assert found(old, "snow brush") == "Brush the snow off."
    assert old.verify() == []


def test_a_rebuild_changes_the_model_even_when_the_old_one_is_lost(
    open_index: OpenIndex, tmp_path: Path
) -> None:
    put(open_index(), RAIN)
    index = open_index(WordEmbedder("words-v2", dimension=32), any_model=True)
    with pytest.raises(OtherModel):
        index.search("funnel", audience=PUBLIC)
    with pytest.raises(OtherModel):
        put(index, SNOW)
    index.rebuild()
    assert found(index, "rinse funnel") == "Rinse the funnel."
    assert models_of(tmp_path / "library.db") == {"words-v2"}
    assert index.verify() == []


def test_a_library_that_never_rests_changes_its_model_all_the_same(open_index: OpenIndex) -> None:
    other = open_index()
    put(other, RAIN)
    index = open_index(WordEmbedder("words-v2", dimension=32), load=old_model)
    written = 0

    def disturb(_done: int, _total: int, what: str) -> None:
        nonlocal written
        if what == "vectors":
            written += 1
            assert written < 4, "a whole snapshot for each change, and no end"
        if what == "vectors" or (what == "embedded" and not written):
            put(other, replace(SNOW, id=DocumentId(f"snow-{what}-{written}")))

    index.change_model(disturb)
    assert written == 1
    assert {hit.passage.document_id for hit in index.search("snow brush", audience=PUBLIC, limit=2)} == {
        "snow-embedded-0",
        "snow-vectors-1",
    }
    assert index.verify() == []


def test_progress_is_told_of_all_that_is_to_be_embedded(
    open_index: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.EMBED_AT_ONCE", 1)
    put(open_index(), RAIN)
    index = open_index(WordEmbedder("words-v2"), load=old_model)
    told: list[tuple[int, int, str]] = []
    index.change_model(lambda *figures: told.append(figures))
    assert told[:2] == [(1, 2, "embedded"), (2, 2, "embedded")]


def test_a_model_whose_vectors_change_their_size_is_refused(open_index: OpenIndex) -> None:
    put(open_index(), RAIN)
    index = open_index(WordEmbedder(dimension=32))
    with pytest.raises(UnfitModel, match=r"32 numbers.*64"):
        put(index, SNOW)
    assert open_index().verify() == []
