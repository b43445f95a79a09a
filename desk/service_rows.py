"""What the ledger's rows must say for a case to be at risk or overdue: as desk.sla says it of a case."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_

from desk.cases import Priority
from desk.messages import Kind
from desk.metrics import OPEN
from desk.schema import cases, messages
from desk.service_level import ServiceLevel

_WAIT = and_(
    cases.c.stage.in_(OPEN),
    exists().where(messages.c.case_id == cases.c.id, messages.c.kind != Kind.LISTENING),
)


def are_at_risk(now: datetime, level: ServiceLevel) -> ColumnElement[bool]:
    """The open cases that are due soon."""
    soon = (
        and_(cases.c.priority == priority.value, cases.c.due_at.between(now, level.horizon(priority, now)))
        for priority in Priority
    )
    return and_(or_(*soon), _WAIT)


def are_breached(now: datetime) -> ColumnElement[bool]:
    """The open cases that are overdue."""
    return and_(cases.c.due_at < now, _WAIT)
