"""The ledger's tables of what channels need: raw arrivals, postscripts, tokens, costs."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from desk.columns import AnyText, UtcDateTime, metadata, values_of
from desk.drafts import To
from desk.postscripts import Part, State
from desk.schema import cases

arrivals = Table(
    "arrivals",  # what a channel handed over, as it came, until a listener has read it
    metadata,
    Column("number", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("key", AnyText, nullable=False),  # the same whichever way it came
    Column("raw", AnyText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("channel", "key"),
    Index("arrivals_in_order", "channel", "number"),
    sqlite_autoincrement=True,
)

postscripts = Table(
    "postscripts",  # what follows a reply
    metadata,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("revision", Integer, primary_key=True),  # of the step that it follows
    Column("part", values_of(Part), primary_key=True),
    Column("goes_to", values_of(To), nullable=False),
    Column("text", AnyText, nullable=False),
    Column("answers", AnyText, nullable=False),  # `Message.external_id`
    Column("approved_by", AnyText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("state", values_of(State), nullable=False),
    Column("send_after", UtcDateTime, nullable=False),
    Column("claimed_at", UtcDateTime),
    Column("attempt", Integer, nullable=False),
    Column("reason", AnyText),
    Column("external_id", AnyText),
    Column("url", AnyText),
    Column("settled_at", UtcDateTime),
    Index("postscripts_by_state", "state", "send_after"),
)

tokens = Table(
    "tokens",  # of channels, sealed
    metadata,
    Column("name", Text, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("refreshing_until", UtcDateTime),  # by one process at a time
)

channel_spending = Table(
    "channel_spending",  # what reading and writing cost
    metadata,
    Column("channel", Text, primary_key=True),
    Column("day", Text, primary_key=True),  # UTC, 2026-11-22
    Column("what", Text, primary_key=True),
    Column("times", Integer, nullable=False),
    Column("usd", Float, nullable=False),
)
