"""Notices which cases came at risk or are overdue, in the ledger's database: whoever looks first, once."""

from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, and_, exists, func, insert, literal, select

from desk.cases import CaseId
from desk.metrics import OPEN
from desk.schema import cases, cursors
from desk.service_alarms import Alarm, Noticed
from desk.service_level import ServiceLevel
from desk.service_rows import are_at_risk, are_breached
from desk.service_schema import service_alarms
from desk.writing import put

_NOTICED = "service-alarms"  # among the cursors: when somebody noticed something last
_COLUMNS = ("case_id", "due_at", "alarm", "noticed_at")


class Alarms:
    """The list in SQL. It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def notice(self, now: datetime, level: ServiceLevel) -> int:
        """Write down what is new, however many there are, in one go; returns how many."""
        conditions = {Alarm.AT_RISK: are_at_risk(now, level), Alarm.BREACHED: are_breached(now)}
        with self._reads.begin() as connection:
            new = [alarm for alarm, which in conditions.items() if _some(connection, alarm, which)]
        if not new:
            return 0  # most of the time, and then nobody waits for a lock
        with self._writes.begin() as connection:
            # Who writes holds this row, so that numbers are to be seen in their order and none is passed over.
            put(connection, cursors, {"channel": _NOTICED}, {"position": now.isoformat()})
            return sum(_write_down(connection, alarm, conditions[alarm], now) for alarm in new)

    def after(self, number: int, limit: int) -> list[Noticed]:
        """What was noticed later than that, oldest first, as its case stands now."""
        holds = and_(cases.c.stage.in_(OPEN), cases.c.due_at == service_alarms.c.due_at)
        query = (
            select(service_alarms, cases.c.assignee, holds.label("holds"))
            .join(cases, cases.c.id == service_alarms.c.case_id)
            .where(service_alarms.c.number > number)
            .order_by(service_alarms.c.number)
            .limit(limit)
        )
        with self._reads.begin() as connection:
            return [
                Noticed(row.number, CaseId(row.case_id), row.alarm, row.due_at, row.assignee, bool(row.holds))
                for row in connection.execute(query)
            ]

    def newest(self) -> int:
        """The number of the last one; 0 when nothing was ever noticed."""
        with self._reads.begin() as connection:
            return connection.scalar(select(func.max(service_alarms.c.number))) or 0


def _unnoticed(alarm: Alarm, which: ColumnElement[bool]) -> ColumnElement[bool]:
    known = exists().where(
        service_alarms.c.case_id == cases.c.id,
        service_alarms.c.due_at == cases.c.due_at,
        service_alarms.c.alarm == alarm,
    )
    return and_(which, ~known)


def _some(connection: Connection, alarm: Alarm, which: ColumnElement[bool]) -> bool:
    query = select(cases.c.id).where(_unnoticed(alarm, which)).limit(1)
    return connection.scalar(query) is not None


def _write_down(connection: Connection, alarm: Alarm, which: ColumnElement[bool], now: datetime) -> int:
    said = (literal(alarm, service_alarms.c.alarm.type), literal(now, service_alarms.c.noticed_at.type))
    new = (
        select(cases.c.id, cases.c.due_at, *said)
        .where(_unnoticed(alarm, which))
        .order_by(cases.c.due_at, cases.c.id)
    )
    write = insert(service_alarms).from_select(_COLUMNS, new).returning(service_alarms.c.number)
    return len(connection.execute(write).all())  # `rowcount` is -1 on PostgreSQL
