"""Whatever happens, a search sees whole documents of one moment, and the projections can be proved right."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path
from threading import Event

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine, text

from index.errors import LibraryUnavailable
from index.items import Change, Parcel
from index.knowledge import Audience, DocumentId
from index.moment import Moment, moment
from index.search import Index
from tests.builders import NOON, a_document
from tests.index.conftest import OpenIndex
from tests.index.embedders import WordEmbedder
from tests.index.putting import an_item, lines, put

PUBLIC = Audience.PUBLIC
RAIN = a_document("E17 means blocked.\nRinse the funnel.")


def run(library_url: str, statement: str) -> None:
    """Change the library behind the index's back."""
    engine = create_engine(library_url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_only_what_is_new_is_embedded(open_index: OpenIndex) -> None:
    embedder = WordEmbedder()
    index = open_index(embedder)
    put(index, RAIN)
    embedder.embedded.clear()
    put(index, replace(RAIN, text="E17 means blocked.\nUse a brush."))
    assert embedder.embedded == ["W3 weather station\nUse a brush."]


def test_progress_is_told_passage_by_passage(index: Index) -> None:
    told: list[tuple[int, int, str]] = []
    index.put([Parcel(an_item(), [(RAIN, lines(RAIN))])], progress=lambda *figures: told.append(figures))
    assert told == [(2, 2, "embedded")]


class BreakingEmbedder(WordEmbedder):
    """Embeds one load of texts, then the machine dies."""

    def embed(self, texts):  # type: ignore[no-untyped-def]
        if self.embedded:
            raise KeyboardInterrupt
        return super().embed(texts)


def test_an_ingest_that_dies_leaves_the_last_state_and_loses_little_work(
    open_index: OpenIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.search.EMBED_AT_ONCE", 2)
    long = replace(RAIN, text="\n".join(f"line {number}" for number in range(6)))
    index = open_index()
    put(index, RAIN)
    with pytest.raises(KeyboardInterrupt):
        put(open_index(BreakingEmbedder()), long)
    assert [item.fingerprint for item in index.items("sheets").values()] == ["f1"]
    assert {hit.passage.text for hit in index.search("funnel", audience=PUBLIC)} == set(RAIN.text.split("\n"))
    again = WordEmbedder()
    assert put(open_index(again), long) == [Change.CHANGED]
    assert len(again.embedded) == 4


def test_searches_during_changes_see_whole_documents(open_index: OpenIndex) -> None:
    """Each version's lines all name the version; a mixture would show two."""
    index, writer, done = open_index(), open_index(folder="writer"), Event()

    def version(number: int) -> None:
        put(writer, replace(RAIN, text="\n".join(f"funnel {line} of edition{number}" for line in range(5))))

    def look() -> set[tuple[int, str]]:
        hits = index.search("funnel edition", audience=PUBLIC)
        return {(hit.passage.version, hit.passage.text.split()[-1]) for hit in hits}

    def watch() -> list[set[tuple[int, str]]]:
        seen = []
        while not done.is_set():
            seen.append(look())
        return seen

    version(1)
    with ThreadPoolExecutor(3) as threads:
        watching = [threads.submit(watch) for _ in range(3)]
        for number in range(2, 30):
            version(number)
            done.wait(0.02)
        done.set()
        seen = [each for future in watching for each in future.result()]
    assert len(seen) > 5
    assert all(each in ({(number, f"edition{number}")} for number in range(1, 30)) for each in seen)
    assert index.verify() == []


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        ("DELETE FROM vector WHERE rowid = 1", "no vector"),
        ('UPDATE passage SET "end" = 10000', "is not the text"),
        ("DELETE FROM passage WHERE id = 1", "not those of the library"),
        (f"UPDATE vector SET fp16 = x'{'3c00' * 64}' WHERE rowid = 1", "not the library's"),
    ],
)
def test_harm_done_behind_the_back_is_noticed(index: Index, library_url: str, harm: str, said: str) -> None:
    put(index, RAIN)
    assert index.verify() == []
    run(library_url, harm)
    assert said in " ".join(index.verify())


