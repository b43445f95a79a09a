"""Quality figures of a small index whose right answers are known."""

from dataclasses import replace

import pytest

from index.evaluation.evaluate import evaluate
from index.evaluation.metrics import METRICS
from index.knowledge import Audience, DocumentId, Kind
from index.search import Index
from tests.builders import a_document
from tests.index.conftest import OpenIndex
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


def test_questions_that_name_their_topic_are_answered_perfectly_by_all(filled: Index) -> None:
    queries = {f"q{number}": topic for number, topic in enumerate(TOPICS)}
    figures = evaluate(filled, queries, {f"q{n}": {topic.split()[0]: 2} for n, topic in enumerate(TOPICS)})
    assert (figures["queries"], figures["dropped"]) == (5, 0)
    assert [figures[metric] for metric in METRICS] == pytest.approx([1.0] * 4)
    assert set(figures["baselines"]) == {"bm25", "dense", "rrf"}
    for baseline in figures["baselines"].values():
        assert [baseline[metric] for metric in METRICS] == pytest.approx([1.0] * 4)
        assert baseline["lead"]["ndcg@10"]["mean"] == pytest.approx(0)


def test_a_wrong_judgement_is_seen_in_the_figures(filled: Index) -> None:
    figures = evaluate(filled, {"q": "rain gauge"}, {"q": {"battery": 1}})
    assert figures["mrr@10"] < 1


def test_questions_without_a_judged_document_among_the_kinds_are_dropped(filled: Index) -> None:
    qrels = {"note": {"filter": 1, "rain": 0}, "sheet": {"rain": 1}, "lost": {"elsewhere": 1}}
    queries = {"note": "brush roll", "sheet": "rain gauge", "lost": "anything", "unjudged": "radio"}
    figures = evaluate(filled, queries, qrels, kinds=[Kind.SME_NOTE])
    assert (figures["queries"], figures["dropped"]) == (1, 3)
    assert figures["ndcg@10"] == 1


def test_an_empty_index_is_no_figure_and_no_crash(index: Index) -> None:
    assert evaluate(index, {"q": "rain"}, {"q": {"rain": 1}})["queries"] == 0


def test_nothing_to_judge_is_no_figure_and_no_crash(filled: Index) -> None:
    figures = evaluate(filled, {"q": "rain"}, {})
    assert (figures["queries"], figures["dropped"], figures["ndcg@10"]) == (0, 1, 0.0)
