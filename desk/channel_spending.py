"""What reading and writing on the channels cost, by channel and UTC day."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, func, select

from desk.channel_schema import channel_spending
from desk.ports import Clock
from desk.writing import add_to


@dataclass(frozen=True)
class Spent:
    """So many of one thing on one day, and what they cost in US dollars."""

    what: str
    times: int
    usd: float


@dataclass(frozen=True)
class ChannelSpending:
    """Kept in a ledger's database, so that all its processes share one budget."""

    engine: Engine
    clock: Clock

    def add(self, channel: str, what: str, times: int, usd: float) -> None:
        """Adds to today's."""
        key = {"channel": channel, "day": self._today(), "what": what}
        with self.engine.execution_options(writes=True).begin() as connection:
            add_to(connection, channel_spending, key, {"times": times, "usd": usd})

    def usd_today(self, channel: str) -> float:
        """What the channel took today."""
        total = select(func.sum(channel_spending.c.usd)).where(*self._of_today(channel))
        with self.engine.begin() as connection:
            return connection.scalar(total) or 0.0

    def today(self, channel: str) -> list[Spent]:
        """What for, dearest first."""
        columns = (channel_spending.c.what, channel_spending.c.times, channel_spending.c.usd)
        query = select(*columns).where(*self._of_today(channel)).order_by(channel_spending.c.usd.desc())
        with self.engine.begin() as connection:
            return [Spent(*row) for row in connection.execute(query)]

    def _of_today(self, channel: str) -> tuple[ColumnElement[bool], ...]:
        return channel_spending.c.channel == channel, channel_spending.c.day == self._today()

    def _today(self) -> str:
        return self.clock().date().isoformat()
