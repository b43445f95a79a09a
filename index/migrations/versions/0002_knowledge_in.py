"""Facts of tables, passes over sources, and what people should hear of."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables."""
    op.add_column("item", sa.Column("look_again_at", MOMENT))
    _facts()
    _runs()


def _facts() -> None:
    words = ("product", "value", "minimum", "typical", "maximum", "unit", "condition")
    op.create_table(
        "fact",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("document_id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("attribute", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text) for name in words),
        sa.Column("heading", sa.JSON, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id", "version"], ["document_version.document_id", "document_version.version"]
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_fact_document_id", "fact", ["document_id"])


def _runs() -> None:
    op.create_table(
        "ingest_run",
        sa.Column("id", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("source", sa.String, nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("alive_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("report", sa.JSON),
        sa.Column("reader", sa.String, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_ingest_run_source", "ingest_run", ["source"])
    op.create_table(
        "event",
        sa.Column("seq", NUMBER, primary_key=True, autoincrement=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("document_id", sa.String),
        sa.Column("said", sa.JSON, nullable=False),
        sqlite_autoincrement=True,
    )
