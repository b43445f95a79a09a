"""What channels need: kinds of messages, edits, what was taken back, raw arrivals, postscripts, tokens, costs."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(20)


def upgrade() -> None:
    """Add the columns and the tables."""
    _messages()
    op.add_column("drafts", sa.Column("invites", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("cases", sa.Column("due_next", MOMENT))
    op.add_column("history", sa.Column("stage", WORD))
    op.create_index("history_by_time", "history", ["happened_at"])
    _arrivals()
    _postscripts()
    op.create_table(
        "tokens",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("refreshing_until", MOMENT),
    )
    op.create_table(
        "channel_spending",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("day", sa.Text, primary_key=True),
        sa.Column("what", sa.Text, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("usd", sa.Float, nullable=False),
    )


def _messages() -> None:
    for column in (
        sa.Column("kind", WORD, nullable=False, server_default="mention"),
        sa.Column("edit", sa.Text, nullable=False, server_default=""),
        sa.Column("edited_at", MOMENT),
        sa.Column("before", sa.JSON, nullable=False, server_default="[]"),
        sa.Column("closed_to_us", sa.Text, nullable=False, server_default=""),
        sa.Column("gone", sa.Text, nullable=False, server_default=""),
        sa.Column("wording", sa.Text, nullable=False, server_default=""),
    ):
        op.add_column("messages", column)
    op.execute("UPDATE messages SET wording = external_id")
    op.execute("UPDATE messages SET kind = 'direct_message' WHERE NOT public")


def _arrivals() -> None:
    op.create_table(
        "arrivals",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("raw", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("channel", "key"),
        sqlite_autoincrement=True,
    )
    op.create_index("arrivals_in_order", "arrivals", ["channel", "number"])


def _postscripts() -> None:
    op.create_table(
        "postscripts",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("part", WORD, primary_key=True),
        sa.Column("goes_to", WORD, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("answers", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("send_after", MOMENT, nullable=False),
        sa.Column("claimed_at", MOMENT),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("external_id", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("settled_at", MOMENT),
    )
    op.create_index("postscripts_by_state", "postscripts", ["state", "send_after"])
