"""The truth: documents with all their versions, the passages of the current ones, and a row of changes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, insert, select, text

from index import changes
from index.database import chunks, open_engine, writing
from index.errors import other_model
from index.items import Change, Counts, Item, Parcel
from index.knowledge import Document, DocumentId, Passage, PassageId
from index.rows import document_of, passage_of
from index.schema import document, document_version, index_op, item, meta, passage


@dataclass(frozen=True)
class State:
    """Where the library stands: its newest change, and the model whose vectors it is searched by (None: none yet)."""

    op: int
    model: str | None


class Library:
    """Documents and their passages in SQL. Each method is one transaction."""

    def __init__(self, url: str) -> None:
        self.engine: Engine = open_engine(url)
        with self.engine.connect() as connection:
            query = select(meta.c.value).where(meta.c.key == "identity")
            self.identity: str = connection.scalars(query).one()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def state(self) -> State:
        """Where it stands now; cheap enough to be asked at each search."""
        with self.engine.connect() as connection:
            return _state(connection)

    def changed_since(self, op: int) -> set[DocumentId]:
        """The documents that changed after this op."""
        with self.engine.connect() as connection:
            query = select(index_op.c.document_id).where(index_op.c.seq > op).distinct()
            return set(map(DocumentId, connection.scalars(query)))

    def document(self, id: DocumentId, version: int | None = None) -> Document | None:
        """The current version or an old one, withdrawn or not; None when there never was such a one."""
        wanted = document.c.version if version is None else version
        query = _versions().where(document.c.id == id, document_version.c.version == wanted)
        with self.engine.connect() as connection:
            row = connection.execute(query).one_or_none()
        return document_of(row) if row else None

    def live(self) -> set[DocumentId]:
        """The documents that can be found."""
        with self.engine.connect() as connection:
            query = select(document.c.id).where(document.c.withdrawn_at.is_(None))
            return set(map(DocumentId, connection.scalars(query)))

    def passages(self, of: Collection[DocumentId]) -> Iterator[Passage]:
        """The passages of these documents, none of withdrawn ones."""
        with self.engine.connect() as connection:
            for some in chunks(sorted(of)):
                query = _passages().where(passage.c.document_id.in_(some)).order_by(passage.c.id)
                yield from map(passage_of, connection.execute(query))

    def passages_by_id(self, ids: Collection[PassageId]) -> dict[PassageId, Passage]:
        """Those of these passages that still are so."""
        found: dict[PassageId, Passage] = {}
        with self.engine.connect() as connection:
            for some in chunks(ids):
                rows = connection.execute(_passages().where(passage.c.id.in_(some)))
                found |= {each.id: each for each in map(passage_of, rows)}
        return found

    def sources(self) -> set[str]:
        """Names of the sources that listed anything which is still known."""
        with self.engine.connect() as connection:
            return set(connection.scalars(select(item.c.source).distinct()))

    def items(self, source: str) -> Mapping[str, Item]:
        """What is known of each thing that the source listed, by its key, with its live documents."""
        theirs = select(document.c.item, document.c.id).where(
            document.c.source == source, document.c.withdrawn_at.is_(None)
        )
        owned: dict[str, set[DocumentId]] = defaultdict(set)
        with self.engine.connect() as connection:
            for key, document_id in connection.execute(theirs):
                owned[key].add(DocumentId(document_id))
            rows = connection.execute(select(item).where(item.c.source == source)).all()
        return {row.key: Item(**row._mapping, documents=frozenset(owned[row.key])) for row in rows}

    def put(self, parcels: Sequence[Parcel], model: str) -> list[list[Change]]:
        """Store these documents, whose vectors of this model are there already, and record their items.

        For each parcel a change for each document in their order, then one WITHDRAWN for each that is withdrawn
        because the item holds it no more. Raises OtherModel.
        """
        with writing(self.engine) as connection:
            _claim(connection, model)
            return [changes.put_parcel(connection, parcel) for parcel in parcels]

    def holders(self, ids: Collection[DocumentId]) -> dict[DocumentId, str]:
        """Which source holds each of these documents that are live."""
        found: dict[DocumentId, str] = {}
        with self.engine.connect() as connection:
            for some in chunks(ids):
                live = document.c.id.in_(some) & document.c.withdrawn_at.is_(None)
                rows = connection.execute(select(document.c.id, document.c.source).where(live))
                found |= {DocumentId(row.id): row.source for row in rows}
        return found

    def withdraw(self, ids: Collection[DocumentId], at: datetime) -> list[DocumentId]:
        """Take documents out of the search, keeping their text; says which of them were live."""
        with writing(self.engine) as connection:
            return changes.withdraw_documents(connection, ids, at)

    def forget(self, source: str, keys: Collection[str], at: datetime) -> list[DocumentId]:
        """Withdraw what came from items that the source lists no more; says which documents."""
        with writing(self.engine) as connection:
            return changes.forget_items(connection, source, keys, at)

    def counts(self) -> Counts:
        """How much can be found."""
        live = select(func.count()).select_from(document).where(document.c.withdrawn_at.is_(None))
        with self.engine.connect() as connection:
            passages = connection.scalars(select(func.count()).select_from(passage)).one()
            return Counts(connection.scalars(live).one(), passages)

    def shares(self) -> list[tuple[str, str, int]]:
        """How many live documents of each kind and audience there are."""
        current = document.join(document_version, _current())
        query = (
            select(document_version.c.kind, document_version.c.audience, func.count())
            .select_from(current)
            .where(document.c.withdrawn_at.is_(None))
            .group_by(document_version.c.kind, document_version.c.audience)
            .order_by(document_version.c.kind, document_version.c.audience)
        )
        with self.engine.connect() as connection:
            return [(kind, audience, number) for kind, audience, number in connection.execute(query)]

    def bytes_used(self) -> int:
        """What the database takes on disk."""
        sizes = {
            "sqlite": "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            "postgresql": "SELECT pg_database_size(current_database())",
        }
        with self.engine.connect() as connection:
            return int(connection.scalars(text(sizes[self.engine.dialect.name])).one())


def _state(connection: Connection) -> State:
    newest = select(func.coalesce(func.max(index_op.c.seq), 0)).scalar_subquery()
    model = select(meta.c.value).where(meta.c.key == "model").scalar_subquery()
    op, name = connection.execute(select(newest, model)).one()
    return State(op, name)


def _claim(connection: Connection, model: str) -> None:
    """The first to put says which model the library is searched by."""
    current = _state(connection).model
    if current is None:
        connection.execute(insert(meta).values(key="model", value=model))
    elif current != model:
        raise other_model(current, model)


def _current() -> Any:
    return (document_version.c.document_id == document.c.id) & (
        document_version.c.version == document.c.version
    )


def _versions() -> Select[Any]:
    joined = document.join(document_version, document_version.c.document_id == document.c.id)
    return select(document_version, document.c.withdrawn_at).select_from(joined)


def _passages() -> Select[Any]:
    """One statement, so that a passage and the version it is of are never of two moments."""
    its = (document_version.c.document_id == passage.c.document_id) & (
        document_version.c.version == passage.c.version
    )
    words = func.substr(document_version.c.text, passage.c.start + 1, passage.c.end - passage.c.start)
    shown = [document_version.c[name] for name in ("kind", "audience", "title", "url", "products")]
    return select(passage, words.label("text"), *shown).select_from(passage.join(document_version, its))
