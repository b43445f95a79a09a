"""Incidents: many alike messages in a short time, and the lists of texts to those who wrote them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(20)


def upgrade() -> None:
    """Add the tables."""
    _heard()
    _incidents()
    _waves()


def _heard() -> None:
    op.create_table(
        "heard_messages",
        sa.Column("number", sa.Integer, sa.ForeignKey("messages.id"), primary_key=True),
        sa.Column("at", MOMENT, nullable=False, index=True),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("complains", sa.Boolean, nullable=False),
        sa.Column("saying", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("theme", sa.Integer),
    )


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("theme", sa.Integer, nullable=False, unique=True),
        sa.Column("standing", WORD, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("raised_at", MOMENT, nullable=False, index=True),
        sa.Column("people", sa.Integer, nullable=False),
        sa.Column("usual", sa.Float, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("quiet_until", MOMENT),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("centre", sa.LargeBinary, nullable=False),
        sa.Column("joins", sa.Float, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "incident_members",
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True, index=True),
        sa.Column("bond", WORD, nullable=False),
        sa.Column("likeness", sa.Float, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    _history("incident_history", "incident_id", "incidents.id")
    op.create_table(
        "incident_views",
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incidents.id"), primary_key=True),
        sa.Column("front", sa.Text, primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )


def _waves() -> None:
    op.create_table(
        "waves",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incidents.id"), nullable=False, index=True),
        sa.Column("purpose", WORD, nullable=False),
        sa.Column("made_by", sa.Text, nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("approved_by", sa.Text),
        sa.Column("approved_at", MOMENT),
        sa.Column("approved_sha256", sa.Text),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "wave_lines",
        sa.Column("wave_id", sa.Integer, sa.ForeignKey("waves.id"), primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True, index=True),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("goes_to", WORD, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("cost_usd", sa.Float, nullable=False),
        sa.Column("closed", sa.Text, nullable=False),
        sa.Column("excluded_by", sa.Text, nullable=False),
        sa.Column("edited_by", sa.Text, nullable=False),
        sa.Column("outcome", WORD, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_index("wave_lines_by_outcome", "wave_lines", ["wave_id", "outcome"])
    _history("wave_history", "wave_id", "waves.id")


def _history(name: str, of: str, key: str) -> None:
    op.create_table(
        name,
        sa.Column(of, sa.Integer, sa.ForeignKey(key), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
