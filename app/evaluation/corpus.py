"""A corpus of JSON lines in an index of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.cli.output import progress_bar, say
from app.wiring import now
from index.embedding.embed import Embedder
from index.knowledge import Audience, Kind
from index.search import Index
from ingest.refresh import refresh
from ingest.sources import Format, Source


@contextmanager
def kept_in(store: Path | None) -> Iterator[Path]:
    """The folder to keep an index in: the one that was named, or one that goes away afterwards."""
    if store is not None:
        store.mkdir(parents=True, exist_ok=True)
        yield store
    else:
        with TemporaryDirectory(prefix="assist-eval-") as folder:
            yield Path(folder)


@contextmanager
def index_of(corpus: Path, folder: Path, embedder: Embedder) -> Iterator[Index]:
    """Every row as a document, public unless the row says otherwise; unreadable rows are named and left out."""
    index = Index.open(f"sqlite:///{folder / 'library.db'}", folder / "index", embedder)
    source = Source("corpus", Kind.FORUM, str(corpus), Audience.PUBLIC, format=Format.JSONL, unaccepted=True)
    with progress_bar("Indexing the corpus") as progress:
        report = refresh(source, index, now=now, progress=progress)
    for failure in report.failed:
        say(f"failed: {failure.id}: {failure.reason}")
    try:
        yield index
    finally:
        index.close()
