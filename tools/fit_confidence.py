"""Fit the weights of the confidence on real questions, and say how well they tell answered from unanswered ones.

    python tools/fit_confidence.py --data $ASSIST_DATA [--store FOLDER]

Two knowledge bases are asked: `oem-support-desk` (its corpus) and the answers of `iot-stackexchange-2017`. Answered:
hits whose document is judged right. Unanswered: the best three hits of airline and other companies' tweets, and of
the questions that belong to the other knowledge base. `--store` keeps the two indexes for the next run.
"""

import argparse
import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any

import numpy as np

from assist.question import question_in
from index.embedding.embed import SentenceEmbedder
from index.knowledge import Audience, Kind
from index.projection.catalogue import filter_of
from index.ranking.hits import Asked
from index.search import Index
from ingest.refresh import refresh
from ingest.sources import Format, Source

Rows = np.ndarray  # (n, 4): cosine, coverage, codes and 1
Judged = Mapping[str, set[str]]  # right documents by question


@dataclass(frozen=True)
class Example:
    """The features of one question's hits, best first; `right`: those that are judged so, None when all are wrong."""

    name: str
    features: Rows
    right: np.ndarray | None


def main() -> None:
    """Print the weights and what they are worth."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--store", type=Path, default=None)
    chosen = parser.parse_args()
    examples = list(_examples(chosen.data, chosen.store or Path(mkdtemp(prefix="fit-confidence-"))))
    weights = fitted(*training(examples))
    print("COSINE, COVERAGE, CODES, BIAS =", ", ".join(f"{weight:.2f}" for weight in weights))
    report(examples)


def training(examples: list[Example]) -> tuple[Rows, np.ndarray, np.ndarray]:
    """Features, labels and weights of hits: each question counts once, both labels count the same in all."""
    features, labels, counts = [], [], []
    for example in examples:
        chosen = example.features[:3] if example.right is None else example.features[example.right]
        features.append(chosen)  # of an answerable question whose answer was not found: none
        labels += [example.right is not None] * len(chosen)
        counts += [1 / len(chosen)] * len(chosen) if len(chosen) else []
    label, count = np.array(labels, float), np.array(counts)
    share = count[label == 0].sum() / count[label == 1].sum()
    return np.concatenate(features), label, np.where(label == 1, share * count, count)


def fitted(features: Rows, labels: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method, hardly regularised."""
    weights = np.zeros(features.shape[1])
    for _ in range(50):
        sure = 1 / (1 + np.exp(-features @ weights))
        slope = features.T @ (counts * (sure - labels)) + 1e-3 * weights
        bend = (features * (counts * sure * (1 - sure))[:, None]).T @ features + 1e-3 * np.eye(len(weights))
        weights -= np.linalg.solve(bend, slope)
    return weights


def report(examples: list[Example]) -> None:
    """How surely the best hit of each set is answered, by weights that were fitted without the question."""
    sure: dict[str, list[float]] = {}
    for fold in range(5):
        weights = fitted(*training([each for number, each in enumerate(examples) if number % 5 != fold]))
        for example in examples[fold::5]:
            sure.setdefault(example.name, []).append(
                float((1 / (1 + np.exp(-example.features @ weights))).max())
            )
    floors = (0.5, 0.6, 0.7, 0.8, 0.9)
    print(f"{'share of questions with a hit above':40}", *(f"{floor:6}" for floor in floors))
    for name, values in sorted(sure.items()):
        print(f"{name:40}", *(f"{np.mean(np.array(values) >= floor):6.2f}" for floor in floors))
    for desk in ("oem", "iot"):
        asked = {name: values for name, values in sure.items() if name.startswith(desk)}
        for name, values in asked.items():
            if name != f"{desk}: its own":
                print(f"AUROC {desk}: its own against {name}: {auroc(asked[f'{desk}: its own'], values):.3f}")


def auroc(answered: list[float], unanswered: list[float]) -> float:
    """The chance that an answered one has the greater number."""
    greater = np.subtract.outer(answered, unanswered)
    return float(np.mean(greater > 0) + np.mean(greater == 0) / 2)


