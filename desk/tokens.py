"""The keys to channels, sealed, and whose turn it is to renew one. What they say, only the channel's client knows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, Update, or_, select, update

from desk.channel_schema import tokens
from desk.writing import put


@dataclass(frozen=True)
class SealedToken:
    """A stored key. `version` counts every change of it.

    `refreshing_until` in the past: somebody began to renew it and never said what became of that.
    """

    sealed: str
    version: int
    refreshing_until: datetime | None


@dataclass(frozen=True)
class TokenStore:
    """Kept in a ledger's database: all its processes share the keys, and one at a time renews one."""

    engine: Engine

    def get(self, name: str) -> SealedToken | None:
        """None: nobody has signed in under this name."""
        with self.engine.begin() as connection:
            return _read(connection, name)

    def put(self, name: str, sealed: str) -> None:
        """Somebody signed in anew: whatever was there is replaced."""
        with self.engine.execution_options(writes=True).begin() as connection:
            before = _read(connection, name)
            values = {
                "sealed": sealed,
                "version": before.version + 1 if before else 1,
                "refreshing_until": None,
            }
            put(connection, tokens, {"name": name}, values)

    def take_for_refresh(self, name: str, version: int, *, now: datetime, until: datetime) -> bool:
        """True: this process renews the key, until then. False: another one does, or has done it."""
        idle = or_(tokens.c.refreshing_until.is_(None), tokens.c.refreshing_until <= now)
        return self._changed(_at(name, version).where(idle).values(refreshing_until=until))

    def refreshed(self, name: str, version: int, sealed: str) -> bool:
        """Store the new key in place of this version. False when somebody signed in anew meanwhile."""
        values = {"sealed": sealed, "version": version + 1, "refreshing_until": None}
        return self._changed(_at(name, version).values(values))

    def release(self, name: str, version: int) -> None:
        """The key was surely not renewed: the next one may try at once."""
        self._changed(_at(name, version).values(refreshing_until=None))

    def _changed(self, change: Update) -> bool:
        with self.engine.execution_options(writes=True).begin() as connection:
            return connection.execute(change.returning(tokens.c.name)).first() is not None


def _at(name: str, version: int) -> Update:
    return update(tokens).where(tokens.c.name == name, tokens.c.version == version)


def _read(connection: Connection, name: str) -> SealedToken | None:
    columns = (tokens.c.sealed, tokens.c.version, tokens.c.refreshing_until)
    row = connection.execute(select(*columns).where(tokens.c.name == name)).first()
    return None if row is None else SealedToken(*row)
