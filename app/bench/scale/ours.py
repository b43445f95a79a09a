"""The figures of our index, each part measured in a process of its own."""

import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from app.bench.runs import run
from app.bench.scale.exact import recall, wholly_right
from app.bench.scale.filters import FILTERS
from app.bench.scale.workplace import Workplace
from index.embedding.embed import SentenceEmbedder


def build(place: Workplace) -> tuple[Path, dict[str, Any]]:
    """Our store and the figures of its building."""
    return place.store("ours", lambda folder: _run(place, "store", "build", store=folder))


def ask(place: Workplace, store: Path) -> dict[str, Any]:
    """One round of questions."""
    figures = _run(place, "ask", "ask", store=store, rest=[repr(perf_counter())])
    model = _run(place, "ask", "cold", store=store, rest=[repr(perf_counter()), str(exports(place))])
    return figures | model


def prepare(place: Workplace) -> None:
    """Have the packaged model exported once, as a desk has."""
    SentenceEmbedder(exports=exports(place)).prepare()


def exports(place: Workplace) -> Path:
    """Where the exported model is."""
    return place.folder / "exports"


def meaning(place: Workplace, store: Path) -> dict[str, Any]:
    """How right the search by meaning is under each filter, and how many hybrid answers were short or forbidden."""
    answers = _run(place, "ask", "found", store=store)
    figures = {}
    for name in FILTERS:
        found, right = answers["filters"][name], place.right(name)[answers["asked"]]
        figures[name] = {
            "recall": recall(found["numbers"], right),
            "wholly_right": wholly_right(found["numbers"], right),
            "questions": len(right),
            "wrong": found["wrong"],
        }
    return figures


def update(place: Workplace, store: Path) -> dict[str, Any]:
    """Documents changed while others search."""
    return _run(place, "updates", store=store)


def rebuild(place: Workplace, store: Path) -> dict[str, Any]:
    """All that is derived made again."""
    return _run(place, "store", "rebuild", store=store)


def _run(
    place: Workplace, module: str, *what: str, store: Path, rest: list[str] | None = None
) -> dict[str, Any]:
    material = [str(place.material.folder), str(place.count), str(store)]
    return run([sys.executable, "-m", f"app.bench.scale.{module}", *what, *material, *(rest or [])])
