"""From message to proposed draft on one core, over an index of many passages."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.bench.drafting.messages import messages_of
from app.bench.runs import run_telling
from app.bench.scale import ours
from app.bench.scale.material import Told
from app.bench.scale.workplace import Workplace

GOAL_MS = 150
NOTE = (
    "every message goes the whole way: neither the floor nor the score from which a sentence answers holds one back, "
    "for vectors that are generated have no relevance"
)


def measure(place: Workplace, real: Path | None, count: int, told: Told) -> dict[str, Any]:
    """All figures, as JSON has them. Of `count` messages; words and messages from the folder `real` if there is one."""
    told(0, count, "making the material")
    place.prepare(real, told)
    told(0, count, "exporting the model")
    ours.prepare(place)
    told(0, count, "building the index")
    store, _ = ours.build(place)
    messages, source = messages_of(real, count)
    file = place.folder / "messages.json"
    file.write_text(json.dumps(messages, ensure_ascii=False), encoding="utf-8")
    with _one_core() as cores:
        figures = run_telling(_command(place, store, file), lambda done: told(done, count, "drafting"))
    return {
        "passages": place.count,
        "note": f"{place.material.note}; messages from {source}; {NOTE}",
        "cores": cores,
        **figures,
        "times_a_search": _ratio(figures),
        "goal_ms": GOAL_MS,
    }


def _command(place: Workplace, store: Path, messages: Path) -> list[str]:
    rest = [place.material.folder, place.count, store, ours.exports(place), messages]
    return [sys.executable, "-m", "app.bench.drafting.ask", *map(str, rest)]


def _ratio(figures: dict[str, Any]) -> float | None:
    """How many times the CPU of a search a draft takes, by the medians; None without a draft."""
    drafts, searches = figures["to_draft"], figures["search"]
    return drafts["cpu_p50"] / searches["cpu_p50"] if drafts else None


@contextmanager
def _one_core() -> Iterator[int]:
    """What is started meanwhile stays on one core, where the system lets us say so; yields on how many it may run."""
    if not hasattr(os, "sched_setaffinity"):
        yield os.cpu_count() or 1
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield 1
    finally:
        os.sched_setaffinity(0, before)
