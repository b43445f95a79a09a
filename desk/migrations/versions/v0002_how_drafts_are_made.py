"""How drafts are made and what that costs, what messages quote and link, sent replies whose sources changed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
NEW_COLUMNS: dict[str, tuple[sa.Column[object], ...]] = {
    "cases": (sa.Column("guidance", sa.JSON, nullable=False, server_default="[]"),),
    "messages": (
        sa.Column("quoted", sa.Text, nullable=False, server_default=""),
        sa.Column("link_titles", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("receives_dm", sa.Boolean),
    ),
    "drafts": (
        sa.Column("made", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("forms", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("public_line", sa.Text, nullable=False, server_default=""),
        sa.Column("vouched", sa.Text, nullable=False, server_default=""),
    ),
}


def upgrade() -> None:
    """Add the columns and the tables."""
    for table, columns in NEW_COLUMNS.items():
        for column in columns:
            op.add_column(table, column)
    op.create_table(
        "outdated_replies",
        sa.Column("case_id", sa.Integer, primary_key=True),
        sa.Column("draft_version", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.Text, primary_key=True),
        sa.Column("change", sa.Text, primary_key=True),
        sa.Column("noticed_at", MOMENT, nullable=False),
        sa.Column("reviewed_by", sa.Text),
        sa.Column("reviewed_at", MOMENT),
        sa.ForeignKeyConstraint(["case_id", "draft_version"], ["drafts.case_id", "drafts.version"]),
    )
    op.create_table(
        "spending",
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("usd", sa.Float, nullable=False),
        sa.Column("tokens", sa.Integer, nullable=False),
    )
