"""What has been embedded: vectors by the text they are of, so that the same words are embedded once."""

from collections.abc import Mapping, Sequence

import numpy as np
from sqlalchemy import Connection, Engine, delete, exists, func, insert, select

from index.database import chunks, writing
from index.knowledge import DocumentId
from index.schema import meta, passage, vector


def search_by(connection: Connection, model: str, said: str | None) -> None:
    """Note by which model the library is searched from now on, and what the settings call it."""
    connection.execute(delete(meta).where(meta.c.key.in_(("model", "model_said"))))
    rows = [{"key": "model", "value": model}] + ([{"key": "model_said", "value": said}] if said else [])
    connection.execute(insert(meta), rows)


class Embedded:
    """The vectors of one model in the library."""

    def __init__(self, engine: Engine, model: str) -> None:
        self._engine = engine
        self._model = model

    def unknown(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Of these texts by sha256, those that the model has not embedded yet."""
        known: set[str] = set()
        with self._engine.connect() as connection:
            for some in chunks(texts):
                found = select(vector.c.text_sha256).where(
                    vector.c.model == self._model, vector.c.text_sha256.in_(some)
                )
                known.update(connection.scalars(found))
        return {sha256: text for sha256, text in texts.items() if sha256 not in known}

    def add(self, sha256s: Sequence[str], vectors: np.ndarray) -> None:
        """Keep these; what is there already stays."""
        rows = {
            sha256: {"text_sha256": sha256, "model": self._model, "fp16": half.tobytes()}
            for sha256, half in zip(sha256s, vectors.astype("<f2"), strict=True)
        }
        with writing(self._engine) as connection:
            for some in chunks(rows):
                there = select(vector.c.text_sha256).where(
                    vector.c.model == self._model, vector.c.text_sha256.in_(some)
                )
                known = set(connection.scalars(there))
                if new := [rows[sha256] for sha256 in some if sha256 not in known]:
                    connection.execute(insert(vector), new)

    def lacking(self) -> set[DocumentId]:
        """The documents with passages that have no vector."""
        has = exists().where(vector.c.text_sha256 == passage.c.text_sha256, vector.c.model == self._model)
        with self._engine.connect() as connection:
            query = select(passage.c.document_id).where(~has).distinct()
            return set(map(DocumentId, connection.scalars(query)))

    def adopt(self, said: str | None) -> bool:
        """Search by this model from now on and drop the others' vectors; False when some passage has none yet."""
        has = exists().where(vector.c.text_sha256 == passage.c.text_sha256, vector.c.model == self._model)
        with writing(self._engine) as connection:
            if connection.scalar(select(func.count()).select_from(passage).where(~has)):
                return False
            search_by(connection, self._model, said)
            connection.execute(delete(vector).where(vector.c.model != self._model))
        return True