def test_a_rebuild_mends_lost_vectors(index: Index, library_url: str) -> None:
    put(index, RAIN)
    index.search("funnel", audience=PUBLIC)
    run(library_url, "DELETE FROM vector")
    index.rebuild()
    assert index.verify() == []
    assert index.search("funnel", audience=PUBLIC)[0].by_meaning is not None


def test_a_passage_without_its_vector_is_found_by_its_words(open_index: OpenIndex, library_url: str) -> None:
    put(open_index(), RAIN)
    run(library_url, "DELETE FROM vector")
    hits = open_index().search("funnel", audience=PUBLIC)
    assert [(hit.passage.text, hit.by_meaning) for hit in hits] == [("Rinse the funnel.", None)]


def copied(source: Path, target: Path) -> None:
    """A SQLite file as it is at this moment, in the place of another."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def test_a_library_put_back_from_a_copy_is_searched_as_it_is(open_index: OpenIndex, tmp_path: Path) -> None:
    running = open_index()
    put(running, RAIN)
    copied(tmp_path / "library.db", tmp_path / "copy.db")
    put(running, replace(RAIN, text="Use a brush."))
    assert running.search("brush", audience=PUBLIC)[0].passage.text == "Use a brush."
    copied(tmp_path / "copy.db", tmp_path / "library.db")
    for index in (running, open_index()):
        assert {hit.passage.text for hit in index.search("brush", audience=PUBLIC)} == set(
            RAIN.text.split("\n")
        )
        assert index.verify() == []


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_crashes_the_search(index: Index, question: str) -> None:
    put(index, RAIN)
    hits = index.search(question, audience=PUBLIC)
    assert all(0 <= hit.confidence <= 1 and np.isfinite(hit.score) for hit in hits)


@pytest.mark.parametrize(
    "question",
    [
        "",
        "   \n",
        "😀🤷",
        "\x00\x07\x1b[31m",
        "\ud83d half",
        "x" * 10_000,
        "rain gauge " * 2_000,
        "'; DROP TABLE document; --",
    ],
)
def test_the_real_model_survives_hostile_questions(real_index: Index, question: str) -> None:
    put(real_index, RAIN)
    assert len(real_index.search(question, audience=PUBLIC)) in (0, 2)


def test_a_limit_beyond_all_finds_all(index: Index) -> None:
    put(index, RAIN)
    assert len(index.search("funnel blocked", audience=PUBLIC, limit=10**12)) == 2


def test_a_search_that_failed_half_way_leaves_nothing_behind(open_index: OpenIndex, library_url: str) -> None:
    index = open_index()
    put(index, RAIN)
    run(library_url, "ALTER TABLE vector RENAME TO away")
    with pytest.raises(LibraryUnavailable, match="vector"):
        index.search("funnel", audience=PUBLIC)
    run(library_url, "ALTER TABLE away RENAME TO vector")
    assert len(index.search("funnel", audience=PUBLIC)) == 2
    put(index, replace(RAIN, text="Use a brush."))
    run(library_url, "ALTER TABLE vector RENAME TO away")
    with pytest.raises(LibraryUnavailable):
        index.search("brush", audience=PUBLIC)
    run(library_url, "ALTER TABLE away RENAME TO vector")
    assert [hit.passage.text for hit in index.search("brush", audience=PUBLIC)] == ["Use a brush."]
    assert index.verify() == []


def test_withdrawing_what_never_was_changes_nothing(index: Index) -> None:
    assert index.withdraw([DocumentId("nobody")], NOON) == []


def test_a_proof_that_others_write_beside_disturbs_no_search(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(index, RAIN)

    def later(engine: Engine) -> AbstractContextManager[Moment]:
        put(index, replace(RAIN, id=DocumentId("snow"), text="Brush the snow off."))
        return moment(engine)

    monkeypatch.setattr("index.projection.verify.moment", later)
    assert index.verify() == []
    hits = index.search("brush snow", audience=PUBLIC)
    assert hits[0].passage.text == "Brush the snow off."
    assert len(hits) == 3


def test_a_limit_beyond_all_memory_finds_all_of_a_snapshot(index: Index) -> None:
    put(index, RAIN)
    index.rebuild()
    assert len(index.search("funnel", audience=PUBLIC, limit=10**15)) == 2
