"""Incidents in the ledger's database: who belongs to them, what people said of them, and where they are shown."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, and_, insert, or_, select, update

from desk.cases import Case, CaseId
from desk.errors import Conflict
from desk.history import Entry
from desk.incident_schema import incident_history, incident_members, incident_views, incidents
from desk.incidents import BELONGS, Incident, IncidentId, IncidentStep, Member, Standing, UnknownIncident
from desk.rows import AS_THEY_STAND, AT_A_TIME, read_cases
from desk.schema import cases
from desk.writing import put, put_if_new


@dataclass(frozen=True)
class Watched:
    """A theme that the watch must know: it takes in what is like it, or is not to be raised again so soon."""

    theme: int
    centre: bytes  # little-endian float32
    joins: float
    standing: Standing
    quiet_until: datetime | None


@dataclass(frozen=True)
class Shown:
    """Where a front shows an incident, and which revision is to be seen there."""

    place: str
    revision: int


class Incidents:
    """The incidents in SQL. It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def incident(self, id: IncidentId) -> Incident:
        """Raises UnknownIncident."""
        with self._reads.begin() as connection:
            return _read_one(connection, incidents.c.id == id)

    def all(self, limit: int = 50) -> list[Incident]:
        """The newest first."""
        with self._reads.begin() as connection:
            return _read(connection, None, limit)

    def of_cases(self, ids: Collection[CaseId]) -> dict[CaseId, Incident]:
        """The newest incident that each of these cases belongs to; those of none are left out."""
        found: dict[CaseId, Incident] = {}
        with self._reads.begin() as connection:
            ours = select(incident_members.c.incident_id, incident_members.c.case_id).where(
                incident_members.c.case_id.in_(list(ids)[:AT_A_TIME]), incident_members.c.bond.in_(BELONGS)
            )
            belongs = connection.execute(ours.order_by(incident_members.c.incident_id)).all()
            known = {one.id: one for one in _read(connection, _among({row.incident_id for row in belongs}))}
        for row in belongs:
            incident = known[row.incident_id]
            if incident.standing is not Standing.DISMISSED:
                found[CaseId(row.case_id)] = incident
        return found

    def cases(self, ids: Collection[CaseId]) -> dict[CaseId, Case]:
        """These cases, many at once; those that there are none of are left out."""
        wanted, found = sorted(ids), list[Case]()
        with self._reads.begin() as connection:
            for start in range(0, len(wanted), AT_A_TIME):
                some = cases.c.id.in_(wanted[start : start + AT_A_TIME])
                found += read_cases(connection, AS_THEY_STAND.where(some))
        return {case.id: case for case in found}

    def watched(self, model: str, now: datetime) -> list[Watched]:
        """The themes that are open, or quiet for a while; oldest first."""
        query = select(incidents).where(
            incidents.c.model == model,
            or_(
                incidents.c.standing.in_([Standing.SUSPECTED, Standing.CONFIRMED]),
                incidents.c.quiet_until > now,
            ),
        )
        with self._reads.begin() as connection:
            rows = connection.execute(query.order_by(incidents.c.id)).all()
        return [Watched(row.theme, row.centre, row.joins, row.standing, row.quiet_until) for row in rows]

    def change(self, id: IncidentId, take: Callable[[Incident], IncidentStep | None]) -> Incident:
        """Read an incident, take a step and store it while nobody else can. Raises UnknownIncident, and what it raises.

        When `take` returns None it stays as it is.
        """
        with self._writes.begin() as connection:
            return change_within(connection, incidents.c.id == id, take)

    def history(self, id: IncidentId) -> list[Entry]:
        """Who did what when, oldest first."""
        query = select(incident_history).where(incident_history.c.incident_id == id)
        with self._reads.begin() as connection:
            rows = connection.execute(query.order_by(incident_history.c.revision)).all()
        return [Entry(row.happened_at, row.who, row.action, row.detail) for row in rows]

    def shown(self, id: IncidentId, front: str) -> Shown | None:
        """None when the front does not show it."""
        query = select(incident_views).where(
            incident_views.c.incident_id == id, incident_views.c.front == front
        )
        with self._reads.begin() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else Shown(row.place, row.revision)

    def move(self, id: IncidentId, front: str, was: str | None, place: str, revision: int = 0) -> bool:
        """A front shows it at `place` from now on, with this revision; False when it is not where it `was` any more."""
        key: dict[str, object] = {"incident_id": id, "front": front}
        values: dict[str, object] = {"place": place, "revision": revision}
        with self._writes.begin() as connection:
            if was is None:
                return put_if_new(connection, incident_views, key, values)
            there = and_(
                incident_views.c.incident_id == id,
                incident_views.c.front == front,
                incident_views.c.place == was,
            )
            return connection.execute(update(incident_views).where(there).values(values)).rowcount == 1

    def behind(self, front: str) -> list[IncidentId]:
        """Those that a front does not show as they are, the oldest first."""
        same = and_(incident_views.c.incident_id == incidents.c.id, incident_views.c.front == front)
        query = (
            select(incidents.c.id)
            .outerjoin(incident_views, same)
            .where(or_(incident_views.c.revision.is_(None), incident_views.c.revision < incidents.c.revision))
            .order_by(incidents.c.id)
        )
        with self._reads.begin() as connection:
            return [IncidentId(found) for found in connection.scalars(query)]


