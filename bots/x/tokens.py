"""Our tokens for X, renewed in time by one process for all: X takes each refresh token only once."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bots.errors import NotSignedIn, Unreachable
from bots.exchange import Exchange
from bots.x.grant import App, Grant, renewed
from bots.x.sealing import Seal, WrongKey
from desk.ports import Clock
from desk.tokens import SealedToken, TokenStore

log = logging.getLogger(__name__)

NAME = "x"  # of the stored grant
_IN_TIME = timedelta(minutes=2)  # before a token ends
_LEASE = timedelta(minutes=2)  # for a renewal; more than one can take
_JUST_MADE = timedelta(minutes=5)  # a token as new as that which X refuses is not mended by the next one
_PATIENCE, _LOOK = 3.0, 0.25  # seconds that others wait for a renewal, and from look to look
CUT_OFF = "an earlier renewal began and its end is not on record: that used the refresh token up"
NOBODY = "nobody has signed in to X yet; run `assist x login`"


@dataclass(frozen=True)
class FixedTokens:
    """Tokens as they stand in the settings; X ends them by itself."""

    _user: str = field(repr=False)
    _app: str | None = field(default=None, repr=False)

    def user(self) -> str:
        """As the settings say."""
        return self._user

    def app(self) -> str:
        """As the settings say. Raises NotSignedIn when they say none."""
        return _app_token(self._app)

    def renewed(self, refused: str) -> str:  # noqa: ARG002 - as `Tokens` has it
        """Raises NotSignedIn: nobody can renew it."""
        raise NotSignedIn("X takes the `access_token` of the settings no more; put in a new one, or sign in")


@dataclass(frozen=True)
class SignedIn:
    """What `assist x login` stored, kept fresh. Processes and threads may share one store."""

    store: TokenStore
    seal: Seal
    exchange: Exchange
    app_of: App
    clock: Clock
    app_token: str | None = field(default=None, repr=False)
    sleep: Callable[[float], None] = time.sleep

    def user(self) -> str:
        """A token that is good for two minutes and more."""
        stored, grant = self.grant()
        if grant.expires_at - self.clock() > _IN_TIME:
            return grant.access_token
        return self._renewed(stored, grant)

    def app(self) -> str:
        """Of our app. Raises NotSignedIn."""
        return _app_token(self.app_token)

    def renewed(self, refused: str) -> str:
        """Another one than this. Raises NotSignedIn when X refuses what it gave just now."""
        stored, grant = self.grant()
        if grant.access_token != refused:
            return grant.access_token  # somebody else was told before us
        if self.clock() - grant.made_at < _JUST_MADE:
            raise NotSignedIn("X refuses a token that it made just now: is our account locked or suspended?")
        return self._renewed(stored, grant)

    def grant(self) -> tuple[SealedToken, Grant]:
        """As stored. Raises NotSignedIn when there is none that can be opened."""
        stored = self.store.get(NAME)
        if stored is None:
            raise NotSignedIn(NOBODY)
        try:
            return stored, Grant.from_json(self.seal.open(stored.sealed))
        except WrongKey as error:
            raise NotSignedIn(str(error)) from error

    def sign_in(self, grant: Grant) -> None:
        """Keep what somebody was granted."""
        self.store.put(NAME, self.seal.close(grant.to_json()))

    def _renewed(self, stored: SealedToken, old: Grant) -> str:
        now = self.clock()
        if self.store.take_for_refresh(NAME, stored.version, now=now, until=now + _LEASE):
            return self._renew(stored, old)
        return old.access_token if old.expires_at > now else self._made_by_others(stored)

    def _renew(self, stored: SealedToken, old: Grant) -> str:
        """What goes wrong leaves the mark that a renewal was begun, so that the next one waits until the lease ends."""
        try:
            new = renewed(self.exchange, self.app_of, old, self.clock())
        except Unreachable:
            self.store.release(NAME, stored.version)
            raise
        except NotSignedIn as error:
            if stored.refreshing_until is not None:
                raise NotSignedIn(f"{error}; {CUT_OFF}") from error
            raise
        if not self.store.refreshed(NAME, stored.version, self.seal.close(new.to_json())):
            log.info("somebody signed in to X while its token was renewed; theirs is used")
            return self.user()
        return new.access_token

    def _made_by_others(self, stored: SealedToken) -> str:
        """Waits a little for the process that renews it. Raises Unreachable: nothing was asked of X."""
        for _ in range(int(_PATIENCE / _LOOK)):
            self.sleep(_LOOK)
            newer, grant = self.grant()
            if newer.version != stored.version:
                return grant.access_token
        raise Unreachable("X's token is being renewed by another process, or that was cut off; again soon")


def _app_token(said: str | None) -> str:
    if not said:
        raise NotSignedIn("the app's own token is missing: set `bearer_token` under [x]")
    return said
