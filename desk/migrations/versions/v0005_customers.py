"""Customers over channels, opt-outs, surveys."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables."""
    _links()
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("author_id", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("message", sa.Text),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("lifts", sa.Integer, unique=True),
        sa.UniqueConstraint("channel", "author_id", "message"),
        sqlite_autoincrement=True,
    )
    _surveys()


def _links() -> None:
    op.create_table(
        "customer_links",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("linked", sa.Boolean, nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("author_id", sa.Text, nullable=False),
        sa.Column("other_channel", sa.Text),
        sa.Column("other_author_id", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "customer_handles",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("author_id", sa.Text, primary_key=True),
        sa.Column("customer", sa.Integer, sa.ForeignKey("customer_links.id"), nullable=False, index=True),
        sa.Column("linked_by", sa.Text, nullable=False),
        sa.Column("linked_at", MOMENT, nullable=False),
    )


def _surveys() -> None:
    op.create_table(
        "surveys",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("author_id", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("score", sa.Integer),
        sa.Column("answer", sa.Text),
        sa.Column("answered_at", MOMENT),
    )
    op.create_index("surveys_by_author", "surveys", ["channel", "author_id"])
