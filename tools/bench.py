"""Speed of the search beside its bounds, in one run: `make bench`.

    python tools/bench.py [--rounds 5]

Measures on the packaged sample, or with ASSIST_DATA on a real maker's 4,000 documents: how long opening takes, how
long a question takes (embedding apart), and two bounds over the same passages in the same rounds: one numpy scan of
all vectors, and bm25s. Medians of interleaved rounds; look at the ratios, for the machine may be shared.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import bm25s
import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from app.wiring import now  # noqa: E402
from index.embedding.embed import SentenceEmbedder  # noqa: E402
from index.knowledge import Audience, Kind  # noqa: E402
from index.library import Library  # noqa: E402
from index.search import Index  # noqa: E402
from ingest.refresh import refresh  # noqa: E402
from ingest.sources import Source  # noqa: E402


class Remembering:
    """The embedder, answering known questions from memory: embedding is measured apart."""

    def __init__(self, real: SentenceEmbedder, questions: Sequence[str]) -> None:
        self.name, self.dimension = real.name, real.dimension
        self._known = dict(zip(questions, real.embed(questions), strict=True))

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors that were made before."""
        return np.stack([self._known[text] for text in texts])


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def material() -> tuple[Path, list[str]]:
    """A corpus to index and questions to ask."""
    said = os.environ.get("ASSIST_DATA")  # noqa: TID251 - a tool, not the product
    if not said:
        lines = (ROOT / "app/sample/messages.jsonl").read_text(encoding="utf-8").splitlines()
        return ROOT / "app/sample/sheets", [json.loads(line)["text"] for line in lines]
    desk = Path(said) / "oem-support-desk"
    lines = (desk / "dev/queries.jsonl").read_text(encoding="utf-8").splitlines()[:100]
    return desk / "corpus.jsonl", [json.loads(line)["tweet"] for line in lines]


def main() -> None:
    """Index, then measure in interleaved rounds."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    corpus, questions = material()
    with TemporaryDirectory() as folder:
        url, embedder = f"sqlite:///{folder}/library.db", SentenceEmbedder()
        source = Source("bench", Kind.DATA_SHEET, str(corpus), Audience.PUBLIC, unaccepted=True)
        begun = perf_counter()
        refresh(source, Index.open(url, Path(folder), embedder), now=now)
        print(f"indexing: {perf_counter() - begun:.1f} s")
        quick = Remembering(embedder, questions)
        opening = milliseconds(
            lambda: Index.open(url, Path(folder), quick).search(questions[0], audience=Audience.PUBLIC)
        )
        print(f"opening and the first question: {opening:.0f} ms")
        measure(Index.open(url, Path(folder), quick), Library(url), quick, questions, rounds)
        one = median(milliseconds(lambda text=text: embedder.embed([text])) for text in questions)  # type: ignore[misc]
        print(f"embedding a question: {one:.1f} ms")


def measure(
    index: Index, library: Library, embedder: Remembering, questions: Sequence[str], rounds: int
) -> None:
    """Our search beside its two bounds."""
    texts = [passage.text for passage in library.passages(library.live())]
    matrix = np.random.default_rng(7).standard_normal((len(texts), embedder.dimension), np.float32)
    words = bm25s.BM25()
    words.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)
    ways: dict[str, Callable[[str], object]] = {
        "ours, both legs, filtered, filled": lambda text: index.search(text, audience=Audience.PUBLIC),
        "numpy scan of all vectors": lambda text: np.argsort(matrix @ embedder.embed([text])[0])[-10:],
        "bm25s": lambda text: words.retrieve(
            bm25s.tokenize(text, show_progress=False), k=10, show_progress=False
        ),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, way in ways.items():
            times[name] += [milliseconds(lambda text=text, way=way: way(text)) for text in questions]  # type: ignore[misc]
    print(f"{len(texts)} passages, {len(questions)} questions, {rounds} rounds")
    for name, taken in times.items():
        print(f"{name}: p50 {median(taken):.2f} ms, p95 {np.percentile(taken, 95):.2f} ms")


if __name__ == "__main__":
    main()
