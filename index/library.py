"""The truth: documents with all their versions, the passages of the current ones, and a row of changes."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Select, delete, func, insert, select, text

from index import changes
from index.database import chunks, open_engine, writing
from index.embedding.embedded import search_by
from index.items import Change, Counts, Item, Parcel
from index.knowledge import Document, DocumentId, Passage, PassageId
from index.moment import State, moment, passages_query, state_of
from index.rows import document_of, passage_of
from index.schema import document, document_version, index_op, item, meta, passage, snapshot

SNAPSHOTS_KNOWN = 100  # of one library, in all folders; one that is older is written anew


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
            return state_of(connection)

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
        with moment(self.engine) as now:
            yield from now.passages(of)

    def passages_by_id(self, ids: Collection[PassageId]) -> dict[PassageId, Passage]:
        """Those of these passages that still are so."""
        found: dict[PassageId, Passage] = {}
        with self.engine.connect() as connection:
            for some in chunks(ids):
                rows = connection.execute(passages_query().where(passage.c.id.in_(some)))
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

    def put(self, parcels: Sequence[Parcel], model: str, said: str | None) -> list[list[Change]] | None:
        """Store these documents, whose vectors of this model are there already, and record their items.

        For each parcel a change for each document in their order, then one WITHDRAWN for each that is withdrawn
        because the item holds it no more. None, and nothing is stored, when the library is searched by another model;
        the first to put says which.
        """
        with writing(self.engine) as connection:
            current = state_of(connection).model
            if current not in (None, model):
                return None
            if current is None:
                search_by(connection, model, said)
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

    def vouch(self, token: str, op: int) -> None:
        """Remember that this snapshot was taken of this very library."""
        with writing(self.engine) as connection:
            connection.execute(insert(snapshot).values(token=token, op=op))

    def tidy(self) -> None:
        """Forget changes that later ones of the same document outdate, and snapshots that nobody can still have."""
        newest = select(func.max(index_op.c.seq)).group_by(index_op.c.document_id)
        old = select(snapshot.c.token).order_by(snapshot.c.op.desc()).offset(SNAPSHOTS_KNOWN)
        with writing(self.engine) as connection:
            connection.execute(delete(index_op).where(index_op.c.seq.not_in(newest)))
            connection.execute(delete(snapshot).where(snapshot.c.token.in_(old)))

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


def _current() -> Any:
    return (document_version.c.document_id == document.c.id) & (
        document_version.c.version == document.c.version
    )


def _versions() -> Select[Any]:
    joined = document.join(document_version, document_version.c.document_id == document.c.id)
    return select(document_version, document.c.withdrawn_at).select_from(joined)