def _examples(data: Path, store: Path) -> Iterator[Example]:
    """Every set of questions, asked of both knowledge bases."""
    oem, oem_right = _oem(data / "oem-support-desk" / "dev")
    answers = store / "iot-answers.jsonl"
    iot, iot_right = _iot(data / "iot-stackexchange-2017", answers)
    bases = {
        "oem": (data / "oem-support-desk" / "corpus.jsonl", oem_right),
        "iot": (answers, iot_right),
    }
    sets = {"oem": oem, "iot": iot, "other companies": _tweets(data), "airlines": _flights(data)}
    for base, (corpus, right) in bases.items():
        index = _index(store / base, corpus)
        for name, questions in sets.items():
            own = f"{base}: its own" if name == base else f"{base}: {name}"
            for key, question in questions:
                example = _asked(
                    index, question_in(question).search, right.get(key, set()), own, name == base
                )
                if example is not None:
                    yield example


def _asked(index: Index, question: str, right: set[str], name: str, answerable: bool) -> Example | None:
    """None when nothing was found."""
    hits = index.search(question, audience=Audience.INTERNAL)
    if not hits:
        return None
    judged = np.array([hit.passage.document_id in right for hit in hits], bool)
    legs = index.legs(question, filter_of(Audience.INTERNAL))
    asked = Asked(question, legs.view.words)
    rows = [astuple(asked.features(hit.passage, legs.cosines.get(hit.passage.id, 0.0))) for hit in hits]
    return Example(name, np.column_stack([rows, np.ones(len(rows))]), judged if answerable else None)


def _index(folder: Path, corpus: Path) -> Index:
    index = Index.open(f"sqlite:///{folder / 'library.db'}", folder / "index", SentenceEmbedder())
    source = Source("corpus", Kind.FORUM, str(corpus), Audience.PUBLIC, format=Format.JSONL, unaccepted=True)
    report = refresh(source, index, now=lambda: datetime.now(UTC))  # noqa: TID251 - a tool is its own clock
    print(f"{corpus.name}: {index.counts()}, {len(report.failed)} failed")
    return index


def _oem(folder: Path) -> tuple[list[tuple[str, str]], Judged]:
    """Each question as a tweet and as its title."""
    questions = [
        (row["id"], row[field]) for row in _json(folder / "queries.jsonl") for field in ("tweet", "title")
    ]
    right: dict[str, set[str]] = {}
    with (folder / "qrels.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            right.setdefault(row["query-id"], set()).add(row["corpus-id"])
    return questions, right


def _iot(folder: Path, answers: Path) -> tuple[list[tuple[str, str]], Judged]:
    """Each question as its title and with its first words; writes the answers, without their questions, as a corpus."""
    questions: list[tuple[str, str]] = []
    right: dict[str, set[str]] = {}
    answers.parent.mkdir(parents=True, exist_ok=True)
    with answers.open("w", encoding="utf-8") as file:
        for thread in _json(folder / "threads.jsonl"):
            whole = f"{thread['title']}: {' '.join(thread['question'].split())}"
            questions += [(thread["id"], thread["title"]), (thread["id"], whole[:280])]
            for answer in thread["answers"]:
                right.setdefault(thread["id"], set()).add(answer["id"])
                row = {"id": answer["id"], "title": "", "text": answer["text"], "kind": "forum"}
                file.write(json.dumps(row) + "\n")
    return questions, right


def _tweets(data: Path) -> list[tuple[str, str]]:
    rows = list(_json(data / "tweets-twcs-5k" / "pairs.jsonl"))
    return [("", row["customer"]) for row in Random(0).sample(rows, 500)]


def _flights(data: Path) -> list[tuple[str, str]]:
    with (data / "tweets-airline-14k" / "Tweets.csv").open(encoding="utf-8", newline="") as file:
        return [("", row["text"]) for row in Random(0).sample(list(csv.DictReader(file)), 300)]


def _json(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


if __name__ == "__main__":
    main()
