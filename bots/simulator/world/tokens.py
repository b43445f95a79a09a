"""OAuth 2 tokens of the simulated X: short-lived access, and refresh tokens that work once."""

import secrets
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

LIFE = timedelta(hours=2)
SCOPES = ("dm.read", "dm.write", "offline.access", "tweet.read", "tweet.write", "users.read")


@dataclass(frozen=True)
class Grant:
    """What a token lets its bearer do; `account` (a key) is None for the app alone."""

    access: str
    refresh: str | None
    account: str | None
    scopes: frozenset[str]
    expires_at: datetime | None  # None: never


class Tokens:
    """Tokens inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def issue(
        self, account: str, now: datetime, *, scopes: Collection[str] = SCOPES, life: timedelta = LIFE
    ) -> Grant:
        """A new pair for an account; a refresh token only with the scope offline.access."""
        refresh = secrets.token_urlsafe(24) if "offline.access" in scopes else None
        return self._put(Grant(secrets.token_urlsafe(24), refresh, account, frozenset(scopes), now + life))

    def of_the_app(self) -> Grant:
        """The app-only bearer token, made once."""
        row = self._connection.execute(
            "SELECT access, refresh, account, scopes, expires_at FROM token WHERE account IS NULL"
        ).fetchone()
        if row is not None:
            return _grant(row)
        return self._put(Grant(secrets.token_urlsafe(32), None, None, frozenset(), None))

    def find(self, access: str) -> Grant | None:
        """What an access token grants, or granted before it expired; None when it never was one."""
        row = self._connection.execute(
            "SELECT access, refresh, account, scopes, expires_at FROM token WHERE access = ?", [access]
        ).fetchone()
        return None if row is None else _grant(row)

    def renew(self, refresh: str, now: datetime) -> Grant | None:
        """A new pair for a refresh token, which is then used up; None when it is not good (any more)."""
        row = self._connection.execute(
            "SELECT access, refresh, account, scopes, expires_at FROM token WHERE refresh = ? AND NOT used",
            [refresh],
        ).fetchone()
        if row is None:
            return None
        self._connection.execute("UPDATE token SET used = 1 WHERE refresh = ?", [refresh])
        old = _grant(row)
        return self.issue(str(old.account), now, scopes=old.scopes)

    def expire(self, account: str, now: datetime) -> None:
        """Every access token of an account ends now; its refresh tokens stay good."""
        self._connection.execute(
            "UPDATE token SET expires_at = ? WHERE account = ?", (now.isoformat(), account)
        )

    def revoke(self, account: str) -> None:
        """The account takes its consent back: nothing that was issued is good any more."""
        self._connection.execute("DELETE FROM token WHERE account = ?", [account])

    def allows(self, account: str, scope: str) -> bool:
        """True while the account lets this app do it: some token of theirs has the scope."""
        rows = self._connection.execute("SELECT scopes FROM token WHERE account = ?", [account])
        return any(scope in scopes.split() for (scopes,) in rows)

    def _put(self, grant: Grant) -> Grant:
        self._connection.execute(
            "INSERT INTO token (access, refresh, account, scopes, expires_at) VALUES (?, ?, ?, ?, ?)",
            (
                *(grant.access, grant.refresh, grant.account, " ".join(sorted(grant.scopes))),
                grant.expires_at and grant.expires_at.isoformat(),
            ),
        )
        return grant


def _grant(row: tuple[str, str | None, str | None, str, str | None]) -> Grant:
    access, refresh, account, scopes, expires = row
    ends = datetime.fromisoformat(expires) if expires else None
    return Grant(access, refresh, account, frozenset(scopes.split()), ends)
