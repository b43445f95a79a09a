"""Proof that what is searched is what the library says."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.embedding.embedded import Embedded
from index.knowledge import Document
from index.library import Library
from index.projection import snapshot
from index.projection.projection import View


def problems(library: Library, embedded: Embedded, view: View, folder: Path) -> list[str]:
    """Each problem in a sentence; [] when there is none. Reads everything once."""
    found = [*_texts(library), *_projections(library, embedded, view)]
    if damaged := snapshot.damage(folder):
        found.append(f"{damaged}; `assist index rebuild` writes a new one")
    return found


def _texts(library: Library) -> Iterator[str]:
    """Passages that are not what their document says where they lie."""
    document: Document | None = None
    for passage in library.passages(library.live()):
        if document is None or document.id != passage.document_id:
            document = library.document(passage.document_id)
        its = document.text[passage.start : passage.end] if document else ""
        if passage.text != its or len(its) != passage.end - passage.start or not its:
            where = f"{passage.document_id!r} at {passage.start}:{passage.end}"
            yield f"passage {passage.id} is not the text of {where}; run `assist ingest --full`"


def _projections(library: Library, embedded: Embedded, view: View) -> Iterator[str]:
    live = sorted(passage.id for passage in library.passages(library.live()))
    if not np.array_equal(np.sort(view.catalogue.passages), live):
        yield "the passages that are searched are not those of the library; run `assist index rebuild`"
    if view.words.passages != len(live):
        yield f"the words of {view.words.passages} passages are searched, the library has {len(live)}"
    ids, vectors = embedded.of(live)
    if len(ids) != len(live):
        yield f"{len(live) - len(ids)} passages have no vector; run `assist index rebuild`"
    if lost := int((~view.vectors.same(ids, vectors)).sum()):
        yield f"{lost} passages are searched by vectors that are not the library's; run `assist index rebuild`"
