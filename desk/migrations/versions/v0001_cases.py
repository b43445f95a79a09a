"""Cases, their messages, drafts, decisions and replies, and a history that can only grow."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
WORD = sa.String(20)
ONLY_ADDED_TO = ("history", "decisions")


def upgrade() -> None:
    """Make the tables."""
    _cases()
    _messages()
    _drafts()
    _decisions()
    _replies()
    _the_rest()
    for table in ONLY_ADDED_TO:
        _refuse_changes(table)


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("author_id", sa.Text, nullable=False),
        sa.Column("stage", WORD, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("triage", sa.JSON),
        sa.Column("question", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("draft_version", sa.Integer),
        sa.Column("drafts", sa.Integer, nullable=False),
        sa.Column("decided_in", sa.Integer),
        sa.Column("claimed_at", MOMENT),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("retry_at", MOMENT),
        sa.Column("sent_in", sa.Integer),
        sa.UniqueConstraint("channel", "conversation", "author_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("cases_by_stage", "cases", ["stage", "due_at"])


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), nullable=False),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("external_id", sa.Text, nullable=False),
        sa.Column("conversation", sa.Text, nullable=False),
        sa.Column("author_id", sa.Text, nullable=False),
        sa.Column("author_handle", sa.Text, nullable=False),
        sa.Column("author_name", sa.Text, nullable=False),
        sa.Column("author_reach", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("posted_at", MOMENT, nullable=False),
        sa.Column("public", sa.Boolean, nullable=False),
        sa.Column("mentions_us", sa.Boolean, nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.UniqueConstraint("channel", "external_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_case_id", "messages", ["case_id"])
    op.create_index("ix_messages_received_at", "messages", ["received_at"])
    op.create_index("messages_by_author", "messages", ["channel", "author_id"])


def _drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("goes_to", WORD, nullable=False),
        sa.Column("to_reason", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("weighted_length", sa.Integer, nullable=False),
        sa.Column("citations", sa.JSON, nullable=False),
        sa.Column("problems", sa.JSON, nullable=False),
        sa.Column("drafter", sa.Text, nullable=False),
        sa.Column("cost_usd", sa.Float, nullable=False),
        sa.Column("answers", sa.Text),
    )


def _decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("case_id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("draft_version", sa.Integer, nullable=False),
        sa.Column("draft_sha256", sa.Text, nullable=False),
        sa.Column("verdict", WORD, nullable=False),
        sa.Column("decided_by", sa.Text, nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["case_id", "draft_version"], ["drafts.case_id", "drafts.version"]),
    )
    op.create_index("ix_decisions_decided_at", "decisions", ["decided_at"])


def _replies() -> None:
    op.create_table(
        "replies",
        sa.Column("case_id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("draft_version", sa.Integer, nullable=False),
        sa.Column("decided_in", sa.Integer, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("sent_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["case_id", "draft_version"], ["drafts.case_id", "drafts.version"]),
        sa.ForeignKeyConstraint(["case_id", "decided_in"], ["decisions.case_id", "decisions.revision"]),
    )
    op.create_index("ix_replies_sent_at", "replies", ["sent_at"])
    op.create_table(
        "reply_sources",
        sa.Column("document_id", sa.Text, primary_key=True),
        sa.Column("case_id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.ForeignKeyConstraint(["case_id", "revision"], ["replies.case_id", "replies.revision"]),
    )


def _the_rest() -> None:
    op.create_table(
        "history",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("happened_at", MOMENT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_table(
        "cursors",
        sa.Column("channel", sa.Text, primary_key=True),
        sa.Column("position", sa.Text, nullable=False),
    )
    op.create_table(
        "views",
        sa.Column("case_id", sa.Integer, sa.ForeignKey("cases.id"), primary_key=True),
        sa.Column("front", sa.Text, primary_key=True),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
    )


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{act.lower()} BEFORE {act} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION {table}_refuses() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{table} is only ever added to'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER {table}_refuses BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuses()"
    )
