"""The same figures of every peer: build, memory, disk, times of each way of searching, what it found, updates."""

import json
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np

from app.bench.measured import disk, for_a_while, memory, plain, times_of
from app.bench.peers.door import Opened, Question, Way
from app.bench.scale.layout import COMMON_PRODUCT, product_name
from app.bench.scale.material import Material, Said

FILTERS = {"none": None, "product, 0.5 %": product_name(COMMON_PRODUCT)}
PATIENCE = 60.0  # seconds for one way under one filter; a slow one is asked fewer questions
UPDATES = 5  # of 20 passages each; some peers write everything again at each


def build(peer: Any, material: Material, store: Path) -> dict[str, Any]:
    """From the files to a store that answers."""
    begun, used = perf_counter(), process_time()
    peer.build(material, store)
    return {
        "build_s": perf_counter() - begun,
        "build_cpu_s": process_time() - used,
        "memory": plain(memory()),
        "disk_mb": disk(store)["all"],
    }


def ask(peer: Any, material: Material, store: Path, begun: float) -> dict[str, Any]:
    """Cold start, then every way under every filter."""
    store_opened: Opened = peer.opened(material, store)
    known = material.known_vectors()
    questions = [Question(words, known.embed_questions([words])[0]) for words in material.questions]
    ways = store_opened.ways
    ways[-1].numbers(questions[0], None)
    cold = perf_counter() - begun
    return {
        "cold_start_s": cold,
        "asked": [known.row_of(question.words) for question in questions],
        "ways": [_figures(way, questions) for way in ways],
        "memory": plain(memory()),
    }


def _figures(way: Way, questions: Sequence[Question]) -> dict[str, Any]:
    by_filter = {}
    for name, product in FILTERS.items():
        answers: list[list[int]] = []

        def ask(question: Question, product: str | None = product, kept: list[list[int]] = answers) -> None:
            kept.append(way.numbers(question, product))

        taken = times_of(ask, for_a_while(questions, PATIENCE))
        by_filter[name] = {"times": plain(taken), "numbers": answers}
    return {
        "name": way.name,
        "said": way.said,
        "by_vectors_alone": way.by_vectors_alone,
        "filters": by_filter,
    }


def update(peer: Any, material: Material, store: Path) -> dict[str, Any]:
    """Milliseconds until a replaced document's new text is found; what it has outlived then. Puts all back after."""
    opened: Opened = peer.opened(material, store)
    spare = material.spare()[:UPDATES]
    taken, seen = [], 0
    for some in spare:
        begun = perf_counter()
        _replace(opened, material, some)
        asked = Question(some[0].text, material.vectors[some[0].number].astype(np.float32))
        seen += some[0].number in opened.ways[0].numbers(asked, None)
        taken.append(perf_counter() - begun)
    for some in material.originals(spare):
        _replace(opened, material, some)
    p50, worst = median(taken) * 1000, max(taken) * 1000
    return {"p50": p50, "worst": worst, "seen": seen, "of": len(spare), "kept": opened.replaced_is}


def _replace(opened: Opened, material: Material, some: Sequence[Said]) -> None:
    opened.replace(some, material.vectors[[said.number for said in some]].astype(np.float32))


def main(what: str, name: str, material: str, count: str, store: str, begun: str) -> None:
    """Print the figures."""
    peer = import_module(f"app.bench.peers.{name}")
    its, place = Material(Path(material), int(count)), Path(store)
    works: dict[str, Callable[[Any, Material, Path], dict[str, Any]]] = {
        "build": build,
        "ask": partial(ask, begun=float(begun)),
        "update": update,
    }
    print(json.dumps(works[what](peer, its, place) | {"version": version(peer.PACKAGE)}))
