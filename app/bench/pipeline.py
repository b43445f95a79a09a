"""Our ingestion of one folder, measured in a process of its own.

python -m app.bench.pipeline FOLDER STORE [--stages]      prints its figures as JSON
"""

import json
import resource
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import numpy as np

from app.wiring import now
from index.embedding.embed import SentenceEmbedder
from index.items import Item, Parcel
from index.knowledge import Audience, Kind
from index.rows import Pair, span_text
from index.search import Index
from ingest.documents import document_of
from ingest.errors import Unreadable
from ingest.listing import Listing, list_files
from ingest.parsed import Outcome, Parsed
from ingest.parsers import PARSERS
from ingest.refresh import refresh
from ingest.sources import Source
from ingest.split import split
from ingest.walk import Listed
from ingest.workers import Workers

MEGABYTE = 1024  # ru_maxrss counts kilobytes on Linux


def source_of(folder: Path) -> Source:
    """The folder as a source, each file in its own format."""
    return Source("bench", Kind.DATA_SHEET, str(folder), Audience.PUBLIC)


def whole_run(folder: Path, store: Path) -> dict[str, float]:
    """One pass as `assist ingest` makes it. Loading the model is timed apart, and only done when it is needed."""
    begun = perf_counter()
    embedder = SentenceEmbedder()
    with Workers() as workers:
        index = Index.open(f"sqlite:///{store / 'library.db'}", store / "index", embedder)
        if not index.items("bench"):
            embedder.embed(["one text, so that the model is loaded"])
        loaded = perf_counter()
        report = refresh(source_of(folder), index, now=now, read_all=workers)
        seconds = perf_counter() - loaded
        counts = index.counts()
        index.close()
    peak = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "seconds": seconds,
        "with_start": perf_counter() - begun,
        "documents": counts.documents,
        "passages": counts.passages,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "failed": len(report.failed),
        "peak_mb": peak / MEGABYTE,
    }


@dataclass
class _Stages:
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        begun = perf_counter()
        yield
        self.seconds[stage] = self.seconds.get(stage, 0.0) + perf_counter() - begun


def stage_run(folder: Path, store: Path) -> dict[str, float]:
    """The same work one stage after the other in one process: seconds of each."""
    stages, embedder, source = _Stages(), SentenceEmbedder(), source_of(folder)
    embedder.embed(["one text, so that the model is loaded"])
    with stages.timed("fetch"):
        listing = list_files(source)
        for listed in listing.files:
            if listed.content:
                listed.content.sha256()
    with stages.timed("parse"):
        parsed = list(_parsed(listing, source))
    with stages.timed("split"):
        pairs: list[Pair] = [(document_of(each, source, now()), split(each)) for each in parsed]
    with stages.timed("embed"):
        embedder.embed([span_text(document, span) for document, spans in pairs for span in spans])
    index = Index.open(f"sqlite:///{store / 'library.db'}", store / "index", _Known(embedder))
    with stages.timed("store"):
        for pair in pairs:
            index.put([Parcel(Item("bench", pair[0].id, "", now()), [pair])])
    passages = sum(len(spans) for _, spans in pairs)
    index.close()
    return {**stages.seconds, "documents": len(pairs), "passages": passages}


class _Known:
    """Vectors as long as the model's at no cost, so that storing is timed and not embedding again."""

    def __init__(self, real: SentenceEmbedder) -> None:
        self.name, self.dimension = real.name, real.dimension

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """Unit vectors, all alike."""
        return np.full((len(texts), self.dimension), self.dimension**-0.5, np.float32)

    def embed_questions(self, texts: Sequence[str]) -> np.ndarray:
        """The same."""
        return self.embed(texts)


def _parsed(listing: Listing, source: Source) -> Iterator[Parsed]:
    for listed in listing.files:
        try:
            outcomes = _outcomes(listed, source)
        except (Unreadable, OSError):
            continue
        yield from (outcome for outcome in outcomes if isinstance(outcome, Parsed))


def _outcomes(listed: Listed, source: Source) -> list[Outcome]:
    if listed.content is None:
        return []
    with listed.content.open() as file:
        return list(PARSERS[listed.format](file, source, listed.key))


def main(folder: str, store: str, stages: str = "") -> None:
    """Print the figures as JSON."""
    run = stage_run if stages else whole_run
    print(json.dumps(run(Path(folder), Path(store))))


if __name__ == "__main__":
    main(*sys.argv[1:])
