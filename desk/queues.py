"""The first of the cases that somebody should look at, and how many there are: without reading thousands."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, or_, select

from desk.cases import Case, CaseId, Stage
from desk.influence import in_order, minute_of, rank
from desk.messages import Kind
from desk.metrics import OPEN
from desk.rows import AS_THEY_STAND, read_cases
from desk.schema import cases, messages
from desk.service_level import USUAL, ServiceLevel
from desk.service_rows import are_at_risk, are_breached
from desk.team_schema import askings

_AWAKE = cases.c.snoozed_until.is_(None)
_OPEN = cases.c.stage.in_(OPEN)
_KIND = (  # of the newest message that stands, as `Case.message` is
    select(messages.c.kind)
    .where(messages.c.case_id == cases.c.id)
    .order_by(messages.c.gone != "", messages.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_FOUND = and_(_OPEN, _KIND == Kind.LISTENING)  # by a search: it does not address us
_REACH = select(func.max(messages.c.author_reach)).where(messages.c.case_id == cases.c.id).scalar_subquery()
_MINUTE = timedelta(minutes=1)


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

    def listed(self, stage: Stage, limit: int) -> Queue:
        """Cases at this stage that address us, resting or not, soonest due first; settled ones newest first."""
        if stage not in OPEN:
            return self._read(cases.c.stage == stage, limit, by=cases.c.due_at.desc())
        return self._read(and_(cases.c.stage == stage, ~_FOUND), limit)

    def found(self, limit: int) -> Queue:
        """Open cases that a search found and that do not address us, soonest due first."""
        return self._read(_FOUND, limit)

    def counts(self) -> dict[Stage, int]:
        """How many cases that address us stand at each open stage; a stage where none does is left out."""
        query = select(cases.c.stage, func.count()).where(_OPEN, ~_FOUND).group_by(cases.c.stage)
        with self._reads.begin() as connection:
            return {stage: int(number) for stage, number in connection.execute(query)}

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
        self, which: ColumnElement[bool], limit: int, by: ColumnElement[datetime | None] | None = None
    ) -> Queue:
        with self._reads.begin() as connection:
            total = connection.execute(select(func.count()).where(which)).scalar_one()
            if not total or not limit:
                return Queue(total)
            if by is None:
                return Queue(total, _soonest_due(connection, which, limit))
            query = AS_THEY_STAND.where(which).order_by(by, cases.c.id).limit(limit)
            return Queue(total, tuple(read_cases(connection, query)))


def _soonest_due(connection: Connection, which: ColumnElement[bool], limit: int) -> tuple[Case, ...]:
    """The first in their order: of a minute that has more than there is room for, those with the most reach."""
    due = select(cases.c.due_at).where(which).order_by(cases.c.due_at)
    last = connection.scalar(due.offset(limit - 1).limit(1))
    query = select(cases.c.id, cases.c.due_at, func.coalesce(_REACH, 0).label("reach")).where(which)
    if last is not None:
        query = query.where(cases.c.due_at < minute_of(last) + _MINUTE)
    ranked = sorted(connection.execute(query), key=lambda row: rank(row.due_at, row.reach, row.id))
    ids = [row.id for row in ranked[:limit]]
    return in_order(read_cases(connection, AS_THEY_STAND.where(cases.c.id.in_(ids))))
