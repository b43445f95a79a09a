"""Waves in the ledger's database: lists of texts, what changed in them, and what became of each line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, func, insert, select, update

from desk.cases import Case, CaseId
from desk.errors import Conflict, DeskError, StepNotPossible, UnknownCase
from desk.holding import hold
from desk.incident_schema import wave_history, wave_lines, waves
from desk.incidents import IncidentId
from desk.steps import Step
from desk.waves import Line, Outcome, Purpose, Wave, WaveId, expect_seen, extended
from desk.writing import write_step


@dataclass(frozen=True)
class Done:
    """What became of a line, and the step of its case; None when its case stays as it is."""

    outcome: Outcome
    detail: str = ""
    step: Step | None = None


class Waves:
    """The lists in SQL. It is opened on a ledger's database."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def wave(self, id: WaveId) -> Wave:
        """Raises UnknownCase."""
        with self._reads.begin() as connection:
            return _read(connection, id)

    def of_incident(self, id: IncidentId) -> list[Wave]:
        """Its lists, oldest first."""
        query = select(waves.c.id).where(waves.c.incident_id == id).order_by(waves.c.id)
        with self._reads.begin() as connection:
            return [_read(connection, WaveId(found)) for found in connection.scalars(query).all()]

    def held(self, id: IncidentId) -> dict[CaseId, str]:
        """The holding texts that went into cases of an incident, approved or waiting for a second approval."""
        query = (
            select(wave_lines.c.case_id, wave_lines.c.text)
            .join(waves, waves.c.id == wave_lines.c.wave_id)
            .where(
                waves.c.incident_id == id,
                waves.c.purpose == Purpose.HOLDING,
                wave_lines.c.outcome.in_([Outcome.APPROVED, Outcome.SECOND_NEEDED]),
            )
        )
        with self._reads.begin() as connection:
            return {CaseId(row.case_id): row.text for row in connection.execute(query)}

    def texts(self, since: datetime, but: WaveId | None = None) -> list[str]:
        """The texts of all lists that were made since then, of whatever incident, without those of one of them."""
        query = (
            select(wave_lines.c.text)
            .join(waves, waves.c.id == wave_lines.c.wave_id)
            .where(waves.c.made_at >= since, wave_lines.c.text != "")
        )
        with self._reads.begin() as connection:
            return list(connection.scalars(query if but is None else query.where(waves.c.id != but)))

    def make(
        self, incident: IncidentId, purpose: Purpose, lines: Sequence[Line], by: str, at: datetime
    ) -> Wave:
        """A new list, or the one of this purpose that is open already."""
        with self._writes.begin() as connection:
            there = and_(
                waves.c.incident_id == incident, waves.c.purpose == purpose, waves.c.approved_by.is_(None)
            )
            known = connection.scalar(select(func.max(waves.c.id)).where(there))
            if known is not None:
                return _read(connection, WaveId(known))
            values = {"incident_id": incident, "purpose": purpose, "made_by": by, "made_at": at}
            made = connection.scalars(insert(waves).values(**values, revision=1).returning(waves.c.id)).one()
            _add(connection, WaveId(made), lines, 0)
            _note(connection, WaveId(made), 1, at, by, "made", f"{len(lines)} lines")
            return _read(connection, WaveId(made))

    def extend(self, id: WaveId, lines: Sequence[Line], by: str, at: datetime) -> Wave:
        """Put those who joined since onto a list that nobody approved yet. Raises StepNotPossible."""
        with self._writes.begin() as connection:
            wave = _hold(connection, id)
            after = extended(wave, lines)
            new = after.lines[len(wave.lines) :]
            if not new:
                return wave
            _bump(connection, wave)
            _add(connection, id, new, len(wave.lines))
            _note(connection, id, after.revision, at, by, "joined", f"{len(new)} joined")
            return after

    def change(
        self, id: WaveId, take: Callable[[Wave], tuple[Wave, Line]], by: str, at: datetime, what: str
    ) -> Wave:
        """Store another state of one line. Raises what `take` raises."""
        with self._writes.begin() as connection:
            wave = _hold(connection, id)
            after, line = take(wave)
            _bump(connection, wave)
            _put(connection, id, line)
            _note(connection, id, after.revision, at, by, what, f"{by}: {what} of case {line.case_id}")
            return after

    def approve(self, id: WaveId, shown: str, revision: int, by: str, at: datetime) -> Wave:
        """Bind the approval to the very list that was shown. Raises StaleDraft, StepNotPossible; one act wins."""
        with self._writes.begin() as connection:
            wave = _hold(connection, id)
            expect_seen(wave, shown, _since(connection, id, revision))
            _bump(connection, wave)
            bound = {"approved_by": by, "approved_at": at, "approved_sha256": shown}
            connection.execute(update(waves).where(waves.c.id == id).values(bound))
            _note(connection, id, wave.revision + 1, at, by, "approved", f"{len(wave.going_out)} texts")
            return _read(connection, id)

    def unfinished(self) -> list[Wave]:
        """Approved lists with lines that nothing was done about yet, oldest first."""
        waiting = and_(
            wave_lines.c.wave_id == waves.c.id,
            wave_lines.c.outcome == Outcome.WAITING,
            wave_lines.c.closed == "",
            wave_lines.c.excluded_by == "",
        )
        query = select(waves.c.id).join(wave_lines, waiting).where(waves.c.approved_by.is_not(None))
        with self._reads.begin() as connection:
            found = connection.scalars(query.distinct().order_by(waves.c.id)).all()
            return [_read(connection, WaveId(each)) for each in found]

    def settle(self, id: WaveId, case_id: CaseId, take: Callable[[Case], Done]) -> Line:
        """One line of an approved list: its case's step and its outcome in one transaction, once.

        What was settled before stays as it is. `take` must be quick; a DeskError of its leaves the case out.
        """
        with self._writes.begin() as connection:
            line = _line_of_approved(connection, id, case_id)
            if line.outcome is not Outcome.WAITING or not line.goes_out:
                return line
            done = _taken(take, hold(connection, case_id))
            if done.step is not None:
                write_step(connection, done.step)
            its = and_(wave_lines.c.wave_id == id, wave_lines.c.case_id == case_id)
            new = {"outcome": done.outcome, "detail": done.detail}
            connection.execute(update(wave_lines).where(its).values(new))
            return replace(line, outcome=done.outcome, detail=done.detail)


