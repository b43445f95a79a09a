"""Under which name somebody of another platform is known at the desk: the first one, for good.

Decisions and four eyes go by names, and on most platforms people may change theirs at any time.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, and_, select, update
from sqlalchemy.exc import IntegrityError

from desk.team_schema import names
from desk.writing import put_if_new


@dataclass(frozen=True)
class Names:
    """The names of one front's people, in a ledger's database."""

    engine: Engine
    front: str

    def name(self, id: str) -> str | None:
        """None for somebody who has none yet."""
        with self.engine.begin() as connection:
            return connection.scalar(select(names.c.name).where(self._is(id)))

    def holder(self, name: str) -> str | None:
        """The id of who has this name; None when nobody was given it."""
        theirs = and_(names.c.front == self.front, names.c.name == name)
        with self.engine.begin() as connection:
            return connection.scalar(select(names.c.id).where(theirs))

    def give(self, id: str, name: str, likeness: str, instead_of: str | None = None) -> str | None:
        """Their name from now on: this one, or the one that another thread gave them a moment ago.

        None when somebody else has a name that reads alike. `instead_of` is a name of theirs that cannot stay.
        """
        try:
            with self.engine.execution_options(writes=True).begin() as connection:
                key, values = {"front": self.front, "id": id}, {"name": name, "likeness": likeness}
                if instead_of is None:
                    put_if_new(connection, names, key, values)
                else:
                    known = update(names).where(self._is(id), names.c.name == instead_of)
                    connection.execute(known.values(values))
                return connection.scalar(select(names.c.name).where(self._is(id)))
        except IntegrityError:
            return None  # of the update; an insert that collides is no error

    def _is(self, id: str) -> ColumnElement[bool]:
        return and_(names.c.front == self.front, names.c.id == id)
