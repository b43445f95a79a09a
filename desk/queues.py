"""The first of the cases that somebody should look at, and how many there are: without reading thousands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, and_, func, or_, select

from desk.cases import Case, CaseId, Stage
from desk.influence import in_order
from desk.metrics import OPEN
from desk.rows import AS_THEY_STAND, read_cases
from desk.schema import cases
from desk.service_level import USUAL, ServiceLevel
from desk.service_rows import are_at_risk, are_breached
from desk.team_schema import askings

_AWAKE = cases.c.snoozed_until.is_(None)
_OPEN = cases.c.stage.in_(OPEN)


@dataclass(frozen=True)
class Queue:
    """How many cases there are, and the first of them in the order in which they should be looked at."""

    total: int = 0
    first: tuple[Case, ...] = ()


@dataclass(frozen=True)
class Asked:
    """Which expert was asked about a case last, and when."""

    expert: str
    at: datetime


class Queues:
    """Each method asks about one moment, and reads `limit` cases at most. It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine

    def claimed_by(self, name: str, limit: int) -> Queue:
        """Open cases that are theirs and do not rest, soonest due first."""
        return self._read(and_(_OPEN, _AWAKE, cases.c.assignee == name), limit)

    def unclaimed(self, stages: Collection[Stage], limit: int) -> Queue:
        """Cases at these stages that are nobody's and do not rest, soonest due first."""
        return self._read(and_(cases.c.stage.in_(stages), _AWAKE, cases.c.assignee.is_(None)), limit)

    def at(self, stages: Collection[Stage], limit: int) -> Queue:
        """Cases at these stages that do not rest, whosever they are, soonest due first."""
        return self._read(and_(cases.c.stage.in_(stages), _AWAKE), limit)

    def snoozed(self, name: str, limit: int) -> Queue:
        """Open cases that are theirs, or nobody's, and rest: the first to wake first."""
        theirs = or_(cases.c.assignee == name, cases.c.assignee.is_(None))
        resting = and_(_OPEN, cases.c.snoozed_until.is_not(None), theirs)
        return self._read(resting, limit, by=cases.c.snoozed_until)

    def at_risk(self, now: datetime, limit: int, level: ServiceLevel = USUAL) -> Queue:
        """Open cases that are due soon, soonest due first."""
        return self._read(are_at_risk(now, level), limit)

    def breached(self, now: datetime, limit: int) -> Queue:
        """Open cases that are overdue, the longest first."""
        return self._read(are_breached(now), limit)

    def half_approved(self, limit: int) -> Queue:
        """Cases whose draft one person approved and a second must, soonest due first."""
        waits = and_(cases.c.stage == Stage.AWAITING_DECISION, cases.c.endorsed_by.is_not(None))
        return self._read(waits, limit)

    def claims(self) -> dict[str, int]:
        """How many open cases everybody has who has any, most first."""
        number = func.count()
        query = select(cases.c.assignee, number).where(_OPEN, cases.c.assignee.is_not(None))
        query = query.group_by(cases.c.assignee).order_by(number.desc(), cases.c.assignee)
        with self._reads.begin() as connection:
            rows = connection.execute(query).all()
        return {str(name): int(claimed) for name, claimed in rows}

    def asked(self, ids: Collection[CaseId]) -> dict[CaseId, Asked]:
        """Who was asked last about these cases; those of whom nobody was asked are left out."""
        query = (
            select(askings.c.case_id, askings.c.expert, askings.c.asked_at)
            .where(askings.c.case_id.in_(ids))
            .order_by(askings.c.revision, askings.c.rung)
        )
        with self._reads.begin() as connection:
            return {row.case_id: Asked(row.expert, row.asked_at) for row in connection.execute(query)}

    def _read(
        self,
        which: ColumnElement[bool],
        limit: int,
        by: ColumnElement[datetime | None] = cases.c.due_at,
    ) -> Queue:
        with self._reads.begin() as connection:
            total = connection.execute(select(func.count()).where(which)).scalar_one()
            first = AS_THEY_STAND.where(which).order_by(by, cases.c.id).limit(limit)
            found = read_cases(connection, first) if total else []
            return Queue(total, in_order(found) if by is cases.c.due_at else tuple(found))
