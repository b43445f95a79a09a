"""Adapts the embedding model to what the library holds."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from app.wiring import House
from index.embedding.adapt import Adaptation, adapt
from index.embedding.pairs import pairs_of
from index.knowledge import Audience, Document, Span
from index.projection.build import Progress, silent
from index.projection.catalogue import filter_of
from index.search import Index


def adapted(house: House, *, seed: int = 0, progress: Progress = silent) -> Adaptation:
    """Train the model of the settings on the library's questions and answers. Raises TooFewPairs and UnfitModel."""
    from index.embedding.training import train

    pairs = pairs_of(live_documents(house.index), seed)
    return adapt(house.settings.model, house.models, pairs, train=train, seed=seed, progress=progress)


def live_documents(index: Index) -> Iterator[tuple[Document, Sequence[Span]]]:
    """All that can be found, internal ones too: the model that is made of them does not leave the desk."""
    passages = index.passages(filter_of(Audience.INTERNAL))
    for (key, version), its in groupby(passages, key=lambda passage: (passage.document_id, passage.version)):
        document = index.document(key, version)
        if document is not None and document.withdrawn_at is None:
            yield document, [Span(each.start, each.end, each.heading, each.page) for each in its]
