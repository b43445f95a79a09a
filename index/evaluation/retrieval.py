"""How good the search is on judged questions, beside what else could be done with the same passages."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from index.evaluation.baselines import Rankings
from index.evaluation.intervals import mean_interval, paired_bootstrap
from index.evaluation.metrics import METRICS, Grades, folded
from index.evaluation.shelf import Shelf
from index.knowledge import Audience, Kind
from index.search import Index

Ranker = Callable[[str], Rankings]
Told = Callable[[int, int], None]  # so many of so many questions are asked
Figures = Mapping[str, Sequence[float]]  # by metric, one for each question

OURS = "ours"
DEPTH = 200  # passages of a ranking of ours: enough for fifty documents


def ours(index: Index, kinds: Collection[Kind] | None = None) -> Ranker:
    """The search as everybody calls it."""

    def rank(question: str) -> Rankings:
        hits = index.search(question, audience=Audience.INTERNAL, kinds=kinds, limit=DEPTH)
        return {OURS: [hit.passage.id for hit in hits]}

    return rank


def known(
    queries: Mapping[str, str], qrels: Mapping[str, Grades], shelf: Shelf
) -> tuple[dict[str, str], Mapping[str, Grades]]:
    """The questions with a right document on the shelf, and the judgements of what is there."""
    there = set(shelf.document_of.values())
    judged = {
        query: {document: grade for document, grade in grades.items() if document in there}
        for query, grades in qrels.items()
    }
    return {query: text for query, text in queries.items() if any(judged.get(query, {}).values())}, judged


def evaluate(
    shelf: Shelf,
    asked: Mapping[str, str],
    judged: Mapping[str, Grades],
    rankers: Sequence[Ranker],
    *,
    told: Told = lambda _done, _all: None,
) -> dict[str, Any]:
    """Means of ours with 95 % intervals, and those of each other ranking with how far ours leads it.

    One of the rankers is `ours`. All rank passages; a document stands where its best passage stands.
    """
    figures: dict[str, dict[str, list[float]]] = {}
    document_of = shelf.document_of
    for number, (query, question) in enumerate(asked.items(), start=1):
        for name, passages in _rankings(rankers, question).items():
            documents = folded(passages, document_of)
            row = figures.setdefault(name, {metric: [] for metric in METRICS})
            for metric, figure in METRICS.items():
                row[metric].append(figure(documents, judged[query]))
        told(number, len(asked))
    own = figures.pop(OURS, {metric: [] for metric in METRICS})
    return {
        "queries": len(asked),
        **_means(own),
        "baselines": {name: _means(theirs) | _lead(own, theirs) for name, theirs in figures.items()},
    }


def _rankings(rankers: Sequence[Ranker], question: str) -> dict[str, Sequence[int]]:
    return {name: passages for ranker in rankers for name, passages in ranker(question).items()}


def _means(figures: Figures) -> dict[str, Any]:
    intervals = {metric: mean_interval(values) for metric, values in figures.items()}
    return {metric: each.mean for metric, each in intervals.items()} | {
        "intervals": {metric: {"low": each.low, "high": each.high} for metric, each in intervals.items()}
    }


def _lead(own: Figures, theirs: Figures) -> dict[str, Any]:
    return {"lead": {metric: asdict(paired_bootstrap(own[metric], theirs[metric])) for metric in METRICS}}
