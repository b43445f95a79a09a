"""The ledger's tables of incidents: what the watch heard, who belongs to one, and the lists of texts to them."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from desk.columns import AnyText, UtcDateTime, metadata, values_of
from desk.drafts import To
from desk.incidents import Bond, Standing
from desk.schema import cases, messages
from desk.waves import Outcome, Purpose

heard_messages = Table(
    "heard_messages",  # by the watch over surges: no words, only where they lie among others
    metadata,
    Column("number", ForeignKey(messages.c.id), primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("person", AnyText, nullable=False),
    Column("complains", Boolean, nullable=False),
    Column("saying", Text, nullable=False),  # a number that is too large for some databases
    Column("model", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),  # little-endian float16
    Column("theme", Integer),  # of the incident that it joined
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("theme", Integer, nullable=False, unique=True),  # the number of the message that raised it
    Column("standing", values_of(Standing), nullable=False),
    Column("since", UtcDateTime, nullable=False),
    Column("raised_at", UtcDateTime, nullable=False, index=True),
    Column("people", Integer, nullable=False),
    Column("usual", Float, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("quiet_until", UtcDateTime),
    Column("model", Text, nullable=False),
    Column("centre", LargeBinary, nullable=False),  # little-endian float32
    Column("joins", Float, nullable=False),
    sqlite_autoincrement=True,
)

incident_members = Table(
    "incident_members",
    metadata,
    Column("incident_id", ForeignKey(incidents.c.id), primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), primary_key=True, index=True),
    Column("bond", values_of(Bond), nullable=False),
    Column("likeness", Float, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("by", AnyText, nullable=False),
)

incident_history = Table(
    "incident_history",
    metadata,
    Column("incident_id", ForeignKey(incidents.c.id), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("happened_at", UtcDateTime, nullable=False),
    Column("who", AnyText, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", AnyText, nullable=False),
)

incident_views = Table(
    "incident_views",
    metadata,
    Column("incident_id", ForeignKey(incidents.c.id), primary_key=True),
    Column("front", Text, primary_key=True),
    Column("place", Text, nullable=False),
    Column("revision", Integer, nullable=False),
)

waves = Table(
    "waves",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("incident_id", ForeignKey(incidents.c.id), nullable=False, index=True),
    Column("purpose", values_of(Purpose), nullable=False),
    Column("made_by", AnyText, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("approved_by", AnyText),
    Column("approved_at", UtcDateTime),
    Column("approved_sha256", Text),
    sqlite_autoincrement=True,
)

wave_lines = Table(
    "wave_lines",
    metadata,
    Column("wave_id", ForeignKey(waves.c.id), primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), primary_key=True, index=True),
    Column("place", Integer, nullable=False),  # in the list, from 0
    Column("goes_to", values_of(To), nullable=False),
    Column("text", AnyText, nullable=False),
    Column("message", AnyText, nullable=False),
    Column("cost_usd", Float, nullable=False),
    Column("closed", AnyText, nullable=False),
    Column("excluded_by", AnyText, nullable=False),
    Column("edited_by", AnyText, nullable=False),
    Column("outcome", values_of(Outcome), nullable=False),
    Column("detail", AnyText, nullable=False),
    Index("wave_lines_by_outcome", "wave_id", "outcome"),
)

wave_history = Table(
    "wave_history",
    metadata,
    Column("wave_id", ForeignKey(waves.c.id), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("happened_at", UtcDateTime, nullable=False),
    Column("who", AnyText, nullable=False),
    Column("action", Text, nullable=False),
    Column("detail", AnyText, nullable=False),
)
