"""What a front was handed already: its platform delivers some things twice, and people click twice."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, and_, delete, select

from desk.team_schema import deliveries
from desk.writing import put_if_new


@dataclass(frozen=True)
class Deliveries:
    """The keys of one front, in a ledger's database: processes that share it take a delivery once."""

    engine: Engine
    front: str

    def first(self, key: str, at: datetime) -> bool:
        """Records a delivery; False when it was here before."""
        with self._writing().begin() as connection:
            return put_if_new(connection, deliveries, {"front": self.front, "key": key}, {"at": at})

    def at(self, key: str) -> datetime | None:
        """When this was here; None when it never was."""
        with self.engine.begin() as connection:
            return connection.scalar(select(deliveries.c.at).where(self._is(key)))

    def forget(self, key: str) -> None:
        """The next delivery of this is the first again."""
        with self._writing().begin() as connection:
            connection.execute(delete(deliveries).where(self._is(key)))

    def purge(self, before: datetime) -> None:
        """Forgets all that was here before then."""
        with self._writing().begin() as connection:
            connection.execute(
                delete(deliveries).where(deliveries.c.front == self.front, deliveries.c.at < before)
            )

    def _is(self, key: str) -> ColumnElement[bool]:
        return and_(deliveries.c.front == self.front, deliveries.c.key == key)

    def _writing(self) -> Engine:
        return self.engine.execution_options(writes=True)
