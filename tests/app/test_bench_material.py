"""What `assist bench index` searches: vectors, words, who may read what; the same for everybody who measures."""

from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.bench.scale import exact
from app.bench.scale.filters import FILTERS
from app.bench.scale.known import KnownVectors, marked, number_of
from app.bench.scale.layout import A_DOCUMENT, RARE, RARE_PRODUCT, Layout
from app.bench.scale.material import Material, make
from app.bench.scale.mixture import CLUSTERS, DIMENSION, Mixture, mixture
from app.bench.scale.prose import FEWEST, MOST, Prose, passages, read_prose

COUNT = 200
SENTENCES = [f"sentence {number} has seven words in it" for number in range(50)]
PROSE = Prose(SENTENCES, ["where is my order", "what does E17 mean"], "a test")


@pytest.fixture(scope="module")
def of_seed_seven() -> Mixture:
    return mixture(7)


def made(folder: Path) -> Material:
    folder.mkdir()
    material = Material(folder, COUNT)
    make(material, PROSE, lambda *_: None, questions=20)
    return material


def test_vectors_have_unit_length_and_lose_nothing_in_half_precision(of_seed_seven: Mixture) -> None:
    vectors = of_seed_seven.draw(500, 1)
    assert vectors.shape == (500, DIMENSION)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    assert np.array_equal(vectors, vectors.astype(np.float16).astype(np.float32))


def test_the_same_seed_draws_the_same_vectors_and_another_one_others(of_seed_seven: Mixture) -> None:
    assert np.array_equal(of_seed_seven.draw(50, 1), of_seed_seven.draw(50, 1))
    assert not np.array_equal(of_seed_seven.draw(50, 1), of_seed_seven.draw(50, 2))


def test_vectors_gather_in_clusters_and_clusters_in_topics(of_seed_seven: Mixture) -> None:
    vectors = of_seed_seven.draw(4000, 1)
    cosines = vectors[:200] @ vectors[200:].T
    assert np.median(cosines) < 0.1  # most have nothing to do with each other
    assert np.median(cosines.max(axis=1)) > 0.5  # yet nearly each has a neighbour
    centres = of_seed_seven.centres @ of_seed_seven.centres.T
    assert 0.01 < np.mean(centres > 0.25) < 0.05  # a topic has one centre in forty


def test_a_few_clusters_are_much_larger_than_most(of_seed_seven: Mixture) -> None:
    shares = of_seed_seven.shares
    assert len(shares) == CLUSTERS
    assert shares.sum() == pytest.approx(1)
    assert shares[0] > 50 * shares[-1]


@given(st.integers(200, 5000))
def test_every_passage_has_one_document_and_the_rare_product_has_fifty(count: int) -> None:
    layout = Layout(count)
    assert [number for its in layout.documents for number in its] == list(range(count))
    assert max(map(len, layout.documents)) == A_DOCUMENT
    assert np.count_nonzero(layout.products[layout.document] == RARE_PRODUCT) == RARE


def test_products_are_of_half_a_percent_and_nine_documents_in_ten_are_public() -> None:
    layout = Layout(100_000)
    sizes = Counter(layout.products[layout.document].tolist())
    assert sizes.pop(RARE_PRODUCT) == RARE
    assert len(sizes) == 200
    assert all(abs(size / 100_000 - 0.005) < 0.0005 for size in sizes.values())
    assert layout.public.mean() == pytest.approx(0.9, abs=0.02)


def test_every_filter_leaves_enough_to_find_ten() -> None:
    layout = Layout(COUNT)
    left = {name: int(its.allowed(layout).sum()) for name, its in FILTERS.items()}
    assert left.pop("none") == COUNT
    assert left.pop("product of 50") == RARE
    assert all(10 <= some < COUNT for some in left.values())


