"""What was spent on language models, by day."""

from dataclasses import dataclass

from sqlalchemy import Engine, select

from desk.ports import Clock
from desk.schema import spending
from desk.writing import add_to


@dataclass(frozen=True)
class Spending:
    """Kept in a ledger's database, so that all its processes share one budget. Days are UTC."""

    engine: Engine
    clock: Clock

    def spent_today(self) -> float:
        """In US dollars."""
        with self.engine.begin() as connection:
            return connection.scalar(select(spending.c.usd).where(spending.c.day == self._today())) or 0.0

    def add(self, usd: float, tokens: int) -> None:
        """Adds what one request took."""
        with self.engine.execution_options(writes=True).begin() as connection:
            add_to(connection, spending, {"day": self._today()}, {"usd": usd, "tokens": tokens})

    def _today(self) -> str:
        return self.clock().date().isoformat()
