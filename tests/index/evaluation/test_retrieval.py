"""Quality figures of a small index whose right answers are known."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from index.evaluation.baselines import BASELINES, Baselines
from index.evaluation.metrics import METRICS, Grades
from index.evaluation.retrieval import OURS, evaluate, known, ours
from index.evaluation.shelf import Shelf, shelf_of
from index.knowledge import Audience, DocumentId, Kind
from index.search import Index
from tests.builders import a_document
from tests.index.conftest import OpenIndex
from tests.index.embedders import WordEmbedder
from tests.index.putting import put

TOPICS = [
    "rain gauge funnel",
    "battery pack charger",
    "radio range mast",
    "guarantee claim form",
    "filter brush roll",
]


@pytest.fixture
def filled(open_index: OpenIndex) -> Index:
    """A document for each topic, one of them a note."""
    index = open_index()
    sheets = [
        replace(a_document(f"{topic}\nmore on {topic}"), id=DocumentId(topic.split()[0]), title="")
        for topic in TOPICS
    ]
    put(index, *sheets[:-1], replace(sheets[-1], kind=Kind.SME_NOTE, audience=Audience.INTERNAL))
    return index


def shelf(index: Index, kinds: list[Kind] | None = None) -> Shelf:
    return shelf_of(index, WordEmbedder(), kinds=kinds)


def figures_of(
    index: Index,
    stock: Shelf,
    queries: Mapping[str, str],
    qrels: Mapping[str, Grades],
    kinds: list[Kind] | None = None,
) -> dict[str, Any]:
    asked, judged = known(queries, qrels, stock)
    return evaluate(stock, asked, judged, [ours(index, kinds), Baselines(stock)])


def test_questions_that_name_their_topic_are_answered_perfectly_by_all(filled: Index) -> None:
    queries = {f"q{number}": topic for number, topic in enumerate(TOPICS)}
    qrels = {f"q{number}": {topic.split()[0]: 2} for number, topic in enumerate(TOPICS)}
    figures = figures_of(filled, shelf(filled), queries, qrels)
    assert figures["queries"] == 5
    assert [figures[metric] for metric in METRICS] == pytest.approx([1.0] * 4)
    assert set(figures["baselines"]) == set(BASELINES)
    for baseline in figures["baselines"].values():
        assert [baseline[metric] for metric in METRICS] == pytest.approx([1.0] * 4)
        assert baseline["intervals"]["ndcg@10"] == {"low": 1, "high": 1}
        assert baseline["lead"]["ndcg@10"] == {"mean": 0, "low": 0, "high": 0}


def test_a_wrong_judgement_is_seen_in_the_figures(filled: Index) -> None:
    figures = figures_of(filled, shelf(filled), {"q": "rain gauge"}, {"q": {"battery": 1}})
    assert figures["mrr@10"] < 1


def test_the_lead_is_ours_less_theirs(filled: Index) -> None:
    stock = shelf(filled)
    right = next(each.id for each in stock.passages if each.document_id == "rain")
    wrong = next(each.id for each in stock.passages if each.document_id == "radio")
    rankers = [lambda _: {OURS: [right]}, lambda _: {"peer": [wrong, right]}]
    figures = evaluate(stock, {"q": "anything"}, {"q": {"rain": 1}}, rankers)
    assert (figures["mrr@10"], figures["baselines"]["peer"]["mrr@10"]) == (1, 0.5)
    assert figures["baselines"]["peer"]["lead"]["mrr@10"]["mean"] == 0.5


def test_questions_without_a_judged_document_among_the_kinds_are_left_out(filled: Index) -> None:
    qrels = {"note": {"filter": 1, "rain": 0}, "sheet": {"rain": 1}, "lost": {"elsewhere": 1}}
    queries = {"note": "brush roll", "sheet": "rain gauge", "lost": "anything", "unjudged": "radio"}
    notes = [Kind.SME_NOTE]
    figures = figures_of(filled, shelf(filled, notes), queries, qrels, notes)
    assert figures["queries"] == 1
    assert figures["ndcg@10"] == 1


def test_all_rank_the_same_passages_with_the_librarys_own_vectors(filled: Index) -> None:
    stock = shelf(filled)
    assert len(stock.passages) == len(stock.vectors) == 10
    assert [each.id for each in stock.passages] == sorted(each.id for each in stock.passages)
    for text, vector in zip(stock.texts, stock.vectors, strict=True):
        assert stock.embedder.embed([text])[0] @ vector == pytest.approx(1, abs=1e-2)


def test_an_empty_index_is_no_figure_and_no_crash(index: Index) -> None:
    assert figures_of(index, shelf(index), {"q": "rain"}, {"q": {"rain": 1}})["queries"] == 0


def test_nothing_to_judge_is_no_figure_and_no_crash(filled: Index) -> None:
    figures = figures_of(filled, shelf(filled), {"q": "rain"}, {})
    assert (figures["queries"], figures["ndcg@10"], figures["baselines"]) == (0, 0.0, {})
