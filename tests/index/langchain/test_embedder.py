"""LangChain's embedding models as ours."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding, Embeddings

from index.errors import OtherModel, UnfitModel
from index.knowledge import Audience, Kind
from index.langchain.embedder import LangChainEmbedder
from index.langchain.store import KnowledgeStore
from tests.builders import NOON, a_document
from tests.index.conftest import OpenIndex
from tests.index.putting import put


class Fixed(Embeddings):
    """Makes what it is told to."""

    def __init__(self, *vectors: list[float]) -> None:
        self.vectors = list(vectors)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return self.vectors

    def embed_query(self, text: str) -> list[float]:
        return [0.0, 2.0]


def test_vectors_are_of_unit_length_in_the_order_of_the_texts() -> None:
    embedder = LangChainEmbedder(DeterministicFakeEmbedding(size=6), "fake-6")
    vectors = embedder.embed(["one", "two", "one"])
    assert vectors.shape == (3, embedder.dimension) == (3, 6)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.allclose(vectors[0], vectors[1])
    assert embedder.embed([]).shape == embedder.embed_questions([]).shape == (0, 6)


def test_a_question_is_embedded_as_a_question() -> None:
    assert LangChainEmbedder(Fixed([3.0, 0.0]), "two").embed(["q"]).tolist() == [[1.0, 0.0]]
    assert LangChainEmbedder(Fixed([3.0, 0.0]), "two").embed_questions(["q"]).tolist() == [[0.0, 1.0]]


@pytest.mark.parametrize(
    ("vectors", "complaint"),
    [
        ([[1.0, 0.0]], "1 vectors of \\[2\\] numbers for 2 texts"),
        ([[1.0, 0.0], [1.0]], "of \\[1, 2\\] numbers"),
        ([[], []], "without a direction"),
        ([[1.0, 0.0], [0.0, 0.0]], "without a direction"),
        ([[1.0, 0.0], [float("nan"), 0.0]], "without a direction"),
    ],
)
def test_a_model_that_makes_no_vector_for_a_text_is_refused(
    vectors: list[list[float]], complaint: str
) -> None:
    with pytest.raises(UnfitModel, match=f"'odd' made .*{complaint}"):
        LangChainEmbedder(Fixed(*vectors), "odd").embed(["one", "two"])


def test_vectors_of_two_names_are_never_mixed(open_index: OpenIndex) -> None:
    put(open_index(LangChainEmbedder(DeterministicFakeEmbedding(size=6), "small")), a_document())
    with pytest.raises(OtherModel, match="'small', not 'large'"):
        open_index(LangChainEmbedder(DeterministicFakeEmbedding(size=12), "large"))


def test_a_store_is_made_from_texts_and_opened_again(tmp_path: Path) -> None:
    for number, text in enumerate(("E17 is a blocked gauge.", "Wash the funnel."), start=1):
        store = KnowledgeStore.from_texts(
            [text],
            DeterministicFakeEmbedding(size=6),
            model="fake-6",
            folder=tmp_path / "made",
            audience=Audience.PUBLIC,
            kind=Kind.FORUM,
            clock=lambda: NOON,
        )
        assert store.index.counts().documents == number
        store.index.close()


def test_a_store_from_texts_says_what_it_lacks(tmp_path: Path) -> None:
    said: dict[str, Any] = {"model": "fake-6", "folder": tmp_path, "kind": Kind.FORUM, "clock": lambda: NOON}
    for given, lacking in (({}, "'model' and 'folder'"), (said, "'audience'")):
        with pytest.raises(TypeError, match=lacking):
            KnowledgeStore.from_texts(["E17"], DeterministicFakeEmbedding(size=6), **given)
