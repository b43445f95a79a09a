"""Keeps the requests to experts in the ledger's database."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, delete, func, insert, select, update

from desk.cases import CaseId, Person, Priority, Stage
from desk.errors import NotAllowed
from desk.requests import Asking, ExpertRequest, Handed, Outcome, outcome_of
from desk.rows import AS_THEY_STAND, AT_A_TIME, read_cases
from desk.schema import cases, history
from desk.team_schema import askings, deliveries, expert_requests
from desk.writing import put, put_if_new

SHOWING = timedelta(minutes=1)  # so long may a front take before another worker shows the same
CLOSING = timedelta(days=1)  # so long is tried to have a front say that nothing is waited for any more
_SHOWING, _CLOSED = "askings: showing", "askings: closed"  # whose deliveries hold what a front is handed
_OPEN = expert_requests.c.closed_at.is_(None)
_HANDED_IN = (  # the newest revision that brought the case to the experts, as `casework.hand_to_expert` words it
    select(func.max(history.c.revision))
    .where(history.c.case_id == cases.c.id, history.c.action == "handed to an expert")
    .correlate(cases)
    .scalar_subquery()
)


class Requests:
    """The requests in SQL, opened on a ledger's database. Several workers may share them."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def handed(self) -> list[Handed]:
        """Cases with the experts for which nothing was opened yet, soonest due first; at most 500."""
        query = (
            select(cases.c.id, history.c.revision, history.c.who)
            .join(history, and_(history.c.case_id == cases.c.id, history.c.revision == _HANDED_IN))
            .outerjoin(expert_requests, _same(expert_requests, history))
            .where(cases.c.stage == Stage.WITH_EXPERT, expert_requests.c.case_id.is_(None))
            .order_by(cases.c.due_at, cases.c.id)
            .limit(AT_A_TIME)
        )
        with self._reads.begin() as connection:
            rows = connection.execute(query).all()
            found = read_cases(connection, AS_THEY_STAND.where(cases.c.id.in_([row.id for row in rows])))
        by_id = {case.id: case for case in found}
        return [Handed(by_id[CaseId(row.id)], row.revision, row.who) for row in rows]

    def open(
        self,
        handed: Handed,
        *,
        question: str,
        why: str,
        products: Iterable[str],
        simple: bool,
        at: datetime,
    ) -> None:
        """A request for this stay of the case with the experts, unless there is one."""
        key: dict[str, object] = {"case_id": handed.case.id, "revision": handed.revision}
        asked: dict[str, object] = {"question": question, "why": why, "products": list(products)}
        with self._writes.begin() as connection:
            put_if_new(connection, expert_requests, key, asked | {"simple": simple, "opened_at": at})

    def close_moved_on(self, at: datetime) -> int:
        """Closes requests whose case has left the experts since, even if it came back; returns how many."""
        left = (
            select(cases.c.stage, expert_requests.c.case_id, expert_requests.c.revision)
            .join(expert_requests, expert_requests.c.case_id == cases.c.id)
            .where(_OPEN, (cases.c.stage != Stage.WITH_EXPERT) | (expert_requests.c.revision < _HANDED_IN))
        )
        with self._reads.begin() as connection:
            rows = connection.execute(left).all()
        for row in rows:
            close = update(expert_requests).where(_OPEN, _is(expert_requests, row.case_id, row.revision))
            with self._writes.begin() as connection:
                connection.execute(close.values(closed_at=at, outcome=outcome_of(row.stage).value))
        return len(rows)

    def opened(self) -> list[ExpertRequest]:
        """The open ones, soonest due case first."""
        with self._reads.begin() as connection:
            return _read(connection, _OPEN)

    def request(self, case_id: CaseId, revision: int) -> ExpertRequest | None:
        """Open or closed; None when there never was such a one."""
        with self._reads.begin() as connection:
            return next(iter(_read(connection, _is(expert_requests, case_id, revision))), None)

    def asked_since(self, at: datetime) -> dict[str, int]:
        """How often each expert was asked since then."""
        query = select(askings.c.expert, func.count()).where(askings.c.asked_at >= at)
        with self._reads.begin() as connection:
            return {row[0]: row[1] for row in connection.execute(query.group_by(askings.c.expert))}

    def ask(self, request: ExpertRequest, expert: str, why: str, at: datetime) -> Asking | None:
        """The next rung, on record; None when the request is not as it was read: then it is to be read again."""
        with self._writes.begin() as connection:
            if _hold(connection, request.case_id, request.revision) != request:
                return None
            return _add(connection, request, expert, why, at)

    def take(self, asking: Asking, at: datetime) -> bool:
        """True for the one worker that is to show it now. Who never says how that went loses it in a minute."""
        lease: dict[str, object] = {"front": _SHOWING, "key": asking.key}
        with self._writes.begin() as connection:
            held = _hold(connection, asking.case_id, asking.revision)
            if held is None or held.closed_at is not None or asking not in held.askings:
                return False
            taken = connection.scalar(select(deliveries.c.at).where(_lease_of(asking)))
            if taken is not None and taken > at - SHOWING:
                return False
            put(connection, deliveries, lease, {"at": at})
            return True

    def shown(self, asking: Asking, place: str | None, at: datetime) -> None:
        """A front shows it at this place from now on; None: it does not, and may be tried again at once."""
        with self._writes.begin() as connection:
            if place is not None:
                new = update(askings).where(_is_rung(asking), askings.c.place.is_(None))
                connection.execute(new.values(place=place, asked_at=at))
            connection.execute(delete(deliveries).where(_lease_of(asking)))

    def shown_as_open(self, at: datetime) -> list[tuple[ExpertRequest, Asking]]:
        """What a front still shows as open although the request was closed in the last day."""
        lately = expert_requests.c.closed_at > at - CLOSING
        known = select(deliveries.c.key).where(deliveries.c.front == _CLOSED)
        with self._reads.begin() as connection:
            told = set(connection.scalars(known))
            closed = _read(connection, lately)
        shown = ((request, asking) for request in closed for asking in request.askings if asking.place)
        return [(request, asking) for request, asking in shown if asking.key not in told]

    def shown_closed(self, asking: Asking, at: datetime) -> None:
        """A front shows that nothing is waited for any more."""
        key: dict[str, object] = {"front": _CLOSED, "key": asking.key}
        old = and_(deliveries.c.front == _CLOSED, deliveries.c.at <= at - CLOSING)
        with self._writes.begin() as connection:
            put_if_new(connection, deliveries, key, {"at": at})
            connection.execute(delete(deliveries).where(old))

    def decline(self, asking: Asking, by: Person, at: datetime) -> bool:
        """This expert cannot say; False when they said so, or answered, before. Raises NotAllowed."""
        if by.name != asking.expert:
            raise NotAllowed(f"{by.name!r} was not asked this, {asking.expert!r} was; only they may decline")
        unsettled = and_(askings.c.answered_at.is_(None), askings.c.declined_at.is_(None))
        with self._writes.begin() as connection:
            new = update(askings).where(_is_rung(asking), unsettled).values(declined_at=at)
            return connection.execute(new).rowcount > 0

    def answered(self, case_id: CaseId, by: str, at: datetime) -> bool:
        """Somebody answered the case's open request, asked or not; False when there is none, or they had already.

        Who is asked once more may answer once more.
        """
        with self._writes.begin() as connection:
            found = _read(connection, and_(_OPEN, expert_requests.c.case_id == case_id))
            if not found or (held := _hold(connection, case_id, found[-1].revision)) is None:
                return False
            theirs = [asking for asking in held.askings if asking.expert == by]
            if theirs and theirs[-1].answered_at:
                return False
            asking = theirs[-1] if theirs else _add(connection, held, by, "answered without being asked", at)
            connection.execute(update(askings).where(_is_rung(asking)).values(answered_at=at))
            return True


