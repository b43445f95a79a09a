"""The library as it begins: documents, their versions and passages, vectors, items and the row of changes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    _items()
    _documents()
    _passages()


def _items() -> None:
    op.create_table(
        "meta",
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("value", sa.String, nullable=False),
    )
    op.create_table(
        "item",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("read_at", MOMENT, nullable=False),
        sa.Column("passed_over", sa.Integer, nullable=False),
    )


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("item", sa.String, nullable=False),
        sa.Column("content_sha256", sa.String, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
    )
    op.create_index("document_item", "document", ["source", "item"])
    op.create_table(
        "document_version",
        sa.Column("document_id", sa.String, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("audience", sa.String, nullable=False),
        sa.Column("products", sa.JSON, nullable=False),
        sa.Column("language", sa.String),
        sa.Column("meta", sa.JSON, nullable=False),
        sa.Column("fetched_at", MOMENT),
    )


def _passages() -> None:
    op.create_table(
        "passage",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("document_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("ord", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("heading", sa.JSON, nullable=False),
        sa.Column("text_sha256", sa.String, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id", "version"], ["document_version.document_id", "document_version.version"]
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_passage_document_id", "passage", ["document_id"])
    op.create_table(
        "vector",
        sa.Column("text_sha256", sa.String, primary_key=True),
        sa.Column("model", sa.String, primary_key=True),
        sa.Column("fp16", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "index_op",
        sa.Column("seq", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("document_id", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
