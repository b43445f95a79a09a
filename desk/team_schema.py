"""The ledger's tables of what the team does besides deciding: asks, teaches, reviews, thanks."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from desk.columns import AnyText, UtcDateTime, metadata
from desk.schema import cases, drafts

expert_requests = Table(
    "expert_requests",  # one for each time that a case goes to an expert
    metadata,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("revision", Integer, primary_key=True),  # that brought the case to the experts
    Column("question", AnyText, nullable=False),
    Column("why", AnyText, nullable=False),  # what was searched and why it was not enough
    Column("products", JSON, nullable=False),
    Column("simple", Boolean, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime, index=True),
    Column("outcome", Text),
)

askings = Table(
    "askings",  # who was asked, one after the other
    metadata,
    Column("case_id", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("rung", Integer, primary_key=True),  # from 1
    Column("expert", AnyText, nullable=False),
    Column("why", AnyText, nullable=False),  # this one
    Column("asked_at", UtcDateTime, nullable=False),
    Column("place", Text),  # where a front shows it
    Column("answered_at", UtcDateTime),
    Column("declined_at", UtcDateTime),
    ForeignKeyConstraint(["case_id", "revision"], [expert_requests.c.case_id, expert_requests.c.revision]),
    Index("askings_by_expert", "expert", "asked_at"),
)

contributions = Table(
    "contributions",  # what experts wrote, on its way into the knowledge
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),  # makes a second delivery harmless
    Column("by", AnyText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("question", AnyText, nullable=False),
    Column("answer", AnyText, nullable=False),
    Column("audience", Text, nullable=False),
    Column("products", JSON, nullable=False),
    Column("review_by", Text),  # 2027-03-31
    Column("case_id", ForeignKey(cases.c.id)),
    Column("tell", JSON),  # where a front tells what became of it
    Column("state", Text, nullable=False, index=True),
    Column("document_id", AnyText),
    Column("cases_answered", Integer),
    Column("detail", AnyText),
    Column("done_at", UtcDateTime),
    sqlite_autoincrement=True,
)

reviews = Table(
    "reviews",
    metadata,
    Column("case_id", Integer, primary_key=True),
    Column("draft_version", Integer, primary_key=True),
    Column("reviewer", AnyText, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("grades", JSON, nullable=False),
    Column("comment", AnyText, nullable=False),
    Column("told_at", UtcDateTime),  # when the agent was
    ForeignKeyConstraint(["case_id", "draft_version"], [drafts.c.case_id, drafts.c.version]),
)

thanks = Table(
    "thanks",  # of agents to experts
    metadata,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("expert", AnyText, primary_key=True),
    Column("by", AnyText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)

inquiries = Table(
    "inquiries",  # what the team asked the assistant
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("front", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("thread", Text, nullable=False),
    Column("asked_by", AnyText, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("question", AnyText, nullable=False),
    Column("answer", AnyText),
    Column("documents", JSON, nullable=False, server_default="[]"),
    Column("outcome", Text),
    Column("feedback", Text),
    Column("feedback_why", AnyText),
    UniqueConstraint("front", "key"),
    Index("inquiries_by_thread", "front", "place", "thread"),
    sqlite_autoincrement=True,
)

deliveries = Table(
    "deliveries",  # what a front was handed already
    metadata,
    Column("front", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)

names = Table(
    "names",  # under which somebody of another platform is known at the desk
    metadata,
    Column("front", Text, primary_key=True),
    Column("id", Text, primary_key=True),  # on that platform, where it never changes
    Column("name", AnyText, nullable=False),
    Column("likeness", AnyText, nullable=False),  # the same for names that read alike
    UniqueConstraint("likeness"),
)
