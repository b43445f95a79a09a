"""What the watch over surges heard: where each message lies among others, kept so that it is embedded once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, delete, func, insert, select, update

from desk.cases import CaseId
from desk.incident_schema import heard_messages
from desk.incident_store import change_within, move_within, of_theme, raise_within
from desk.incidents import WATCH, Incident, Member, joined
from desk.rows import AT_A_TIME
from desk.schema import messages


@dataclass(frozen=True)
class Unheard:
    """A message that the watch has not heard yet."""

    number: int
    case_id: CaseId
    person: str
    text: str
    at: datetime


@dataclass(frozen=True)
class Placed:
    """A message that it heard: without its words."""

    number: int
    at: datetime
    person: str
    complains: bool
    saying: int
    vector: bytes  # little-endian float16
    theme: int | None = None  # that it joined


@dataclass(frozen=True)
class Raised:
    """An incident that the watch suspects, and what it must know of its theme. `incident.id` says nothing yet."""

    incident: Incident
    centre: bytes
    joins: float


class HeardMessages:
    """In SQL. It is opened on a ledger's database; one process listens at a time, and another may take over."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def unheard(self, after: int, limit: int) -> list[Unheard]:
        """Messages with a larger number that were not taken back, in the order of their numbers."""
        query = select(
            messages.c.id,
            messages.c.case_id,
            messages.c.channel,
            messages.c.author_id,
            messages.c.text,
            messages.c.posted_at,
        ).where(messages.c.id > after, messages.c.gone == "")
        with self._reads.begin() as connection:
            rows = connection.execute(query.order_by(messages.c.id).limit(limit)).all()
        return [
            Unheard(row.id, CaseId(row.case_id), f"{row.channel}:{row.author_id}", row.text, row.posted_at)
            for row in rows
        ]

    def last(self) -> int:
        """The largest number that was heard; 0: none."""
        with self._reads.begin() as connection:
            return connection.scalar(select(func.max(heard_messages.c.number))) or 0

    def newest(self, model: str, limit: int) -> list[Placed]:
        """So many of the newest, in the order of their numbers."""
        query = select(heard_messages).where(heard_messages.c.model == model)
        with self._reads.begin() as connection:
            rows = connection.execute(query.order_by(heard_messages.c.number.desc()).limit(limit)).all()
        return [
            Placed(row.number, row.at, row.person, row.complains, int(row.saying), row.vector, row.theme)
            for row in reversed(rows)
        ]

    def cases_of(self, numbers: Iterable[int]) -> dict[int, CaseId]:
        """Which case each of these messages belongs to."""
        wanted, found = sorted(numbers), dict[int, CaseId]()
        with self._reads.begin() as connection:
            for start in range(0, len(wanted), AT_A_TIME):
                some = messages.c.id.in_(wanted[start : start + AT_A_TIME])
                rows = connection.execute(select(messages.c.id, messages.c.case_id).where(some)).all()
                found |= {row.id: CaseId(row.case_id) for row in rows}
        return found

    def keep(
        self,
        model: str,
        heard: Sequence[Placed],
        raised: Sequence[Raised],
        more: Sequence[tuple[int, tuple[Member, ...]]],
        taken: Sequence[tuple[int, int]],
        moved: Sequence[tuple[int, bytes, float]],
        at: datetime,
    ) -> None:
        """Everything that came of some messages, or nothing: what was heard, raised, and joined (`more`, by theme).

        `taken` are the numbers of earlier messages with the theme that they belong to by now; `moved` are themes with
        their new centre and from which likeness on a message joins.
        """
        with self._writes.begin() as connection:
            if _is_known(connection, heard):
                return  # another process was quicker
            if heard:
                connection.execute(insert(heard_messages), [_row(one, model) for one in heard])
            for one in raised:
                raise_within(
                    connection, one.incident, model=model, centre=one.centre, joins=one.joins, by=WATCH
                )
            for theme, members in more:
                change_within(
                    connection,
                    of_theme(theme),
                    lambda incident, members=members: joined(incident, members, at),  # type: ignore[misc]
                )
            for number, theme in taken:
                its = heard_messages.c.number == number
                connection.execute(update(heard_messages).where(its).values(theme=theme))
            for theme, centre, joins in moved:
                move_within(connection, theme, centre, joins)

    def purge(self, before: datetime) -> None:
        """Forget what was heard before then, but for the last one, which says where to go on."""
        last = select(func.max(heard_messages.c.number)).scalar_subquery()
        old = delete(heard_messages).where(heard_messages.c.at < before, heard_messages.c.number < last)
        with self._writes.begin() as connection:
            connection.execute(old)


def _is_known(connection: Connection, heard: Sequence[Placed]) -> bool:
    if not heard:
        return False
    query = select(heard_messages.c.number).where(heard_messages.c.number == heard[0].number)
    return connection.scalar(query.with_for_update()) is not None


def _row(one: Placed, model: str) -> dict[str, object]:
    return {
        "number": one.number,
        "at": one.at,
        "person": one.person,
        "complains": one.complains,
        "saying": str(one.saying),
        "model": model,
        "vector": one.vector,
        "theme": one.theme,
    }
