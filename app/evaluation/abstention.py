"""Messages with and without an answer, scored as drafting scores them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app.evaluation.corpus import index_of, kept_in
from app.wiring import House
from assist.understanding.question import question_in
from index.evaluation.abstention import abstention
from index.knowledge import Audience
from index.ranking.confidence import FLOOR
from index.search import Index

Told = Callable[[int, int], None]  # so many of so many messages are asked


def abstention_figures(
    house: House,
    corpus: Path,
    answerable: Sequence[str],
    unanswerable: Sequence[str],
    *,
    store: Path | None,
    told: Told,
) -> dict[str, Any]:
    """The fixed JSON of `assist eval abstention` (docs/commands.md), with intervals, counts and the floor in use."""
    messages = [*answerable, *unanswerable]
    scores = []
    with kept_in(store) as folder, index_of(corpus, folder, house.embedder) as index:
        for number, message in enumerate(messages, start=1):
            scores.append(sureness(index, message))
            told(number, len(messages))
    return abstention(scores[: len(answerable)], scores[len(answerable) :], FLOOR)


def sureness(index: Index, message: str) -> float:
    """The confidence of the best hit that a draft would have; 0 without any."""
    question = question_in(message).search
    hits = index.search(question, audience=Audience.PUBLIC) if question else []
    return max((hit.confidence for hit in hits), default=0.0)