def _taken(take: Callable[[Case], Done], case: Case) -> Done:
    try:
        return take(case)
    except DeskError as error:
        return Done(Outcome.LEFT_OUT, str(error))


def _hold(connection: Connection, id: WaveId) -> Wave:
    connection.execute(select(waves.c.id).where(waves.c.id == id).with_for_update())
    return _read(connection, id)


def _line_of_approved(connection: Connection, id: WaveId, case_id: CaseId) -> Line:
    """The line, while nobody else can settle it. Raises StepNotPossible for a list that nobody approved."""
    held = select(waves.c.approved_by).where(waves.c.id == id).with_for_update()
    approved_by = connection.scalar(held)  # first: what is read after that stands still
    its = and_(wave_lines.c.wave_id == id, wave_lines.c.case_id == case_id)
    row = connection.execute(select(wave_lines).where(its)).one_or_none()
    if approved_by is None or row is None:
        raise StepNotPossible(f"list {id} is not approved, or case {case_id} is not on it")
    return _line(row)


def _bump(connection: Connection, wave: Wave) -> None:
    same = and_(waves.c.id == wave.id, waves.c.revision == wave.revision)
    changed = connection.execute(update(waves).where(same).values(revision=wave.revision + 1))
    if changed.rowcount != 1:
        raise Conflict(f"list {wave.id} was changed at the same moment; look at it again")


def _since(connection: Connection, id: WaveId, revision: int) -> list[str]:
    later = and_(wave_history.c.wave_id == id, wave_history.c.revision > revision)
    query = select(wave_history.c.detail).where(later).order_by(wave_history.c.revision)
    return list(connection.scalars(query))


def _note(
    connection: Connection, id: WaveId, revision: int, at: datetime, by: str, action: str, detail: str
) -> None:
    entry = {"happened_at": at, "who": by, "action": action, "detail": detail}
    connection.execute(insert(wave_history).values(wave_id=id, revision=revision, **entry))


def _add(connection: Connection, id: WaveId, lines: Iterable[Line], start: int) -> None:
    rows = [_row(line) | {"wave_id": id, "place": place} for place, line in enumerate(lines, start)]
    if rows:
        connection.execute(insert(wave_lines), rows)


def _put(connection: Connection, id: WaveId, line: Line) -> None:
    its = and_(wave_lines.c.wave_id == id, wave_lines.c.case_id == line.case_id)
    connection.execute(update(wave_lines).where(its).values(_row(line)))


def _row(line: Line) -> dict[str, object]:
    return {
        "case_id": line.case_id,
        "goes_to": line.to,
        "text": line.text,
        "message": line.message,
        "cost_usd": line.cost_usd,
        "closed": line.closed,
        "excluded_by": line.excluded_by,
        "edited_by": line.edited_by,
        "outcome": line.outcome,
        "detail": line.detail,
    }


def _read(connection: Connection, id: WaveId) -> Wave:
    row = connection.execute(select(waves).where(waves.c.id == id)).one_or_none()
    if row is None:
        raise UnknownCase(f"there is no list {id!r}; open it from its incident")
    query = select(wave_lines).where(wave_lines.c.wave_id == id).order_by(wave_lines.c.place)
    lines = tuple(map(_line, connection.execute(query)))
    return Wave(
        id=WaveId(row.id),
        incident_id=IncidentId(row.incident_id),
        purpose=row.purpose,
        made_by=row.made_by,
        made_at=row.made_at,
        revision=row.revision,
        lines=lines,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        approved_sha256=row.approved_sha256,
    )


def _line(row: Row[Any]) -> Line:
    return Line(
        case_id=CaseId(row.case_id),
        to=row.goes_to,
        text=row.text,
        message=row.message,
        cost_usd=row.cost_usd,
        closed=row.closed,
        excluded_by=row.excluded_by,
        edited_by=row.edited_by,
        outcome=row.outcome,
        detail=row.detail,
    )
