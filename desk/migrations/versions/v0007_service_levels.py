"""Cases that came at risk or were overdue, each noticed once."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "service_alarms",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("alarm", sa.String(20), nullable=False),
        sa.Column("noticed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("case_id", "due_at", "alarm"),
        sqlite_autoincrement=True,
    )
