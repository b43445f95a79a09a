"""Questions to our index in a process of its own: cold start, times under each filter, memory, what meaning finds.

python -m app.bench.scale.ask ask MATERIAL COUNT STORE BEGUN      prints its figures as JSON; BEGUN is the
caller's perf_counter, which on Linux counts the same seconds in every process
python -m app.bench.scale.ask cold MATERIAL COUNT STORE BEGUN EXPORTS      prints how long a first answer takes
whose question the packaged model really embeds
python -m app.bench.scale.ask found MATERIAL COUNT STORE      prints what was found
"""

import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from app.bench.measured import Times, memory, plain, timed, times, times_of
from app.bench.scale.filters import FILTERS, Narrowed
from app.bench.scale.known import KnownVectors, number_of
from app.bench.scale.material import Material
from app.bench.scale.store import open_index
from index.embedding.embed import SentenceEmbedder
from index.knowledge import PassageId
from index.library import Library
from index.projection.catalogue import filter_of
from index.search import Index

LIMIT = 10
THREADS = 2


def ask(material: Material, store: Path, begun: float) -> dict[str, Any]:
    """All figures of one process that answers."""
    index = open_index(material, store)
    index.search(material.questions[0], **FILTERS["none"].asked)
    cold = perf_counter() - begun
    alone = {name: plain(_times(index, material.questions, its)) for name, its in FILTERS.items()}
    together, rate = _together(index, material.questions, FILTERS["none"])
    used = memory()
    index.close()
    return {
        "cold_start_s": cold,
        "hybrid": alone,
        "two_threads": plain(together) | {"per_second": rate},
        "memory": plain(used),
    }


def cold(material: Material, store: Path, begun: float, exports: Path) -> dict[str, Any]:
    """The first answer of a process with a model, as a desk's is."""
    SentenceEmbedder(exports=exports).embed_questions(material.questions[:1])
    index = open_index(material, store)
    index.search(material.questions[0], **FILTERS["none"].asked)
    return {"with_model_s": perf_counter() - begun}


def found(material: Material, store: Path) -> dict[str, Any]:
    """What was found under each filter: `asked` the row of each question's vector, `numbers` the passages by meaning,
    `wrong` how many hybrid searches gave fewer than LIMIT passages or one that the filter forbids."""
    embedder = material.known_vectors()
    url = f"sqlite:///{store / 'library.db'}"
    index, library = Index.open(url, store / "index", embedder), Library(url)
    rows: dict[str, int] = {}
    by_filter = {}
    for name, its in FILTERS.items():
        nearest = [_nearest(index, embedder, rows, question, its) for question in material.questions]
        allowed = its.allowed(material.layout)
        wrong = sum(not _all_allowed(index, question, its, allowed) for question in material.questions)
        by_filter[name] = {"numbers": _numbers(library, nearest), "wrong": wrong}
    library.close()
    index.close()
    return {"asked": [rows[question] for question in material.questions], "filters": by_filter}


def _times(index: Index, questions: Sequence[str], its: Narrowed) -> Times:
    return times_of(lambda question: index.search(question, limit=LIMIT, **its.asked), questions)


def _together(index: Index, questions: Sequence[str], its: Narrowed) -> tuple[Times, float]:
    """Every thread asks every question; with how many answers a second."""
    search = partial(timed, lambda question: index.search(question, limit=LIMIT, **its.asked))
    begun, used = perf_counter(), process_time()
    with ThreadPoolExecutor(THREADS) as threads:
        wall = list(chain.from_iterable(threads.map(search, [questions] * THREADS)))
    return times(wall, process_time() - used), len(wall) / (perf_counter() - begun)


def _nearest(
    index: Index, embedder: KnownVectors, rows: dict[str, int], question: str, its: Narrowed
) -> list[int]:
    """Passage ids, best first. The index may remember a question's vector, so its row is noted at the first time."""
    legs = index.legs(question, filter_of(**its.asked))
    rows.setdefault(question, embedder.asked)
    return list(legs.nearest)[:LIMIT]


def _numbers(library: Library, found: Sequence[Sequence[int]]) -> list[list[int]]:
    """The material's numbers of these passages."""
    ids = {PassageId(key) for keys in found for key in keys}
    numbers = {key: number_of(passage.text) for key, passage in library.passages_by_id(ids).items()}
    return [[number for key in keys if (number := numbers[PassageId(key)]) is not None] for keys in found]


def _all_allowed(index: Index, question: str, its: Narrowed, allowed: np.ndarray) -> bool:
    hits = index.search(question, limit=LIMIT, **its.asked)
    numbers = [number for hit in hits if (number := number_of(hit.passage.text)) is not None]
    return len(numbers) == LIMIT and bool(allowed[numbers].all())


def main(what: str, material: str, count: str, store: str, begun: str = "0", exports: str = "") -> None:
    """Print the figures."""
    its, place, since = Material(Path(material), int(count)), Path(store), float(begun)
    works: dict[str, Callable[[], dict[str, Any]]] = {
        "ask": lambda: ask(its, place, since),
        "cold": lambda: cold(its, place, since, Path(exports)),
        "found": lambda: found(its, place),
    }
    print(json.dumps(works[what]()))


if __name__ == "__main__":
    main(*sys.argv[1:])