def _same(one: Table, other: Table) -> ColumnElement[bool]:
    return and_(one.c.case_id == other.c.case_id, one.c.revision == other.c.revision)


def _is(table: Table, case_id: int, revision: int) -> ColumnElement[bool]:
    return and_(table.c.case_id == case_id, table.c.revision == revision)


def _is_rung(asking: Asking) -> ColumnElement[bool]:
    return and_(_is(askings, asking.case_id, asking.revision), askings.c.rung == asking.rung)


def _lease_of(asking: Asking) -> ColumnElement[bool]:
    return and_(deliveries.c.front == _SHOWING, deliveries.c.key == asking.key)


def _hold(connection: Connection, case_id: CaseId, revision: int) -> ExpertRequest | None:
    """The request, which nobody else can change until this transaction ends."""
    which = _is(expert_requests, case_id, revision)
    connection.execute(select(expert_requests.c.case_id).where(which).with_for_update())
    return next(iter(_read(connection, which)), None)


def _add(connection: Connection, to: ExpertRequest, expert: str, why: str, at: datetime) -> Asking:
    new = Asking(to.case_id, to.revision, len(to.askings) + 1, expert, why, at)
    connection.execute(insert(askings).values(asdict(new)))
    return new


def _read(connection: Connection, which: ColumnElement[bool]) -> list[ExpertRequest]:
    """These requests with their askings, soonest due case first."""
    asked: defaultdict[tuple[int, int], tuple[Asking, ...]] = defaultdict(tuple)
    rungs = select(askings).join(expert_requests, _same(askings, expert_requests)).where(which)
    for row in connection.execute(rungs.order_by(askings.c.rung)).mappings():
        asked[row["case_id"], row["revision"]] += (Asking(**{f.name: row[f.name] for f in fields(Asking)}),)
    query = (
        select(expert_requests, cases.c.priority, history.c.who.label("handed_by"))
        .join(cases, cases.c.id == expert_requests.c.case_id)
        .join(history, _same(history, expert_requests))
        .where(which)
        .order_by(cases.c.due_at, cases.c.id, expert_requests.c.revision)
    )
    return [
        ExpertRequest(
            **dict(row)
            | {
                "products": tuple(row["products"]),
                "priority": Priority(row["priority"]),
                "outcome": row["outcome"] and Outcome(row["outcome"]),
                "askings": asked[row["case_id"], row["revision"]],
            }
        )
        for row in connection.execute(query).mappings()
    ]
