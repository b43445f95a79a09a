"""How good the search is on judged questions, beside what else could be done with the same passages."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from statistics import fmean
from typing import Any

from index.evaluation.metrics import METRICS, Grades, folded, paired_bootstrap
from index.evaluation.peer import bm25
from index.knowledge import Audience, Kind
from index.projection.catalogue import Filter, filter_of
from index.ranking.fuse import convex, ranked, rrf
from index.ranking.legs import Legs
from index.search import Index

Ranker = Callable[[str, Legs], Sequence[int]]  # passages, best first, for a question

OURS = "ours"
RANKERS: dict[str, Ranker] = {
    OURS: lambda _, legs: [key for key, _ in convex(legs.cosines, legs.by_words)],
    "bm25": lambda _, legs: [key for key, _ in ranked(legs.by_words)],
    "dense": lambda _, legs: [key for key, _ in ranked(legs.nearest)],
    "rrf": lambda _, legs: [key for key, _ in rrf(legs.nearest, legs.by_words)],
}


def evaluate(
    index: Index,
    queries: Mapping[str, str],
    qrels: Mapping[str, Grades],
    *,
    kinds: Collection[Kind] | None = None,
    audience: Audience = Audience.INTERNAL,
) -> dict[str, Any]:
    """Figures of the search and of three baselines, each with how far ours leads it (95 % interval).

    `bm25` is bm25s with English stemming where that package is installed, our own word search otherwise. Questions
    without a judged document among those that may be found are left out and counted as dropped.
    """
    wanted = filter_of(audience, kinds)
    found = index.found(wanted)
    judged = {query: _known(grades, set(found.values())) for query, grades in qrels.items()}
    asked = {query: text for query, text in queries.items() if any(judged.get(query, {}).values())}
    rankers = RANKERS | {"bm25": bm25(list(index.passages(wanted))) or RANKERS["bm25"]}
    figures = _figures(index, wanted, rankers, asked, judged, found)
    ours = figures.pop(OURS)
    return {
        "queries": len(asked),
        "dropped": len(queries) - len(asked),
        **_means(ours),
        "baselines": {name: _means(theirs) | _lead(ours, theirs) for name, theirs in figures.items()},
    }


def _known(grades: Grades, documents: Collection[str]) -> Grades:
    return {document: grade for document, grade in grades.items() if document in documents}


def _figures(
    index: Index,
    wanted: Filter,
    rankers: Mapping[str, Ranker],
    asked: Mapping[str, str],
    judged: Mapping[str, Grades],
    document_of: Mapping[int, str],
) -> dict[str, dict[str, list[float]]]:
    """By ranker, by metric, a figure for each question."""
    figures: dict[str, dict[str, list[float]]] = {
        name: {metric: [] for metric in METRICS} for name in rankers
    }
    for query, text in asked.items():
        legs = index.legs(text, wanted)
        for name, ranker in rankers.items():
            documents = folded(ranker(text, legs), document_of)
            for metric, figure in METRICS.items():
                figures[name][metric].append(figure(documents, judged[query]))
    return figures


def _means(figures: Mapping[str, Sequence[float]]) -> dict[str, float]:
    return {metric: fmean(values) if values else 0.0 for metric, values in figures.items()}


def _lead(ours: Mapping[str, Sequence[float]], theirs: Mapping[str, Sequence[float]]) -> dict[str, Any]:
    if not ours["ndcg@10"]:
        return {}
    return {"lead": {metric: asdict(paired_bootstrap(ours[metric], theirs[metric])) for metric in METRICS}}
