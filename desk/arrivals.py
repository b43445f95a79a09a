"""The durable inbox of a channel: what it handed over, as it came, stored before anything else happens to it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, or_, select, update

from desk.channel_schema import arrivals
from desk.writing import put_if_new

_AT_A_TIME = 100  # ids in one question


@dataclass(frozen=True)
class Arrival:
    """One event. `number` counts up for ever; `key` is the same whichever way the event came."""

    number: int
    key: str
    raw: str  # empty once it was forgotten
    at: datetime


class Arrivals:
    """It is opened on a ledger's database. Keys are kept for ever, so that nothing is heard twice."""

    def __init__(self, engine: Engine) -> None:
        self._reads = engine
        self._writes = engine.execution_options(writes=True)

    def put(self, channel: str, key: str, raw: str, at: datetime) -> bool:
        """Store an event; False when it was seen before."""
        return self.put_all(channel, [(key, raw)], at) == 1

    def put_all(self, channel: str, events: Iterable[tuple[str, str]], at: datetime) -> int:
        """Store events, key and raw each, in this order and all or none; returns how many were new."""
        with self._writes.begin() as connection:
            _take_turns(connection, channel)
            return sum(
                put_if_new(connection, arrivals, {"channel": channel, "key": key}, {"raw": raw, "at": at})
                for key, raw in events
            )

    def after(self, channel: str, number: int, limit: int) -> list[Arrival]:
        """What came after that one, in the order of arrival."""
        query = (
            select(arrivals.c.number, arrivals.c.key, arrivals.c.raw, arrivals.c.at)
            .where(arrivals.c.channel == channel, arrivals.c.number > number)
            .order_by(arrivals.c.number)
            .limit(limit)
        )
        with self._reads.begin() as connection:
            return [Arrival(*row) for row in connection.execute(query)]

    def forget(self, channel: str, keys: Collection[str]) -> None:
        """Let go of what these events said: their author took it back."""
        of_these = (arrivals.c.channel == channel, arrivals.c.key.in_(keys))
        with self._writes.begin() as connection:
            connection.execute(update(arrivals).where(*of_these).values(raw=""))

    def forget_naming(self, channel: str, ids: Collection[str], read_up_to: int) -> None:
        """The same for what was read up to there and has one of these ids in its JSON."""
        wanted = sorted(ids)
        for start in range(0, len(wanted), _AT_A_TIME):
            some = wanted[start : start + _AT_A_TIME]
            named = or_(*(arrivals.c.raw.contains(f'"{one}"', autoescape=True) for one in some))
            read = (arrivals.c.channel == channel, arrivals.c.number <= read_up_to, arrivals.c.raw != "")
            with self._writes.begin() as connection:
                connection.execute(update(arrivals).where(*read, named).values(raw=""))

    def purge(self, channel: str, read_up_to: int, before: datetime) -> int:
        """Let go of what was read and came before then; returns of how much. The keys stay."""
        old = (arrivals.c.channel == channel, arrivals.c.number <= read_up_to, arrivals.c.at < before)
        with self._writes.begin() as connection:
            return connection.execute(
                update(arrivals).where(*old, arrivals.c.raw != "").values(raw="")
            ).rowcount


def _take_turns(connection: Connection, channel: str) -> None:
    """SQLite writers do anyway; elsewhere a later number could be seen before an earlier one, and be passed."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtext(f"arrivals {channel}"))))
