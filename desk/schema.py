"""The ledger's tables. `desk/migrations` makes them; a test holds the two together."""

from datetime import UTC, datetime
from enum import Enum

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy import Enum as EnumColumn

from desk.cases import Stage, Verdict
from desk.drafts import To

metadata = MetaData()


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: goes in aware, lies there as UTC, comes back aware on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuses naive times: nobody knows when they are."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone; the ledger takes aware times only")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """SQLite forgets the zone, PostgreSQL answers in the session's."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class AnyText(TypeDecorator[str]):
    """Text as people write it: what no database takes (NUL, half a surrogate pair) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        """Nearly always the text itself."""
        if value is None:
            return None
        whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return whole.replace("\x00", "\N{REPLACEMENT CHARACTER}")


def _values(kind: type[Enum]) -> EnumColumn:
    return EnumColumn(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        length=20,
    )


cases = Table(
    "cases",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("conversation", AnyText, nullable=False),
    Column("author_id", AnyText, nullable=False),
    Column("stage", _values(Stage), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
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
    Column("retry_at", UtcDateTime),
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
    Column("goes_to", _values(To), nullable=False),
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
    Column("vouched", AnyText, nullable=False, server_default=""),
)

decisions = Table(
    "decisions",
    metadata,
    Column("case_id", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("draft_version", Integer, nullable=False),
    Column("draft_sha256", Text, nullable=False),
    Column("verdict", _values(Verdict), nullable=False),
    Column("decided_by", AnyText, nullable=False),
    Column("decided_at", UtcDateTime, nullable=False, index=True),
    Column("reason", AnyText, nullable=False),
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
