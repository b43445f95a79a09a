"""What the confidence is fitted on: the hits of real questions, asked of two knowledge bases, with what is right.

The bases are `oem-support-desk` (its corpus) and the answers of `iot-stackexchange-2017`. Each is asked its own
questions, those of the other, and tweets to other companies and to airlines, cleaned as drafting cleans them.
"""

import csv
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from assist.understanding.question import question_in  # noqa: E402
from index.embedding.embed import SentenceEmbedder  # noqa: E402
from index.knowledge import Audience, Kind  # noqa: E402
from index.projection.catalogue import filter_of  # noqa: E402
from index.ranking.hits import Asked  # noqa: E402
from index.search import Index  # noqa: E402
from ingest.refresh import refresh  # noqa: E402
from ingest.sources import Format, Source  # noqa: E402
from tools.judged_sets import ANSWER, accepted_answers, stackexchange_posts, tweet  # noqa: E402

OWN = "its own"
TWEETS = 500  # of each kind that are asked
Rows = np.ndarray  # (n, features + 1): those of `index.ranking.confidence.Features`, and 1


@dataclass(frozen=True)
class Question:
    """`id` is the same for the ways in which one question is asked; `right` are the documents that answer it."""

    id: str
    text: str
    right: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Example:
    """The hits of one question asked of one base, best first; `right` (n,) bool: which of them are judged so."""

    base: str
    asked: str  # OWN, or whose question it is
    question: str
    features: Rows
    right: np.ndarray

    @property
    def answerable(self) -> bool:
        """True when the question belongs to the base."""
        return self.asked == OWN


def examples(data: Path, store: Path) -> Iterator[Example]:
    """Every set of questions, asked of both bases; the indexes are kept in `store`."""
    accepted_answers(data / "iot-stackexchange-2017").write(store / "iot-answers")
    bases = {
        "oem": data / "oem-support-desk" / "corpus.jsonl",
        "iot": store / "iot-answers" / "corpus.jsonl",
    }
    sets = {
        "oem": _desk_questions(data / "oem-support-desk" / "dev"),
        "iot": _forum_questions(data / "iot-stackexchange-2017"),
        "other companies": _sampled(_tweets(data)),
        "airlines": _sampled(_flights(data)),
    }
    for base, corpus in bases.items():
        index = _index(store / base, corpus)
        for name, questions in sets.items():
            for question in questions:
                yield _asked(index, base, OWN if name == base else name, question)


def _asked(index: Index, base: str, name: str, question: Question) -> Example:
    search = question_in(question.text).search
    hits = index.search(search, audience=Audience.PUBLIC) if search else []
    right = np.array([hit.passage.document_id in question.right for hit in hits], bool)
    legs = index.legs(search, filter_of(Audience.PUBLIC))
    asked = Asked(search, legs.view)
    rows = [astuple(asked.features(hit.passage, legs.cosines.get(hit.passage.id, 0.0))) for hit in hits]
    features = np.column_stack([rows, np.ones(len(rows))]) if rows else np.zeros((0, 0))
    return Example(base, name, question.id, features, right if name == OWN else np.zeros(len(hits), bool))


def _index(folder: Path, corpus: Path) -> Index:
    index = Index.open(f"sqlite:///{folder / 'library.db'}", folder / "index", SentenceEmbedder())
    source = Source("corpus", Kind.FORUM, str(corpus), Audience.PUBLIC, format=Format.JSONL, unaccepted=True)
    report = refresh(source, index, now=lambda: datetime.now(UTC))  # noqa: TID251 - a tool is its own clock
    print(f"{corpus}: {index.counts()}, {len(report.failed)} failed", file=sys.stderr)
    return index


def _desk_questions(folder: Path) -> list[Question]:
    """Each question as a tweet and as its title."""
    right: dict[str, set[str]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            right.setdefault(row["query-id"], set()).add(row["corpus-id"])
    return [
        Question(row["id"], row[field], frozenset(right[row["id"]]))
        for row in _json(folder / "queries.jsonl")
        for field in ("tweet", "title")
    ]


def _forum_questions(folder: Path) -> list[Question]:
    """Each question that was answered as its title and with its first words; right is every answer that it got."""
    posts = stackexchange_posts(folder)
    right: dict[str, set[str]] = {}
    for post in posts:
        if post["PostTypeId"] == ANSWER:
            right.setdefault(post["ParentId"], set()).add(post["Id"])
    return [
        Question(post["Id"], text, frozenset(right[post["Id"]]))
        for post in posts
        if post["Id"] in right
        for text in (post["Title"], tweet(post))
    ]


def _tweets(data: Path) -> Iterator[str]:
    return (row["customer"] for row in _json(data / "tweets-twcs-5k" / "pairs.jsonl"))


def _flights(data: Path) -> Iterator[str]:
    with (data / "tweets-airline-14k" / "Tweets.csv").open(encoding="utf-8", newline="") as file:
        yield from (row["text"] for row in csv.DictReader(file))


def _sampled(messages: Iterator[str]) -> Sequence[Question]:
    return [Question(text, text) for text in Random(0).sample(list(messages), TWEETS)]


def _json(path: Path) -> Iterator[Mapping[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)
