"""The tables of the library, the truth that FAISS and tantivy are derived from."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

NAME = "library"  # the schema's name where the database has schemas

_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows by itself in INTEGER only


class Moment(TypeDecorator[datetime]):
    """An aware time in UTC; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse a naive time: nobody knows what it means."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"time {value!r} has no zone; give an aware one")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Aware, in UTC, from either database."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


metadata = MetaData()

# One row a fact about the whole library: "identity" (which library this is), "model" (whose vectors are searched) and
# "model_said" (what the settings called it, unless it is the packaged one).
meta = Table(
    "meta",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

item = Table(
    "item",
    metadata,
    Column("source", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("read_at", Moment, nullable=False),
    Column("passed_over", Integer, nullable=False),
    Column("look_again_at", Moment),  # read it again then even if it did not change: a note's dates say so
)

# What is so now: `version` is the one that is searched, unless `withdrawn_at` says that none is.
document = Table(
    "document",
    metadata,
    Column("id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("source", String, nullable=False),
    Column("item", String, nullable=False),
    Column("content_sha256", String, nullable=False),
    Column("withdrawn_at", Moment),
    Index("document_item", "source", "item"),
)

# Every version for ever: sent replies cite them.
document_version = Table(
    "document_version",
    metadata,
    Column("document_id", String, ForeignKey("document.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("source", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("audience", String, nullable=False),
    Column("products", JSON, nullable=False),
    Column("language", String),
    Column("meta", JSON, nullable=False),
    Column("fetched_at", Moment),
)

# Of live documents' current versions only. An id is never used again: FAISS may still hold it.
passage = Table(
    "passage",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("document_id", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("ord", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("heading", JSON, nullable=False),
    Column("text_sha256", String, nullable=False),
    ForeignKeyConstraint(
        ["document_id", "version"], ["document_version.document_id", "document_version.version"]
    ),
    sqlite_autoincrement=True,
)

# fp16, little-endian; kept by what was embedded, so that the same words are embedded once.
vector = Table(
    "vector",
    metadata,
    Column("text_sha256", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("fp16", LargeBinary, nullable=False),
)

# One row for each change of what can be found, written with the change itself; the projections follow it.
index_op = Table(
    "index_op",
    metadata,
    Column("seq", _Number, primary_key=True, autoincrement=True),
    Column("document_id", String, nullable=False),
    sqlite_autoincrement=True,
)

# Of live documents' current versions only, as passages are: the rows of their tables.
fact = Table(
    "fact",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("document_id", String, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("attribute", Text, nullable=False),
    Column("product", Text),
    Column("value", Text),
    Column("minimum", Text),
    Column("typical", Text),
    Column("maximum", Text),
    Column("unit", Text),
    Column("condition", Text),
    Column("heading", JSON, nullable=False),
    Column("page", Integer),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    ForeignKeyConstraint(
        ["document_id", "version"], ["document_version.document_id", "document_version.version"]
    ),
    sqlite_autoincrement=True,
)

# One pass over one source; `ended_at` is empty while it goes on, and after a crash. `report` is a SourceReport.
ingest_run = Table(
    "ingest_run",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("source", String, nullable=False, index=True),
    Column("begun_at", Moment, nullable=False),
    Column(
        "alive_at", Moment, nullable=False
    ),  # renewed while it goes on: another process may read it after a lease
    Column("ended_at", Moment),
    Column("report", JSON),
    Column("reader", String, nullable=False),
    sqlite_autoincrement=True,
)

# What people should hear of, in order; the desk keeps a cursor. `key` is the same for the same happening, so that
# it is told once.
event = Table(
    "event",
    metadata,
    Column("seq", _Number, primary_key=True, autoincrement=True),
    Column("at", Moment, nullable=False),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False, unique=True),
    Column("document_id", String),
    Column("said", JSON, nullable=False),
    sqlite_autoincrement=True,
)

# Which snapshots were taken of this very library: one that is on disk and not here is of another history (the library
# was put back from a copy), whatever its name says.
snapshot = Table(
    "snapshot",
    metadata,
    Column("token", String, primary_key=True),
    Column("op", BigInteger, nullable=False),
)
