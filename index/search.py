"""The index as others see it: put documents in, find passages by meaning and by words."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np

from index.database import chunks
from index.embedding.embed import Embedder
from index.embedding.embedded import Embedded
from index.embedding.models import Load, Models
from index.errors import UnfitDocument
from index.facts.lookup import FactHit, facts_of
from index.items import Change, Counts, Item, Parcel
from index.knowledge import Audience, Document, DocumentId, Hit, Kind, Passage, PassageId
from index.library import Library
from index.moment import moment
from index.products import product_names
from index.projection.build import Progress, silent
from index.projection.catalogue import Filter, filter_of, label_of
from index.projection.projection import Projection
from index.projection.verify import problems
from index.ranking.hits import hits_of
from index.ranking.legs import Legs, legs_of
from index.ranking.rank import rank
from index.rows import Pair, check, embedded_text, sha256_of, span_text

DEPTH = 200  # passages that each way of searching puts forward
ATTEMPTS = 10  # at a search whose documents change under it again and again
EMBED_AT_ONCE = 1024  # texts between two savings of their vectors


class Index:
    """Search over one library. Several threads may use it, and several processes one library."""

    def __init__(
        self,
        library: Library,
        embedder: Embedder,
        folder: Path,
        said: str | None = None,
        load: Load | None = None,
    ) -> None:
        self._library = library
        self._models = Models(embedder, said, load)
        self._projection = Projection(library, embedder.name, said, folder)
        self._products: tuple[int, tuple[str, ...]] | None = None  # with the change that they are of

    @classmethod
    def open(
        cls,
        library_url: str,
        folder: Path,
        embedder: Embedder,
        *,
        said: str | None = None,
        load: Load | None = None,
        any_model: bool = False,
    ) -> "Index":
        """Open or create; `folder` keeps what is derived, and the settings call the embedder `said`.

        A library of another model is searched by that one, got from `load`, until `change_model` is through. Raises
        OtherModel when it is not to be had, unless `any_model` (for `rebuild`).
        """
        index = cls(Library(library_url), embedder, folder, said, load)
        if not any_model:
            index._embedder()
        return index

    def close(self) -> None:
        """Finish what is being written, and let go of the database."""
        self._projection.wait()
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
        if limit < 1:
            raise ValueError(f"limit is {limit!r}; ask for at least 1 hit")
        wanted = filter_of(audience, kinds, products)
        hits: list[Hit] = []
        for _ in range(ATTEMPTS):
            legs = self._legs(question, wanted, max(DEPTH, limit))
            best = rank(legs.cosines, legs.by_words, legs.origins)[:limit]
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

    def products(self) -> tuple[str, ...]:
        """Names of all products that something is known of; read anew when the library has changed."""
        op = self._library.state().op
        if self._products is None or self._products[0] != op:
            self._products = op, product_names(self._library.engine)
        return self._products[1]

    def legs(self, question: str, wanted: Filter) -> Legs:
        """What each way of searching finds, before they are mixed."""
        return self._legs(question, wanted, DEPTH)

    def passages(self, wanted: Filter) -> Iterator[Passage]:
        """The passages that may be found, ascending by id."""
        with moment(self._library.engine) as now:
            yield from (each for each in now.every_passage() if label_of(each).passes(wanted))

    def vectors(self, passages: Collection[PassageId]) -> dict[PassageId, np.ndarray]:
        """The unit vectors (dimension,) float32 of those of these passages that can be found and have one."""
        view, ids = self._projection.view(), np.array(list(passages), np.int64)
        return {
            PassageId(int(key)): vector
            for keys, vectors in view.vectors(ids)
            for key, vector in zip(keys, vectors, strict=True)
        }

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        """The current version or an old one, withdrawn or not; None when there never was such a one."""
        return self._library.document(id, version)

    def put(self, parcels: Sequence[Parcel], *, progress: Progress = silent) -> list[list[Change]]:
        """Store what was read of some items, and withdraw what they held before and hold no more.

        For each parcel a change for each of its documents, then one WITHDRAWN for each withdrawn. All of it happens
        in one step: a search or a crash sees none of it or all. Raises UnfitDocument (then nothing is stored) and
        OtherModel.
        """
        documents = [pair for parcel in parcels for pair in parcel.documents]
        _refuse_unfit(documents)
        texts = _texts(documents)
        while True:
            embedder, said = self._embedder()
            self._embed(embedder, texts, progress)
            stored = self._library.put(parcels, embedder.name, said)
            if stored is not None:  # else the model was changed while this was embedded
                return stored

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

    def settle(self) -> None:
        """After much was put: write down what the next process needs to start quickly, if that is worth it."""
        self._projection.view()
        self._projection.wait()

    def verify(self, progress: Progress = silent) -> list[str]:
        """What is wrong, in sentences; [] when the projections reflect the library exactly."""
        return problems(self._library, self._projection, progress)

    @property
    def other_model(self) -> str | None:
        """The model by which the library is searched, when it is not the wanted one."""
        name = self._library.state().model
        return name if name not in (None, self._models.wanted.name) else None

    def change_model(self, progress: Progress = silent) -> None:
        """Search by the wanted model. Until that is through, all is searched by the old one, new documents too."""
        if self.other_model is None:
            return
        wanted, said = self._models.wanted, self._models.said
        embedded = Embedded(self._library.engine, wanted.name)
        self._embed_lacking(embedded, progress)
        new = replace(self._library.state(), model=wanted.name, said=said)
        self._projection.snapshots.write_anew(new, progress)
        late = self._embed_lacking(embedded, progress)  # what came meanwhile: found beside the snapshot
        while not embedded.adopt(said, late):
            late |= self._embed_lacking(embedded, progress)
        self._projection.snapshots.keep_only(new)

    def rebuild(self, progress: Progress = silent) -> None:
        """Embed what this model has not embedded, search by it from now on, and derive everything again."""
        wanted = self._models.wanted
        embedded = Embedded(self._library.engine, wanted.name)
        self._embed_lacking(embedded, progress)
        while not embedded.adopt(self._models.said):
            self._embed_lacking(embedded, progress)
        self._projection.rebuild(progress)

    def stats(self) -> dict[str, object]:
        """Figures for a person: how much of what, by which model, up to which change, how large on disk."""
        counts, state, shares = self._library.counts(), self._library.state(), self._library.shares()
        return {
            "documents": counts.documents,
            "passages": counts.passages,
            "by_kind": _sums((kind, number) for kind, _, number in shares),
            "by_audience": _sums((audience, number) for _, audience, number in shares),
            "model": state.model,
            "last_op": state.op,
            **self._projection.stats(),
            "library_bytes": self._library.bytes_used(),
        }

    def _embedder(self) -> tuple[Embedder, str | None]:
        """Of the model that the library is searched by, and what the settings call it. Raises OtherModel."""
        state = self._library.state()
        if state.model is None:
            return self._models.wanted, self._models.said
        return self._models.named(state.model, state.said), state.said

    def _legs(self, question: str, wanted: Filter, depth: int) -> Legs:
        view = self._projection.view()
        (vector,) = self._models.named(view.state.name, view.state.said).embed_questions([question])
        return legs_of(question, vector, wanted, depth, view)

    def _embed_lacking(self, embedded: Embedded, progress: Progress) -> set[DocumentId]:
        """Embed what has no vector, some documents at a time: no transaction lasts as long as that; says of which."""
        lacking, done, total = embedded.lacking(), 0, embedded.texts_lacking()

        def told(some: int, _all_of_some: int, what: str) -> None:
            progress(min(done + some, total), total, what)

        for documents in chunks(sorted(lacking)):
            passages = self._library.passages(documents)
            texts = [embedded_text(passage.title, passage.heading, passage.text) for passage in passages]
            done += self._embed(self._models.wanted, {sha256_of(text): text for text in texts}, told)
        return lacking

    def _embed(self, embedder: Embedder, texts: Mapping[str, str], progress: Progress) -> int:
        """Embed and keep what of these texts by sha256 is new, so that a crash loses little of it; says how many."""
        embedded = Embedded(self._library.engine, embedder.name)
        new, done = embedded.unknown(texts), 0
        for some in chunks(new.items(), EMBED_AT_ONCE):
            embedded.add([sha256 for sha256, _ in some], embedder.embed([text for _, text in some]))
            done += len(some)
            progress(done, len(new), "embedded")
        return done


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
