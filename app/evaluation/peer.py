"""txtai's hybrid search over the passages of a shelf, in a Python of its own; judged here like all others."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import click

from app.bench.runs import RunFailed, run
from index.evaluation.baselines import Rankings
from index.evaluation.retrieval import DEPTH, Ranker
from index.evaluation.shelf import Shelf

SCRIPT = Path(__file__).with_name("txtai_hybrid.py")
NAME = "txtai"


def txtai(python: Path, model: Path, shelf: Shelf, asked: Mapping[str, str], folder: Path) -> Ranker:
    """A ranker that knows these questions; `folder` keeps txtai's index. Raises click.UsageError when it fails."""
    passages = [[each.id, text] for each, text in zip(shelf.passages, shelf.texts, strict=True)]
    questions = list(dict.fromkeys(asked.values()))
    store = folder / f"{NAME}-{sha256(json.dumps([str(model), passages]).encode()).hexdigest()[:16]}"
    work = store.with_suffix(".json")
    work.write_text(json.dumps({"passages": passages, "questions": questions, "limit": DEPTH}), "utf-8")
    try:
        found = run([str(python), str(SCRIPT), str(model), str(store), str(work)])["rankings"]
    except RunFailed as error:
        raise click.UsageError(
            f"--peer has no working txtai; `make bench` makes one that has: {error}"
        ) from error
    rankings: dict[str, Rankings] = {
        question: {NAME: ranking} for question, ranking in zip(questions, found, strict=True)
    }
    return rankings.__getitem__
