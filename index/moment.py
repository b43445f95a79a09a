"""The library at one moment, read for what is derived from it: nothing that is written meanwhile shows."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from sqlalchemy import Connection, Engine, Row, Select, func, select

from index.database import chunks, reading
from index.knowledge import DocumentId, Passage
from index.rows import passage_of
from index.schema import document_version, index_op, meta, passage, snapshot, vector

PAGE = 2000  # rows that are read at once

Vectors = tuple[np.ndarray, np.ndarray]  # passage ids (n,) int64, their vectors (n, dimension) float16


@dataclass(frozen=True)
class State:
    """Where the library stands: its newest change, and the model whose vectors it is searched by (None: none yet)."""

    op: int
    model: str | None
    said: str | None = None  # what the settings called the model; None is the packaged one

    @property
    def name(self) -> str:
        """The model's name, "" for none."""
        return self.model or ""


class Moment:
    """Reads inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def state(self) -> State:
        """Where the library stands."""
        return state_of(self._connection)

    def changed_since(self, op: int) -> set[DocumentId]:
        """The documents that changed after this op."""
        query = select(index_op.c.document_id).where(index_op.c.seq > op).distinct()
        return set(map(DocumentId, self._connection.scalars(query)))

    def passage_count(self, of: Collection[DocumentId] | None = None) -> int:
        """How many passages of these documents (None: of all) can be found."""
        every = select(func.count()).select_from(passage)
        if of is None:
            return self._connection.scalars(every).one()
        some = (every.where(passage.c.document_id.in_(part)) for part in chunks(sorted(of)))
        return sum(self._connection.scalars(query).one() for query in some)

    def passages(self, of: Collection[DocumentId]) -> Iterator[Passage]:
        """The passages of these documents, none of withdrawn ones."""
        for some in chunks(sorted(of)):
            query = passages_query().where(passage.c.document_id.in_(some)).order_by(passage.c.id)
            yield from map(passage_of, self._connection.execute(query))

    def every_passage(self, after: int = 0) -> Iterator[Passage]:
        """All that can be found and have a greater id, ascending by it."""
        yield from map(passage_of, self._paged(passages_query(), after))

    def vectors(self, passage_ids: Sequence[int], model: str) -> Vectors:
        """Of those of these passages that have one, ascending by id."""
        rows: list[Row[Any]] = []
        for some in chunks(passage_ids):
            rows += self._connection.execute(_vectors_query(model).where(passage.c.id.in_(some)))
        return _matrix(sorted(rows, key=lambda row: row.id))

    def every_vector(self, model: str, after: int = 0) -> Iterator[Vectors]:
        """Of all passages with a greater id that have one, ascending by id, some at a time."""
        rows: list[Row[Any]] = []
        for row in self._paged(_vectors_query(model), after):
            rows.append(row)
            if len(rows) == PAGE:
                yield _matrix(rows)
                rows = []
        if rows:
            yield _matrix(rows)

    def op_of_snapshot(self, token: str) -> int | None:
        """The change up to which a snapshot was taken of this very library; None when it was not."""
        return self._connection.scalars(select(snapshot.c.op).where(snapshot.c.token == token)).one_or_none()

    def _paged(self, query: Select[Any], last: int) -> Iterator[Row[Any]]:
        """The rows of a query over passages, ascending by id; neither the database nor we hold them all at once."""
        while True:
            rows = self._connection.execute(
                query.where(passage.c.id > last).order_by(passage.c.id).limit(PAGE)
            ).all()
            if not rows:
                return
            yield from rows
            last = rows[-1].id


@contextmanager
def moment(engine: Engine) -> Iterator[Moment]:
    """The library as it is now, for as long as the block lasts."""
    with reading(engine) as connection:
        yield Moment(connection)


def state_of(connection: Connection) -> State:
    """Where the library stands, in one statement."""
    return State(*connection.execute(_state_query()).one())


@cache
def _state_query() -> Select[Any]:
    newest = select(func.coalesce(func.max(index_op.c.seq), 0)).scalar_subquery()
    model, said = (
        select(meta.c.value).where(meta.c.key == key).scalar_subquery() for key in ("model", "model_said")
    )
    return select(newest, model, said)


@cache
def passages_query() -> Select[Any]:
    """One statement, so that a passage and the version it is of are never of two moments."""
    its = (document_version.c.document_id == passage.c.document_id) & (
        document_version.c.version == passage.c.version
    )
    words = func.substr(document_version.c.text, passage.c.start + 1, passage.c.end - passage.c.start)
    shown = ("kind", "audience", "title", "url", "products", "language", "meta")
    return select(passage, words.label("text"), *(document_version.c[name] for name in shown)).select_from(
        passage.join(document_version, its)
    )


def _vectors_query(model: str) -> Select[Any]:
    its = (vector.c.text_sha256 == passage.c.text_sha256) & (vector.c.model == model)
    return select(passage.c.id, vector.c.fp16).join(vector, its)


def _matrix(rows: Sequence[Row[Any]]) -> Vectors:
    halves = np.frombuffer(b"".join(row.fp16 for row in rows), "<f2")
    return np.array([row.id for row in rows], np.int64), halves.reshape(len(rows), -1 if rows else 0)
