"""What has been embedded: vectors by the text they are of, so that the same words are embedded once."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np
from sqlalchemy import Connection, Engine, Exists, delete, exists, func, insert, select

from index.database import chunks, writing
from index.errors import UnfitModel
from index.knowledge import DocumentId
from index.moment import state_of
from index.schema import index_op, meta, passage, vector


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
        """Keep these; what is there already stays. Raises UnfitModel for vectors of another size than those."""
        rows = {
            sha256: {"text_sha256": sha256, "model": self._model, "fp16": half.tobytes()}
            for sha256, half in zip(sha256s, vectors.astype("<f2"), strict=True)
        }
        with writing(self._engine) as connection:
            self._refuse_other_size(connection, vectors.shape[1])
            for some in chunks(rows):
                there = select(vector.c.text_sha256).where(
                    vector.c.model == self._model, vector.c.text_sha256.in_(some)
                )
                known = set(connection.scalars(there))
                if new := [rows[sha256] for sha256 in some if sha256 not in known]:
                    connection.execute(insert(vector), new)

    def lacking(self) -> set[DocumentId]:
        """The documents with passages that have no vector."""
        with self._engine.connect() as connection:
            query = select(passage.c.document_id).where(~self._has()).distinct()
            return set(map(DocumentId, connection.scalars(query)))

    def texts_lacking(self) -> int:
        """How many texts of passages have no vector."""
        with self._engine.connect() as connection:
            texts = select(func.count(passage.c.text_sha256.distinct())).where(~self._has())
            return connection.scalars(texts).one()

    def adopt(self, said: str | None, late: Collection[DocumentId] = ()) -> bool:
        """Search by this model from now on and drop the others' vectors; False when some passage has none yet.

        `late` documents count as changed now: a snapshot may have been written before their vectors were there.
        """
        with writing(self._engine) as connection:
            if connection.scalar(select(func.count()).select_from(passage).where(~self._has())):
                return False
            search_by(connection, self._model, said)
            if late:
                connection.execute(insert(index_op), [{"document_id": each} for each in sorted(late)])
            connection.execute(delete(vector).where(vector.c.model != self._model))
        return True

    def _has(self) -> Exists:
        """That a passage has a vector."""
        return exists().where(vector.c.text_sha256 == passage.c.text_sha256, vector.c.model == self._model)

    def _refuse_other_size(self, connection: Connection, dimension: int) -> None:
        if state_of(connection).model != self._model:
            return  # nearly every passage has a vector of the library's model: one is found at once
        its = (vector.c.text_sha256 == passage.c.text_sha256) & (vector.c.model == self._model)
        earlier = connection.scalar(select(vector.c.fp16).join_from(passage, vector, its).limit(1))
        if earlier is not None and len(earlier) != 2 * dimension:
            raise UnfitModel(
                f"embedding model {self._model!r} now makes vectors of {dimension} numbers, and the library has some "
                f"of {len(earlier) // 2} by it: give what is another model another name"
            )
