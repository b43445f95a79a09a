"""The index as others see it: put documents in, find passages by meaning and by words."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np

from index.database import chunks
from index.embedding.embed import Embedder
from index.embedding.embedded import Embedded
from index.errors import UnfitDocument
from index.facts.lookup import FactHit, facts_of
from index.items import Change, Counts, Item, Parcel
from index.knowledge import Audience, Document, DocumentId, Hit, Kind, Passage, PassageId
from index.library import Library
from index.projection.catalogue import Filter, filter_of
from index.projection.projection import Projection
from index.projection.verify import problems
from index.ranking.fuse import convex
from index.ranking.hits import hits_of
from index.ranking.legs import Legs, legs_of
from index.rows import Pair, check, embedded_text, sha256_of, span_text

DEPTH = 200  # passages that each way of searching puts forward
ATTEMPTS = 10  # at a search whose documents change under it again and again
EMBED_AT_ONCE = 1024  # texts between two savings of their vectors

Progress = Callable[[int, int], None]  # so many of so many passages are embedded


def _silent(_done: int, _all: int) -> None:
    """Tell nobody."""


class Index:
    """Search over one library. Several threads may use it, and several processes one library."""

    def __init__(self, library: Library, embedder: Embedder, folder: Path) -> None:
        self._library = library
        self._embedder = embedder
        self._embedded = Embedded(library.engine, embedder.name)
        self._projection = Projection(library, embedder.name, folder)
        self._folder = folder

    @classmethod
    def open(cls, library_url: str, folder: Path, embedder: Embedder, *, any_model: bool = False) -> "Index":
        """Open or create; `folder` keeps what is derived. Raises OtherModel, unless `any_model` (for `rebuild`)."""
        index = cls(Library(library_url), embedder, folder)
        if not any_model:
            index._projection.check_model()
        return index

    def close(self) -> None:
        """Let go of the database."""
        self._library.close()

    def search(
        self,
        question: str,
        *,
        audience: Audience,
        limit: int = 10,
        kinds: Collection[Kind] | None = None,
        products: Collection[str] | None = None,
    ) -> list[Hit]:
        """The passages that this audience may read and that fit best, best first; [] for a question without words.

        `kinds` and `products` (upper or lower case) narrow it; None is any. `limit` is at least 1.
        """
        wanted = filter_of(audience, kinds, products)
        vector = self._vector(question)
        hits: list[Hit] = []
        for _ in range(ATTEMPTS):
            legs = legs_of(question, vector, wanted, max(DEPTH, limit), self._projection.view())
            best = convex(legs.cosines, legs.by_words)[:limit]
            found = self._library.passages_by_id([PassageId(key) for key, _ in best])
            hits = hits_of(question, best, legs, found, wanted)
            if len(hits) == len(best):
                break  # otherwise a document changed under the search and took its passages with it
        return hits

    def facts(
        self,
        question: str,
        *,
        audience: Audience,
        products: Collection[str] | None = None,
        limit: int = 10,
    ) -> list[FactHit]:
        """The facts that this audience may read and that fit best, best first: "supply voltage of the WS-4"."""
        return facts_of(self._library.engine, question, filter_of(audience, None, products), limit)

    def legs(self, question: str, wanted: Filter) -> Legs:
        """What each way of searching finds, before they are mixed."""
        return legs_of(question, self._vector(question), wanted, DEPTH, self._projection.view())

    def found(self, wanted: Filter) -> dict[int, DocumentId]:
        """The passages that may be found, with their documents."""
        entries = self._projection.view().catalogue.entries
        return {
            passage: document
            for document, entry in entries.items()
            if entry.passes(wanted)
            for passage in entry.passages
        }

    def passages(self, wanted: Filter) -> Iterator[Passage]:
        """Those passages themselves."""
        return self._library.passages(set(self.found(wanted).values()))

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        """The current version or an old one, withdrawn or not; None when there never was such a one."""
        return self._library.document(id, version)

    def put(self, parcels: Sequence[Parcel], *, progress: Progress = _silent) -> list[list[Change]]:
        """Store what was read of some items, and withdraw what they held before and hold no more.

        For each parcel a change for each of its documents, then one WITHDRAWN for each withdrawn. All of it happens
        in one step: a search or a crash sees none of it or all. Raises UnfitDocument (then nothing is stored) and
        OtherModel.
        """
        documents = [pair for parcel in parcels for pair in parcel.documents]
        _refuse_unfit(documents)
        self._projection.check_model()
        self._embed(self._embedded.unknown(_texts(documents)), progress)
        return self._library.put(parcels, self._embedder.name)

    def holders(self, ids: Collection[DocumentId]) -> Mapping[DocumentId, str]:
        """Which source holds each of these documents that can be found."""
        return self._library.holders(ids)

    def sources(self) -> set[str]:
        """Names of the sources that listed anything which is still known."""
        return self._library.sources()

    def items(self, source: str) -> Mapping[str, Item]:
        """What is known of each thing that the source listed, by its key, with its live documents."""
        return self._library.items(source)

    def withdraw(self, ids: Collection[DocumentId], at: datetime) -> list[DocumentId]:
        """Take documents out of the search, keeping their text; says which of them were live."""
        return self._library.withdraw(ids, at)

    def forget(self, source: str, keys: Collection[str], at: datetime) -> list[DocumentId]:
        """Withdraw what came from items that the source lists no more; says which documents."""
        return self._library.forget(source, keys, at)

    def counts(self) -> Counts:
        """How much can be found."""
        return self._library.counts()

    def verify(self) -> list[str]:
        """What is wrong, in sentences; [] when the projections reflect the library exactly."""
        return problems(self._library, self._embedded, self._projection.view(), self._folder)

    def rebuild(self, progress: Progress = _silent) -> None:
        """Embed what this model has not embedded, search by it from now on, and derive everything again."""
        while not self._embedded.adopt():
            lacking = self._library.passages(self._embedded.lacking())
            texts = [embedded_text(passage.title, passage.heading, passage.text) for passage in lacking]
            self._embed(self._embedded.unknown({sha256_of(text): text for text in texts}), progress)
        self._projection.reload()

    def stats(self) -> dict[str, object]:
        """Figures for a person: how much of what, by which model, up to which change, how large on disk."""
        counts, state = self._library.counts(), self._library.state()
        shares = self._library.shares()
        return {
            "documents": counts.documents,
            "passages": counts.passages,
            "by_kind": _sums((kind, number) for kind, _, number in shares),
            "by_audience": _sums((audience, number) for _, audience, number in shares),
            "model": state.model,
            "last_op": state.op,
            "snapshot_bytes": sum(file.stat().st_size for file in self._folder.glob("vectors-*.faiss")),
            "library_bytes": self._library.bytes_used(),
        }

    def _vector(self, question: str) -> np.ndarray:
        """Of whatever a person may send, half characters too."""
        (vector,) = self._embedder.embed([question.encode("utf-8", "replace").decode()])
        unit: np.ndarray = vector
        return unit

    def _embed(self, texts: Mapping[str, str], progress: Progress) -> None:
        """Embed and keep these texts by sha256, so that a crash loses little of it."""
        done = 0
        for some in chunks(texts.items(), EMBED_AT_ONCE):
            vectors = self._embedder.embed([text for _, text in some])
            self._embedded.add([sha256 for sha256, _ in some], vectors)
            done += len(some)
            progress(done, len(texts))


def _texts(documents: Sequence[Pair]) -> dict[str, str]:
    """What is embedded of these documents, by sha256."""
    texts = [span_text(document, span) for document, spans in documents for span in spans]
    return {sha256_of(text): text for text in texts}


def _refuse_unfit(documents: Sequence[Pair]) -> None:
    seen: set[DocumentId] = set()
    for document, spans in documents:
        check(document, spans)
        if document.id in seen:
            raise UnfitDocument(f"document {document.id!r} comes twice; give each an id of its own")
        seen.add(document.id)


def _sums(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for name, number in pairs:
        total[name] += number
    return dict(total)
