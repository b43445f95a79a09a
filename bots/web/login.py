"""Who may come in: a one-time link opens a session. Both live in memory and end with the process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from desk.cases import Person
from desk.ports import Clock

SESSION_LASTS = timedelta(hours=12)


class LinkSpentError(Exception):
    """The link was used already, or never was one of ours."""


@dataclass(frozen=True)
class Session:
    """One browser of one person; `csrf` comes back in every form."""

    id: str
    person: Person
    csrf: str
    ends_at: datetime


class Doorman:
    """Hands out one-time links and knows who came in by them. May be called from any thread."""

    def __init__(self, new_secret: Callable[[], str], clock: Clock) -> None:
        """`new_secret` makes what nobody can guess, such as `secrets.token_urlsafe`."""
        self._new_secret = new_secret
        self._clock = clock
        self._tokens: set[str] = set()
        self._sessions: dict[str, Session] = {}

    def new_link(self, base_url: str) -> str:
        """A link that opens the desk once, such as http://127.0.0.1:8787/login?token=…"""
        token = self._new_secret()
        self._tokens.add(token)
        return f"{base_url.rstrip('/')}/login?{urlencode({'token': token})}"

    def knows(self, token: str) -> bool:
        """True while a link with this token can still be used."""
        return token in self._tokens

    def let_in(self, token: str, person: Person) -> Session:
        """Open a session for a person and use up the link. Raises LinkSpentError."""
        try:
            self._tokens.remove(token)  # one step, so that of two at the same moment one fails
        except KeyError:
            raise LinkSpentError(token) from None
        session = Session(self._new_secret(), person, self._new_secret(), self._clock() + SESSION_LASTS)
        self._sessions[session.id] = session
        return session

    def session(self, id: str | None) -> Session | None:
        """The open session of this id; None when there is none, or not any more."""
        session = self._sessions.get(id or "")
        if session is not None and session.ends_at <= self._clock():
            self.see_out(session)
            return None
        return session

    def see_out(self, session: Session) -> None:
        """End a session."""
        self._sessions.pop(session.id, None)
