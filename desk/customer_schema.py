"""The ledger's tables of customers over channels: linked handles, opt-outs, surveys."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from desk.columns import AnyText, UtcDateTime, metadata
from desk.schema import cases

customer_links = Table(
    "customer_links",  # what people linked and parted; rows are only added
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", AnyText, nullable=False),
    Column("linked", Boolean, nullable=False),  # False: parted
    Column("channel", Text, nullable=False),
    Column("author_id", AnyText, nullable=False),
    Column("other_channel", Text),  # None when parted
    Column("other_author_id", AnyText),
    sqlite_autoincrement=True,
)

customer_handles = Table(
    "customer_handles",  # who is one customer now; a handle that nobody linked has no row
    metadata,
    Column("channel", Text, primary_key=True),
    Column("author_id", AnyText, primary_key=True),
    # The change that made this customer what it is. Every change gives all its handles a new one.
    Column("customer", ForeignKey(customer_links.c.id), nullable=False, index=True),
    Column("linked_by", AnyText, nullable=False),
    Column("linked_at", UtcDateTime, nullable=False),
)

consents = Table(
    "consents",  # who wants no messages, and who may have some again; rows are only added
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("author_id", AnyText, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("message", AnyText),  # the customer's own; None: an agent says so
    Column("by", AnyText, nullable=False),
    Column("why", AnyText, nullable=False),
    Column("lifts", Integer, unique=True),  # the opt-out up to which they are lifted; None: this is one
    UniqueConstraint("channel", "author_id", "message"),
    sqlite_autoincrement=True,
)

surveys = Table(
    "surveys",  # of customers whose cases were resolved; what was asked is a postscript
    metadata,
    Column("case_id", ForeignKey(cases.c.id), primary_key=True),
    Column("revision", Integer, primary_key=True),  # that resolved the case, as in its postscript
    Column("channel", Text, nullable=False),
    Column("author_id", AnyText, nullable=False),
    Column("asked_by", AnyText, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("score", Integer),  # 1 to 5
    Column("answer", AnyText),  # the id of the customer's message
    Column("answered_at", UtcDateTime),
    Index("surveys_by_author", "channel", "author_id"),
)
