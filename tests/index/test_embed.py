"""The packaged model as it is used here."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import numpy as np
import pytest

from index.embedding.embed import SentenceEmbedder
from index.errors import UnfitModel

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


def test_no_texts_are_no_vectors(embedder: SentenceEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 384)


def test_threads_do_not_get_into_each_others_way(embedder: SentenceEmbedder) -> None:
    with ThreadPoolExecutor(4) as threads:
        many = list(threads.map(lambda number: embedder.embed([TEXTS[number % 4]]), range(12)))
    assert all(np.allclose(each, many[number % 4]) for number, each in enumerate(many))


def test_a_question_does_not_wait_until_a_heap_of_texts_is_done(embedder: SentenceEmbedder) -> None:
    heap = Thread(
        target=embedder.embed, args=[[f"the pump of filter {number} hums" for number in range(1000)]]
    )
    heap.start()
    for _ in range(3):
        embedder.embed(["why does it hum?"])
    assert heap.is_alive()
    heap.join()


def test_a_model_that_is_not_the_published_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedding.embed.WEIGHTS_SHA256", "0" * 64)
    with pytest.raises(UnfitModel, match="not the published model"):
        SentenceEmbedder().embed(["x"])


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedding.embed.PACKAGE", "no_such_package")
    with pytest.raises(UnfitModel, match="no_such_package"):
        SentenceEmbedder().embed(["x"])


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnfitModel, match="cannot load"):
        SentenceEmbedder(str(tmp_path)).embed(["x"])


def test_a_name_tells_models_apart(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    before = SentenceEmbedder(str(tmp_path)).name
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    assert len({before, SentenceEmbedder(str(tmp_path)).name, SentenceEmbedder().name}) == 3


def test_importing_the_index_loads_nothing_heavy() -> None:
    heavy = "{'torch', 'sentence_transformers', 'transformers', 'faiss', 'tantivy', 'alembic', 'bm25s'}"
    code = f"import sys, index.search, index.evaluation.evaluate; print(sorted({heavy} & set(sys.modules)))"
    root = Path(__file__).parents[2]
    assert subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True) == "[]\n"
