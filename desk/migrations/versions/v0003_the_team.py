"""Who has a case, two approvals, and what the team does besides deciding: asks, teaches, reviews, thanks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns and the tables."""
    op.execute("ALTER TABLE cases RENAME COLUMN retry_at TO send_after")
    for name, kind in (
        ("assignee", sa.Text),
        ("snoozed_until", MOMENT),
        ("endorsed_version", sa.Integer),
        ("endorsed_sha256", sa.Text),
        ("endorsed_by", sa.Text),
        ("endorsed_at", MOMENT),
    ):
        op.add_column("cases", sa.Column(name, kind))
    op.add_column("decisions", sa.Column("endorsed_by", sa.Text))
    _questions_to_experts()
    _knowledge_of_experts()
    _reviews()
    _questions_of_the_team()
    op.create_table(
        "deliveries",
        sa.Column("front", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("at", MOMENT, nullable=False, index=True),
    )
    op.create_table(
        "names",
        sa.Column("front", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("likeness", sa.Text, nullable=False),
        sa.UniqueConstraint("likeness"),
    )


def _questions_to_experts() -> None:
    op.create_table(
        "expert_requests",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("products", sa.JSON, nullable=False),
        sa.Column("simple", sa.Boolean, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, index=True),
        sa.Column("outcome", sa.Text),
    )
    op.create_table(
        "askings",
        sa.Column("case_id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("rung", sa.Integer, primary_key=True),
        sa.Column("expert", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("answered_at", MOMENT),
        sa.Column("declined_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["case_id", "revision"], ["expert_requests.case_id", "expert_requests.revision"]
        ),
    )
    op.create_index("askings_by_expert", "askings", ["expert", "asked_at"])


def _knowledge_of_experts() -> None:
    op.create_table(
        "contributions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("audience", sa.Text, nullable=False),
        sa.Column("products", sa.JSON, nullable=False),
        sa.Column("review_by", sa.Text),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id")),
        sa.Column("tell", sa.JSON),
        sa.Column("state", sa.Text, nullable=False, index=True),
        sa.Column("document_id", sa.Text),
        sa.Column("cases_answered", sa.Integer),
        sa.Column("detail", sa.Text),
        sa.Column("done_at", MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "thanks",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("expert", sa.Text, primary_key=True),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("case_id", sa.Integer, primary_key=True),
        sa.Column("draft_version", sa.Integer, primary_key=True),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False, index=True),
        sa.Column("grades", sa.JSON, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("told_at", MOMENT),
        sa.ForeignKeyConstraint(["case_id", "draft_version"], ["drafts.case_id", "drafts.version"]),
    )


def _questions_of_the_team() -> None:
    op.create_table(
        "inquiries",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("front", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("thread", sa.Text, nullable=False),
        sa.Column("asked_by", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False, index=True),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("documents", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("outcome", sa.Text),
        sa.Column("feedback", sa.Text),
        sa.Column("feedback_why", sa.Text),
        sa.UniqueConstraint("front", "key"),
        sqlite_autoincrement=True,
    )
    op.create_index("inquiries_by_thread", "inquiries", ["front", "place", "thread"])
