"""The ledger's table of cases that came at risk or were overdue."""

from sqlalchemy import Column, ForeignKey, Integer, Table, UniqueConstraint

from desk.columns import UtcDateTime, metadata, values_of
from desk.schema import cases
from desk.service_alarms import Alarm

service_alarms = Table(
    "service_alarms",  # each once for what was due then
    metadata,
    Column("number", Integer, primary_key=True),
    Column("case_id", ForeignKey(cases.c.id), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("alarm", values_of(Alarm), nullable=False),
    Column("noticed_at", UtcDateTime, nullable=False),
    UniqueConstraint("case_id", "due_at", "alarm"),
    sqlite_autoincrement=True,
)
