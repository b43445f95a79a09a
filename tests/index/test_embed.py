"""The packaged model as it is used here, and models of other makers."""

import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread
from time import thread_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedding.batches import in_batches, sound
from index.embedding.embed import SentenceEmbedder
from index.embedding.origin import PUBLISHED, name_of
from index.errors import UnfitModel
from tests.index.tiny_models import tiny_model

ROOT = Path(__file__).parents[2]
TEXTS = [
    "A man is eating food.",
    "How do I reset the router?",
    "x",
    "A man is eating a piece of bread. " * 20,
]


def test_vectors_have_unit_length_and_the_order_of_the_texts(embedder: SentenceEmbedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (4, embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    alone = np.concatenate([embedder.embed([text]) for text in TEXTS])
    assert (vectors * alone).sum(axis=1) == pytest.approx(np.ones(4), abs=1e-3)


def test_near_meanings_are_near(embedder: SentenceEmbedder) -> None:
    eating, router, bread = embedder.embed([TEXTS[0], TEXTS[1], "A man is eating a piece of bread."])
    assert eating @ bread == pytest.approx(0.7553, abs=0.01)  # as the makers of the model publish it
    assert eating @ router < 0.3


def test_questions_lie_in_the_space_of_passages(embedder: SentenceEmbedder) -> None:
    questions = embedder.embed_questions(TEXTS)
    assert questions.dtype == np.float32
    assert (questions * embedder.embed(TEXTS)).sum(axis=1) == pytest.approx(np.ones(4), abs=1e-3)


def test_no_texts_are_no_vectors(embedder: SentenceEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)
    assert embedder.embed_questions([]).shape == (0, 384)


def test_half_a_character_is_embedded_as_a_question_mark(embedder: SentenceEmbedder) -> None:
    half, whole = embedder.embed_questions(["it hums \ud83d", "it hums ?"])
    assert half @ whole == pytest.approx(1, abs=1e-5)
    assert embedder.embed(["\udc00"]).shape == (1, 384)


def test_a_question_asked_again_is_not_embedded_again(embedder: SentenceEmbedder) -> None:
    begun = thread_time()
    (first,) = embedder.embed_questions(["does the pump remember?"])
    once = thread_time() - begun
    begun = thread_time()
    again = embedder.embed_questions(["does the pump remember?"] * 20)
    assert thread_time() - begun < once
    assert (again == first).all()


def test_who_changes_a_vector_does_not_change_what_others_get(embedder: SentenceEmbedder) -> None:
    mine = embedder.embed_questions(["is it mine?"])
    before = mine.copy()
    mine[:] = 0
    assert (embedder.embed_questions(["is it mine?"]) == before).all()


def test_threads_do_not_get_into_each_others_way(embedder: SentenceEmbedder) -> None:
    with ThreadPoolExecutor(4) as threads:
        many = list(threads.map(lambda number: embedder.embed([TEXTS[number % 4]]), range(12)))
    assert all(np.allclose(each, many[number % 4]) for number, each in enumerate(many))


def test_a_question_does_not_wait_until_a_heap_of_texts_is_done(embedder: SentenceEmbedder) -> None:
    heap = Thread(
        target=embedder.embed, args=[[f"the pump of filter {number} hums" for number in range(1000)]]
    )
    heap.start()
    for number in range(3):
        embedder.embed_questions([f"why does it hum {number}?"])
    assert heap.is_alive()
    heap.join()


@given(st.lists(st.text(max_size=30), min_size=1, max_size=40))
def test_batches_come_back_in_the_order_of_the_texts(texts: list[str]) -> None:
    def lengths(some: Sequence[str]) -> np.ndarray:
        return np.array([[len(text), sum(map(ord, text))] for text in some])

    assert (in_batches(texts, lengths) == lengths(texts)).all()


@given(st.text(st.characters(codec=None)))
def test_any_text_can_be_made_sound(text: str) -> None:
    assert sound(text).encode().decode() == sound(text)
    assert len(sound(text)) == len(text)


def test_a_model_that_is_not_the_published_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PUBLISHED, "tokenizer.json", "0" * 64)
    with pytest.raises(UnfitModel, match="not the published model"):
        SentenceEmbedder().embed(["x"])


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedding.origin.PACKAGE", "no_such_package")
    with pytest.raises(UnfitModel, match="no_such_package"):
        SentenceEmbedder().embed(["x"])


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnfitModel, match="holds no embedding model"):
        SentenceEmbedder(str(tmp_path)).embed(["x"])


def test_a_damaged_model_is_named(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path)
    (folder / "model.safetensors").write_bytes(b"not weights at all")
    with pytest.raises(UnfitModel, match="cannot load"):
        SentenceEmbedder(str(folder)).embed(["x"])


@pytest.mark.parametrize("said", ["/no/such/folder", "./model", "~/model", "a/b/c"])
def test_a_path_to_nothing_is_not_looked_for_on_the_hub(said: str) -> None:
    with pytest.raises(UnfitModel, match="there is no folder"):
        name_of(said)


def test_a_name_tells_models_apart_by_all_that_makes_their_vectors(tmp_path: Path) -> None:
    files = {"model.safetensors": "weights", "1_Pooling/config.json": "mean", "modules.json": "[]"}
    names = {name_of(None)}
    for changed in [None, *files]:
        for file, text in files.items():
            path = tmp_path / "model" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + (" changed" if file == changed else ""))
        names.add(name_of(str(tmp_path / "model")))
    assert len(names) == 5


def test_a_model_keeps_its_name_when_its_folder_moves_or_gets_a_read_me(tmp_path: Path) -> None:
    folder = tmp_path / "here" / "model"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}")
    before = name_of(str(folder))
    shutil.move(folder, tmp_path / "model")
    (tmp_path / "model" / "README.md").write_text("about it")
    (tmp_path / "model" / "onnx").mkdir()
    (tmp_path / "model" / "onnx" / "config.json").write_text("{}")
    assert name_of(str(tmp_path / "model")) == before


def test_a_model_that_changed_under_the_process_is_not_mixed_with_the_one_before(tmp_path: Path) -> None:
    said = tiny_model(tmp_path)
    embedder = SentenceEmbedder(str(said))
    assert embedder.name
    (said / "config.json").write_text((said / "config.json").read_text() + " ")
    with pytest.raises(UnfitModel, match="start it again"):
        embedder.embed(["x"])


def test_importing_the_index_and_the_app_loads_nothing_heavy() -> None:
    heavy = "torch sentence_transformers transformers onnxruntime tokenizers huggingface_hub faiss tantivy alembic"
    code = f"import sys, index.search, app.wiring; print(sorted(set({heavy!r}.split()) & set(sys.modules)))"
    assert subprocess.check_output([sys.executable, "-c", code], cwd=ROOT, text=True) == "[]\n"
