"""The ledger's tables of cases and what became of them. `desk/migrations` makes them; a test holds the two together."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from desk.cases import Stage, Verdict
from desk.columns import AnyText, UtcDateTime, metadata, values_of
from desk.drafts import To
from desk.messages import Kind

cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("conversation", AnyText, nullable=False),
    Column("author_id", AnyText, nullable=False),
    Column("stage", values_of(Stage), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("due_next", UtcDateTime),
    Column("revision", Integer, nullable=False),
    Column("triage", JSON(none_as_null=True)),
    Column("question", AnyText),
    Column("guidance", JSON, nullable=False, server_default="[]"),
    Column("reason", AnyText),
    Column("draft_version", Integer),  # of the draft that lies before the people
    Column("drafts", Integer, nullable=False),
    Column("decided_in", Integer),  # the revision that brought the decision which holds
    Column("claimed_at", UtcDateTime),
    Column("attempt", Integer, nullable=False),
    Column("send_after", UtcDateTime),
    Column("assignee", AnyText),
    Column("snoozed_until", UtcDateTime),
    Column("endorsed_version", Integer),  # the first of two approvals
    Column("endorsed_sha256", Text),
    Column("endorsed_by", AnyText),
    Column("endorsed_at", UtcDateTime),
    Column("sent_in", Integer),  # the revision that brought the receipt
    UniqueConstraint("channel", "conversation", "author_id"),
    Index("cases_by_stage", "stage", "due_at"),
    sqlite_autoincrement=True,
)

messages = Table(
    "messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), nullable=False, index=True),
    Column("channel", Text, nullable=False),
    Column("external_id", AnyText, nullable=False),
    Column("conversation", AnyText, nullable=False),
    Column("author_id", AnyText, nullable=False),
    Column("author_handle", AnyText, nullable=False),
    Column("author_name", AnyText, nullable=False),
    Column("author_reach", Integer),
    Column("text", AnyText, nullable=False),
    Column("posted_at", UtcDateTime, nullable=False),
    Column("public", Boolean, nullable=False),
    Column("mentions_us", Boolean, nullable=False),
    Column("quoted", AnyText, nullable=False, server_default=""),
    Column("link_titles", JSON, nullable=False, server_default="[]"),
    Column("receives_dm", Boolean),
    Column("kind", values_of(Kind), nullable=False, server_default=Kind.MENTION.value),
    Column("edit", Text, nullable=False, server_default=""),
    Column("edited_at", UtcDateTime),
    Column("before", JSON, nullable=False, server_default="[]"),
    Column("closed_to_us", AnyText, nullable=False, server_default=""),
    Column("gone", AnyText, nullable=False, server_default=""),
    Column("wording", AnyText, nullable=False, server_default=""),  # of Message
    Column("received_at", UtcDateTime, nullable=False, index=True),
    UniqueConstraint("channel", "external_id"),
    Index("messages_by_author", "channel", "author_id"),
    sqlite_autoincrement=True,
)

drafts = Table(
    "drafts",
    metadata,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("goes_to", values_of(To), nullable=False),
    Column("to_reason", AnyText, nullable=False),
    Column("text", AnyText, nullable=False),
    Column("weighted_length", Integer, nullable=False),
    Column("citations", JSON, nullable=False),
    Column("problems", JSON, nullable=False),
    Column("drafter", AnyText, nullable=False),
    Column("cost_usd", Float, nullable=False),
    Column("answers", AnyText),
    Column("made", JSON, nullable=False, server_default="{}"),
    Column("forms", JSON, nullable=False, server_default="[]"),
    Column("public_line", AnyText, nullable=False, server_default=""),
    Column("invites", Boolean, nullable=False, server_default=false()),
    Column("vouched", AnyText, nullable=False, server_default=""),
)

decisions = Table(
    "decisions",
    metadata,
    Column("case_id", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("draft_version", Integer, nullable=False),
    Column("draft_sha256", Text, nullable=False),
    Column("verdict", values_of(Verdict), nullable=False),
    Column("decided_by", AnyText, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False, index=True),
    Column("reason", AnyText, nullable=False),
    Column("endorsed_by", AnyText),  # who approved it before, where two must
    ForeignKeyConstraint(["case_id", "draft_version"], [drafts.c.case_id, drafts.c.version]),
)

replies = Table(
    "replies",
    metadata,
    Column("case_id", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("draft_version", Integer, nullable=False),
    Column("decided_in", Integer, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("external_id", AnyText),  # unknown when a person saw that it went out
    Column("url", AnyText),
    Column("sent_at", UtcDateTime, nullable=False, index=True),
    ForeignKeyConstraint(["case_id", "draft_version"], [drafts.c.case_id, drafts.c.version]),
    ForeignKeyConstraint(["case_id", "decided_in"], [decisions.c.case_id, decisions.c.revision]),
)

reply_sources = Table(
    "reply_sources",
    metadata,
    Column("document_id", AnyText, primary_key=True),
    Column("case_id", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    ForeignKeyConstraint(["case_id", "revision"], [replies.c.case_id, replies.c.revision]),
)

outdated_replies = Table(
    "outdated_replies",  # sent replies whose source changed: somebody looks at each
    metadata,
    Column("case_id", Integer, primary_key=True),
    Column("draft_version", Integer, primary_key=True),
    Column("document_id", AnyText, primary_key=True),
    Column("change", AnyText, primary_key=True),  # tells this change of the document from its others
    Column("noticed_at", UtcDateTime, nullable=False),
    Column("reviewed_by", AnyText),
    Column("reviewed_at", UtcDateTime),
    ForeignKeyConstraint(["case_id", "draft_version"], [drafts.c.case_id, drafts.c.version]),
)

spending = Table(
    "spending",  # on language models
    metadata,
    Column("day", Text, primary_key=True),  # UTC, 2026-11-22
    Column("usd", Float, nullable=False),
    Column("tokens", Integer, nullable=False),
)

history = Table(
    "history",
    metadata,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("happened_at", UtcDateTime, nullable=False),
    Column("who", AnyText, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", AnyText, nullable=False),
    Column("stage", values_of(Stage)),  # after it; unknown of what an older version wrote
    Index("history_by_time", "happened_at"),
)

cursors = Table(
    "cursors",
    metadata,
    Column("channel", Text, primary_key=True),
    Column("position", Text, nullable=False),
)

views = Table(
    "views",
    metadata,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("front", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("revision", Integer, nullable=False),
)
