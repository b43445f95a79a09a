"""How good rankings are: pure figures over ranked document ids and graded judgements."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import log2

Grades = Mapping[str, int]  # of one query: relevance by document id; 0 and missing are the same


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Normalised discounted cumulative gain, gain = grade, discount = log2(rank + 1), as trec_eval has it."""
    ideal = sorted(grades.values(), reverse=True)
    best = _gain(ideal[:depth])
    return _gain([grades.get(document, 0) for document in ranking[:depth]]) / best if best else 0.0


def recall(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """The share of the relevant documents that are among the first `depth`."""
    relevant = {document for document, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:depth])) / len(relevant) if relevant else 0.0


def mrr(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """1 / rank of the first relevant document; 0 when it is not among the first `depth`."""
    places = (rank for rank, document in enumerate(ranking[:depth], start=1) if grades.get(document, 0) > 0)
    return 1 / next(places, float("inf"))


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(rank + 1) for rank, grade in enumerate(grades, start=1))


METRICS: Mapping[str, Callable[[Sequence[str], Grades], float]] = {
    "ndcg@10": ndcg,
    "recall@10": recall,
    "mrr@10": mrr,
    "recall@50": lambda ranking, grades: recall(ranking, grades, 50),
}


def folded(passages: Iterable[int], document_of: Mapping[int, str]) -> list[str]:
    """Ranked passages as ranked documents, each where its best passage is."""
    return list(dict.fromkeys(document_of[passage] for passage in passages))