def test_passages_are_of_thirty_to_sixty_words_and_each_sentence_comes_equally_often() -> None:
    dealt = list(passages(SENTENCES, 200, 1))
    assert all(FEWEST <= len(text.split()) <= MOST for text in dealt)
    assert dealt == list(passages(SENTENCES, 200, 1))
    times = Counter(number for text in dealt for number in text.split()[1::7])
    assert max(times.values()) - min(times.values()) <= 1


def test_without_real_data_the_packaged_sample_has_words_enough() -> None:
    prose = read_prose(None)
    assert len(prose.sentences) > 500
    assert any("CV-8" in question for question in prose.questions[:40])
    words = {word for text in islice(passages(prose.sentences, 100, 1), 100) for word in text.split()}
    assert len(words) > 1000


def test_real_words_are_those_of_the_maker_and_of_tweets(real_data: Path) -> None:
    prose = read_prose(real_data)
    assert len(prose.sentences) > 50_000
    assert "oem-support-desk" in prose.source


def test_a_passage_is_known_by_its_mark_and_a_question_is_always_the_same() -> None:
    known = KnownVectors(np.eye(4, dtype=np.float16), np.eye(4, dtype=np.float32)[:2])
    text = marked("The lamp [2] is green.", 3)
    assert number_of(text) == 3
    assert known.embed([text])[0].tolist() == [0, 0, 0, 1]
    first = known.embed_questions(["which lamp?"])
    assert np.array_equal(first, known.questions[[known.asked]])
    assert np.array_equal(first, known.embed_questions(["which lamp?"]))


def test_the_same_material_is_made_twice(tmp_path: Path) -> None:
    first, second = made(tmp_path / "first"), made(tmp_path / "second")
    assert first.complete
    assert not Material(first.folder, COUNT + 1).complete
    for name in ("vectors.npy", "questions.npy", "passages.jsonl", "about.json"):
        assert (first.folder / name).read_bytes() == (second.folder / name).read_bytes()


def test_a_spare_document_has_new_passages_for_one_that_is_there(tmp_path: Path) -> None:
    material = made(tmp_path / "material")
    spare, before = material.spare(), material.originals(material.spare())
    assert spare
    assert [its[0].document for its in spare] == [its[0].document for its in before]
    assert [len(its) for its in spare] == [len(its) for its in before]
    assert all(said.number >= COUNT for its in spare for said in its)
    assert len(material.vectors) == COUNT + sum(map(len, spare))
    assert "not embedded" in material.note
    assert "a test" in material.note


@given(st.integers(1, 2**32 - 1), st.integers(1, 10))
def test_exact_search_is_a_sort_of_all_that_is_allowed(seed: int, limit: int) -> None:
    random = np.random.default_rng(seed)
    vectors, questions = random.standard_normal((60, 8)), random.standard_normal((3, 8)).astype(np.float32)
    allowed = random.random(60) < 0.5
    allowed[:10] = True
    cosines = np.where(allowed, questions @ vectors.astype(np.float32).T, -np.inf)
    found = exact.nearest(vectors, allowed, questions, limit)
    assert np.array_equal(found, np.argsort(-cosines, axis=1, kind="stable")[:, :limit])


def test_exact_search_reads_in_blocks_and_finds_the_same(
    of_seed_seven: Mixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = of_seed_seven.draw(100, 1)
    whole = exact.nearest(vectors, np.ones(90, np.bool_), vectors[:5], 10)
    monkeypatch.setattr(exact, "BLOCK", 7)
    assert np.array_equal(exact.nearest(vectors, np.ones(90, np.bool_), vectors[:5], 10), whole)
    assert whole[:, 0].tolist() == [0, 1, 2, 3, 4]


def test_recall_is_the_share_of_right_passages_found() -> None:
    right = np.array([[1, 2], [3, 4]])
    assert exact.recall([[2, 1], [3, 9]], right) == 0.75
    assert exact.recall([[1], []], right) == 0.25
    assert exact.wholly_right([[2, 1], [3, 9]], right) == 1
