"""Documents that change while others search: how soon it is acknowledged, seen here, and seen by another process.

python -m app.bench.scale.updates MATERIAL COUNT STORE      prints its figures as JSON
python -m app.bench.scale.updates MATERIAL COUNT STORE watch      the other process: for each line on its standard
input, a passage to look for, it prints when it was found
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep
from typing import IO, Any

import numpy as np

from app.bench.runs import RunFailed
from app.bench.scale.documents import parcel
from app.bench.scale.filters import FILTERS
from app.bench.scale.known import marked, number_of
from app.bench.scale.material import Material, Said
from app.bench.scale.store import open_index
from index.search import Index

LOOK_EVERY = 0.005  # seconds; another process would not ask as often
GIVE_UP = 60.0  # seconds
WORDS = 8  # of a passage, to look for it by


def measure(material: Material, store: Path) -> dict[str, Any]:
    """Change every document that has a spare text, one after the other, then put them back as they were."""
    index = open_index(material, store)
    spare = material.spare()
    before = material.originals(spare)
    index.search(material.questions[0], **FILTERS["none"].asked)
    with _watcher(material, store) as (asked, answered), _searching(index, material.questions) as searches:
        moments = [_changed(index, its, asked, answered) for its in spare]
    index.put([parcel(its) for its in before])
    index.close()
    names = ("acknowledged", "visible_here", "visible_elsewhere")
    return {
        **{name: _milliseconds([moment[number] for moment in moments]) for number, name in enumerate(names)},
        "documents": len(spare),
        "searches_meanwhile": _milliseconds(searches),
    }


def _changed(
    index: Index, its: Sequence[Said], asked: IO[str], answered: IO[str]
) -> tuple[float, float, float]:
    """Seconds until `put` returned, a search here found it, and one elsewhere."""
    wanted = its[0]
    print(json.dumps({"words": _words(wanted), "number": wanted.number}), file=asked, flush=True)
    begun = perf_counter()
    index.put([parcel(its)])
    acknowledged = perf_counter()
    _look(index, _words(wanted), wanted.number, 0)
    here = perf_counter()
    elsewhere = answered.readline()
    if not elsewhere:
        raise RunFailed("the process that watches for changes ended; its own message is above")
    return acknowledged - begun, here - begun, float(elsewhere) - begun


def _look(index: Index, words: str, number: int, every: float) -> None:
    """Search until the passage is found."""
    give_up = perf_counter() + GIVE_UP
    while perf_counter() < give_up:
        hits = index.search(words, **FILTERS["none"].asked)
        if any(number_of(hit.passage.text) == number for hit in hits):
            return
        sleep(every)
    raise TimeoutError(f"passage {number} was not found {GIVE_UP:.0f} s after it was looked for")


def _words(said: Said) -> str:
    """A question whose vector is the passage's."""
    return marked(" ".join(said.text.split()[:WORDS]), said.number)


@contextmanager
def _searching(index: Index, questions: Sequence[str]) -> Iterator[list[float]]:
    """A thread that searches all the while; yields the seconds that its searches take, as they come."""
    taken: list[float] = []
    ended = Event()

    def search() -> None:
        for question in cycle(questions):
            if ended.is_set():
                return
            begun = perf_counter()
            index.search(question, **FILTERS["none"].asked)
            taken.append(perf_counter() - begun)

    thread = Thread(target=search, name="questions")
    thread.start()
    try:
        yield taken
    finally:
        ended.set()
        thread.join()


@contextmanager
def _watcher(material: Material, store: Path) -> Iterator[tuple[IO[str], IO[str]]]:
    """The other process: what to look for goes in, when it was found comes out."""
    place = [str(material.folder), str(material.count), str(store)]
    command = [sys.executable, "-m", "app.bench.scale.updates", *place, "watch"]
    with subprocess.Popen(  # noqa: S603 - ourselves
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None  # noqa: S101 - for the types: it was asked for
        assert process.stdout is not None  # noqa: S101 - the same
        process.stdout.readline()  # it is ready
        yield process.stdin, process.stdout


def _watch(material: Material, store: Path) -> None:
    index = open_index(material, store)
    index.search(material.questions[0], **FILTERS["none"].asked)
    print("ready", flush=True)
    for line in sys.stdin:
        _look(index, **json.loads(line), every=LOOK_EVERY)
        print(perf_counter(), flush=True)
    index.close()


def _milliseconds(seconds: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(seconds, [50, 95]) * 1000
    return {"p50": float(p50), "p95": float(p95), "worst": max(seconds) * 1000}


def main(material: str, count: str, store: str, watch: str = "") -> None:
    """Print the figures, or watch."""
    its = Material(Path(material), int(count))
    if watch:
        _watch(its, Path(store))
    else:
        print(json.dumps(measure(its, Path(store))))


if __name__ == "__main__":
    main(*sys.argv[1:])
