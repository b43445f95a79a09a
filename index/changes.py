"""What happens to the library inside a writing transaction: documents put and withdrawn, items recorded."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from index.database import chunks
from index.items import Change, Item, Parcel
from index.knowledge import Document, DocumentId, Span
from index.rows import Pair, content_sha256, fact_rows, passage_rows, version_row
from index.schema import document, document_version, fact, index_op, item, passage


def put_parcel(connection: Connection, parcel: Parcel) -> list[Change]:
    """Store what is new or different and record the item; a change for each document, then for each withdrawn one."""
    stored = _put_documents(connection, parcel.documents, parcel.item)
    here = {document.id for document, _ in parcel.documents}.union(parcel.keep)
    gone = _finish_item(connection, parcel.item, here)
    return stored + [Change.WITHDRAWN] * len(gone)


def _put_documents(connection: Connection, pairs: Sequence[Pair], owner: Item) -> list[Change]:
    known: dict[str, Row[Any]] = {}
    for some in chunks(pair[0].id for pair in pairs):
        rows = connection.execute(select(document).where(document.c.id.in_(some)))
        known |= {row.id: row for row in rows}
    return [_put(connection, known.get(pair[0].id), pair, owner) for pair in pairs]


def _put(connection: Connection, known: Row[Any] | None, pair: Pair, owner: Item) -> Change:
    new, spans = pair
    sha256 = content_sha256(new, spans)
    if known is None:
        connection.execute(insert(document).values(id=new.id, **_now(1, sha256, owner)))
        _add_version(connection, new, spans, 1)
        return Change.NEW
    if known.content_sha256 == sha256:
        return _keep(connection, known, new, spans, owner)
    version = known.version + 1
    _now_is(connection, new.id, version, sha256, owner)
    _add_version(connection, new, spans, version)
    return Change.CHANGED


def _keep(
    connection: Connection, known: Row[Any], same: Document, spans: Sequence[Span], owner: Item
) -> Change:
    """The same content again: what may change without a new version is brought up to date."""
    if (known.source, known.item) != (owner.source, owner.key) or known.withdrawn_at is not None:
        _now_is(connection, same.id, known.version, known.content_sha256, owner)
    this_version = (document_version.c.document_id == same.id) & (document_version.c.version == known.version)
    connection.execute(
        update(document_version)
        .where(this_version)
        .values(meta=dict(same.meta), fetched_at=same.fetched_at, source=same.source)
    )
    if known.withdrawn_at is None:
        _set_facts(connection, same, known.version)
        return Change.UNCHANGED
    _set_passages(connection, same, spans, known.version)
    return Change.CHANGED


def _now(version: int, sha256: str, owner: Item) -> dict[str, Any]:
    return {
        "version": version,
        "source": owner.source,
        "item": owner.key,
        "content_sha256": sha256,
        "withdrawn_at": None,
    }


def _now_is(connection: Connection, id: DocumentId, version: int, sha256: str, owner: Item) -> None:
    connection.execute(update(document).where(document.c.id == id).values(**_now(version, sha256, owner)))


def _add_version(connection: Connection, new: Document, spans: Sequence[Span], version: int) -> None:
    connection.execute(insert(document_version).values(**version_row(new, version)))
    _set_passages(connection, new, spans, version)


def _set_passages(connection: Connection, of: Document, spans: Sequence[Span], version: int) -> None:
    """Replace a document's passages and facts, and say so to the projections."""
    connection.execute(delete(passage).where(passage.c.document_id == of.id))
    if rows := passage_rows(of, spans, version):
        connection.execute(insert(passage), rows)
    connection.execute(insert(index_op).values(document_id=of.id))
    _set_facts(connection, of, version)


def _set_facts(connection: Connection, of: Document, version: int) -> None:
    """Replace a document's facts."""
    connection.execute(delete(fact).where(fact.c.document_id == of.id))
    if rows := fact_rows(of, version):
        connection.execute(insert(fact), rows)


def withdraw_documents(connection: Connection, ids: Collection[DocumentId], at: datetime) -> list[DocumentId]:
    """Take these out of the search; says which of them were live."""
    gone: list[DocumentId] = []
    for some in chunks(sorted(ids)):
        live = document.c.id.in_(some) & document.c.withdrawn_at.is_(None)
        here = list(connection.scalars(select(document.c.id).where(live).order_by(document.c.id)))
        if here:
            connection.execute(update(document).where(document.c.id.in_(here)).values(withdrawn_at=at))
            connection.execute(delete(passage).where(passage.c.document_id.in_(here)))
            connection.execute(delete(fact).where(fact.c.document_id.in_(here)))
            connection.execute(insert(index_op), [{"document_id": gone_id} for gone_id in here])
        gone.extend(map(DocumentId, here))
    return gone


def _finish_item(connection: Connection, done: Item, documents: Collection[DocumentId]) -> list[DocumentId]:
    """Record that the item was read wholly, and withdraw its documents that were no longer in it."""
    connection.execute(delete(item).where(item.c.source == done.source, item.c.key == done.key))
    connection.execute(
        insert(item).values(
            source=done.source,
            key=done.key,
            fingerprint=done.fingerprint,
            read_at=done.read_at,
            passed_over=done.passed_over,
            look_again_at=done.look_again_at,
        )
    )
    listed = connection.scalars(
        select(document.c.id).where(document.c.source == done.source, document.c.item == done.key)
    )
    return withdraw_documents(connection, set(listed) - set(documents), done.read_at)


def forget_items(
    connection: Connection, source: str, keys: Collection[str], at: datetime
) -> list[DocumentId]:
    """Withdraw what came from items that the source lists no more."""
    gone: list[DocumentId] = []
    for some in chunks(sorted(keys)):
        theirs = select(document.c.id).where(document.c.source == source, document.c.item.in_(some))
        gone += withdraw_documents(connection, set(connection.scalars(theirs)), at)
        connection.execute(delete(item).where(item.c.source == source, item.c.key.in_(some)))
    return gone
