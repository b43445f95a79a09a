"""Where a front shows each case, and which revision of it is to be seen there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, and_, or_, select, update

from desk.cases import CaseId, Stage
from desk.history import View
from desk.schema import cases, views
from desk.writing import put_if_new


@dataclass(frozen=True)
class Behind:
    """A case that a front does not show as it is."""

    case_id: CaseId
    due_at: datetime
    place: str | None  # where it is shown as it was; None: nowhere yet


@dataclass(frozen=True)
class Views:
    """One front's views, in a ledger's database."""

    engine: Engine
    front: str

    def of(self, case_id: CaseId) -> View | None:
        """None when the front does not show the case."""
        query = select(views).where(views.c.case_id == case_id, views.c.front == self.front)
        with self.engine.begin() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None else View(CaseId(row.case_id), row.front, row.place, row.revision)

    def move(self, case_id: CaseId, was: str | None, place: str, revision: int = 0) -> bool:
        """The case is shown at `place` from now on, with this revision to be seen (0: nothing yet).

        False when it is not where it `was` (None: nowhere) any more: another process was quicker.
        """
        values = {"place": place, "revision": revision}
        with self._writing().begin() as connection:
            if was is None:
                return put_if_new(connection, views, {"case_id": case_id, "front": self.front}, values)
            there = and_(views.c.case_id == case_id, views.c.front == self.front, views.c.place == was)
            return connection.execute(update(views).where(there).values(values)).rowcount == 1

    def behind(self, limit: int | None = None) -> list[Behind]:
        """Cases that are not shown yet, or shown as they were, soonest due first."""
        query = (
            select(cases.c.id, cases.c.due_at, views.c.place)
            .outerjoin(views, and_(views.c.case_id == cases.c.id, views.c.front == self.front))
            .where(or_(views.c.revision.is_(None), views.c.revision < cases.c.revision))
            .order_by(cases.c.due_at, cases.c.id)
            .limit(limit)
        )
        with self.engine.begin() as connection:
            return [Behind(CaseId(row.id), row.due_at, row.place) for row in connection.execute(query)]

    def within(self, places: str, stages: Collection[Stage]) -> list[Behind]:
        """Cases at these stages that are shown at a place beginning with `places`, soonest due first."""
        query = (
            select(cases.c.id, cases.c.due_at, views.c.place)
            .join(views, and_(views.c.case_id == cases.c.id, views.c.front == self.front))
            .where(views.c.place.startswith(places, autoescape=True), cases.c.stage.in_(stages))
            .order_by(cases.c.due_at, cases.c.id)
        )
        with self.engine.begin() as connection:
            return [Behind(CaseId(row.id), row.due_at, row.place) for row in connection.execute(query)]

    def _writing(self) -> Engine:
        return self.engine.execution_options(writes=True)
