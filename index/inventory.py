"""What the library holds, for people who look after it: how much of what, which notes are stale, what changed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Engine, Select, func, or_, select

from index.knowledge import Audience, DocumentId, Kind
from index.schema import document, document_version, index_op, item, meta, passage


@dataclass(frozen=True)
class StaleNote:
    """A note that can be found although its review date has passed."""

    id: DocumentId
    title: str
    source: str
    url: str | None
    owner: str | None
    review_by: date


@dataclass(frozen=True)
class OwnedNote:
    """A live note and how it stands with its owner."""

    id: DocumentId
    title: str
    source: str
    url: str | None
    review_by: date | None  # None: it gives none
    stale: bool  # the day has passed


@dataclass(frozen=True)
class ChangedDocument:
    """A document that is not as it was first put."""

    id: DocumentId
    title: str
    version: int
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Made:
    """A live document and how much of it can be found."""

    id: DocumentId
    title: str
    audience: Audience
    version: int
    passages: int


class Inventory:
    """Reads the library's tables. Each method asks one question about one moment."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def identity(self) -> str:
        """Which library this is: numbers of another one mean nothing here."""
        with self._engine.connect() as connection:
            identity: str = connection.scalars(select(meta.c.value).where(meta.c.key == "identity")).one()
        return identity

    def documents(self) -> dict[str, int]:
        """How many documents of each source can be found."""
        live = document.c.withdrawn_at.is_(None)
        query = select(document.c.source, func.count()).where(live).group_by(document.c.source)
        with self._engine.connect() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def stale_notes(self, source: str | None = None) -> list[StaleNote]:
        """Live notes past their review date (of one source; None: of all), the longest overdue first."""
        stale_since = document_version.c.meta["stale_since"].as_string()
        query = _current(document.c.id, document.c.source, "title", "url", "meta").where(
            document.c.withdrawn_at.is_(None),
            document_version.c.kind == Kind.SME_NOTE.value,
            stale_since.is_not(None),
        )
        if source is not None:
            query = query.where(document.c.source == source)
        with self._engine.connect() as connection:
            found = [_stale(row) for row in connection.execute(query)]
        return sorted(found, key=lambda note: (note.review_by, note.id))

    def notes_of(self, owner: str) -> list[OwnedNote]:
        """Live notes that say that they are this person's, stale ones first, then those to be reviewed soonest."""
        says = document_version.c.meta["owner"].as_string()
        query = _current(document.c.id, document.c.source, "title", "url", "meta").where(
            document.c.withdrawn_at.is_(None),
            document_version.c.kind == Kind.SME_NOTE.value,
            says.is_not(None),
        )
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        theirs = [_owned(row) for row in rows if row.meta["owner"].casefold() == owner.casefold()]
        return sorted(theirs, key=lambda note: (not note.stale, note.review_by or date.max, note.id))

    def changed_after(self, op: int) -> tuple[int, list[ChangedDocument]]:
        """The newest change there is, and the documents that changed after this one and had been there before."""
        touched = select(index_op.c.document_id).where(index_op.c.seq > op)
        query = _current(document.c.id, document.c.version, document.c.withdrawn_at, "title").where(
            document.c.id.in_(touched), or_(document.c.version > 1, document.c.withdrawn_at.is_not(None))
        )
        with self._engine.connect() as connection:
            newest = connection.scalars(select(func.coalesce(func.max(index_op.c.seq), 0))).one()
            rows = connection.execute(query.order_by(document.c.id)).all()
        changed = [
            ChangedDocument(DocumentId(row.id), row.title, row.version, row.withdrawn_at) for row in rows
        ]
        return newest, changed

    def look_again_at(self, source: str, after: datetime | None) -> datetime | None:
        """When the dates of a note of the source next say something new, later than `after`; None: they never do."""
        when = select(func.min(item.c.look_again_at)).where(item.c.source == source)
        if after is not None:
            when = when.where(item.c.look_again_at > after)
        with self._engine.connect() as connection:
            found: datetime | None = connection.scalars(when).one()
        return found

    def made_of(self, source: str, key: str) -> list[Made]:
        """The live documents of one thing that the source listed."""
        size = select(func.count()).where(passage.c.document_id == document.c.id).scalar_subquery()
        query = _current(
            document.c.id, document.c.version, "title", "audience", size.label("passages")
        ).where(document.c.source == source, document.c.item == key, document.c.withdrawn_at.is_(None))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(document.c.id)).all()
        return [
            Made(DocumentId(row.id), row.title, Audience(row.audience), row.version, row.passages)
            for row in rows
        ]


def _current(*columns: Any) -> Select[Any]:
    """These columns of documents and, by name, of their current versions."""
    wanted = [document_version.c[one] if isinstance(one, str) else one for one in columns]
    current = (document_version.c.document_id == document.c.id) & (
        document_version.c.version == document.c.version
    )
    return select(*wanted).select_from(document.join(document_version, current))


def _stale(row: Any) -> StaleNote:
    return StaleNote(
        id=DocumentId(row.id),
        title=row.title,
        source=row.source,
        url=row.url,
        owner=row.meta.get("owner"),
        review_by=date.fromisoformat(row.meta["stale_since"]),
    )


def _owned(row: Any) -> OwnedNote:
    review_by = row.meta.get("review_by")
    return OwnedNote(
        id=DocumentId(row.id),
        title=row.title,
        source=row.source,
        url=row.url,
        review_by=date.fromisoformat(review_by) if review_by else None,
        stale="stale_since" in row.meta,
    )