def raise_within(
    connection: Connection, incident: Incident, *, model: str, centre: bytes, joins: float, by: str
) -> None:
    """Store a new incident with its members; one of this theme that is there already stays as it is."""
    values = {
        name: getattr(incident, name)
        for name in ("standing", "since", "raised_at", "people", "usual", "revision")
    }
    about = {"model": model, "centre": centre, "joins": joins}
    if not put_if_new(connection, incidents, {"theme": incident.theme}, values | about):
        return
    stored = _read_one(connection, incidents.c.theme == incident.theme)
    detail = f"{incident.people} people since {incident.since:%H:%M} UTC, usually {incident.usual:.1f}"
    _write(connection, stored.id, Entry(incident.raised_at, by, "suspected", detail), 1, incident.members)


def change_within(
    connection: Connection, which: ColumnElement[bool], take: Callable[[Incident], IncidentStep | None]
) -> Incident:
    """The step of one incident, in a transaction that is open already."""
    connection.execute(select(incidents.c.id).where(which).with_for_update())
    incident = _read_one(connection, which)
    step = take(incident)
    if step is None:
        return incident
    after = step.incident
    new = {
        "standing": after.standing,
        "quiet_until": after.quiet_until,
        "revision": after.revision,
    }
    same = and_(incidents.c.id == after.id, incidents.c.revision == after.revision - 1)
    if connection.execute(update(incidents).where(same).values(new)).rowcount != 1:
        raise Conflict(f"incident {after.id} was changed at the same moment; look at it again")
    _write(connection, after.id, step.entry, after.revision, step.members)
    return after


def move_within(connection: Connection, theme: int, centre: bytes, joins: float) -> None:
    """A theme has another centre; nobody need hear of it."""
    connection.execute(update(incidents).where(of_theme(theme)).values(centre=centre, joins=joins))


def of_theme(theme: int) -> ColumnElement[bool]:
    """Which incident a theme is of."""
    return incidents.c.theme == theme


def _write(
    connection: Connection, id: IncidentId, entry: Entry, revision: int, members: Iterable[Member]
) -> None:
    connection.execute(
        insert(incident_history).values(
            incident_id=id,
            revision=revision,
            happened_at=entry.at,
            who=entry.by,
            action=entry.action,
            detail=entry.detail,
        )
    )
    for member in members:
        values = {"bond": member.bond, "likeness": member.likeness, "at": member.at, "by": member.by}
        put(connection, incident_members, {"incident_id": id, "case_id": member.case_id}, values)


def _among(ids: Collection[int]) -> ColumnElement[bool]:
    return incidents.c.id.in_(sorted(ids))


def _read_one(connection: Connection, which: ColumnElement[bool]) -> Incident:
    found = _read(connection, which)
    if not found:
        raise UnknownIncident("there is no such incident; the list of incidents names those there are")
    return found[0]


def _read(
    connection: Connection, which: ColumnElement[bool] | None, limit: int | None = None
) -> list[Incident]:
    """With their members, the newest first."""
    query = select(incidents).order_by(incidents.c.id.desc()).limit(limit)
    rows = connection.execute(query if which is None else query.where(which)).all()
    theirs: defaultdict[int, list[Member]] = defaultdict(list)
    who = select(incident_members).where(incident_members.c.incident_id.in_([row.id for row in rows]))
    for row in connection.execute(who.order_by(incident_members.c.at, incident_members.c.case_id)):
        theirs[row.incident_id].append(Member(CaseId(row.case_id), row.bond, row.likeness, row.at, row.by))
    return [
        Incident(
            id=IncidentId(row.id),
            theme=row.theme,
            standing=row.standing,
            since=row.since,
            raised_at=row.raised_at,
            people=row.people,
            usual=row.usual,
            revision=row.revision,
            members=tuple(theirs[row.id]),
            quiet_until=row.quiet_until,
        )
        for row in rows
    ]
