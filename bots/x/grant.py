"""What X grants us when somebody signs in, and how it is asked for it: OAuth 2 with PKCE."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus

from bots.errors import NotSignedIn, Unanswered
from bots.exchange import Answer, Call, Exchange
from bots.x.api import reason

PATH = "/2/oauth2/token"
_BY_DEFAULT = timedelta(hours=2)  # how long X's tokens are good, where it does not say

# Each right that we ask for, and what becomes of it: https://docs.x.com/fundamentals/authentication/oauth-2-0
SCOPES: Mapping[str, str] = {
    "tweet.read": "read mentions and the posts above them",
    "tweet.write": "send approved public replies",
    "users.read": "see who wrote, and whether they take our messages",
    "dm.read": "read direct messages to us",
    "dm.write": "send approved direct messages",
    "offline.access": "stay signed in: without it somebody signs in every two hours",
}


@dataclass(frozen=True)
class App:
    """Our app at X. Without a secret it is a public client, which needs none."""

    client_id: str
    client_secret: str | None = field(default=None, repr=False)

    def headers(self) -> dict[str, str]:
        """How the app shows who it is."""
        if self.client_secret is None:
            return {}
        pair = f"{self.client_id}:{self.client_secret}".encode()
        return {"authorization": f"Basic {base64.b64encode(pair).decode()}"}


@dataclass(frozen=True)
class Grant:
    """A user token, what it is good for, and what a new one is had for."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)  # empty: it cannot be renewed
    made_at: datetime
    expires_at: datetime
    scopes: frozenset[str]

    def to_json(self) -> str:
        """Everything, secrets as they are: to be sealed."""
        return json.dumps(
            {
                "access_token": self.access_token,
                "refresh_token": self.refresh_token,
                "made_at": self.made_at.isoformat(),
                "expires_at": self.expires_at.isoformat(),
                "scopes": sorted(self.scopes),
            }
        )

    @classmethod
    def from_json(cls, text: str) -> "Grant":
        """What `to_json` wrote."""
        said = json.loads(text)
        return cls(
            access_token=said["access_token"],
            refresh_token=said["refresh_token"],
            made_at=datetime.fromisoformat(said["made_at"]),
            expires_at=datetime.fromisoformat(said["expires_at"]),
            scopes=frozenset(said["scopes"]),
        )


def by_code(exchange: Exchange, app: App, code: str, verifier: str, redirect: str, now: datetime) -> Grant:
    """The first grant, for the code that X gave the browser. Raises Unreachable, Unanswered, NotSignedIn."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": redirect,
    }
    return _granted(exchange, app, form, now)


def renewed(exchange: Exchange, app: App, old: Grant, now: datetime) -> Grant:
    """The next grant; X takes the old refresh token only once. Raises Unreachable, Unanswered, NotSignedIn."""
    form = {"grant_type": "refresh_token", "refresh_token": old.refresh_token}
    new = _granted(exchange, app, form, now)
    return Grant(
        access_token=new.access_token,
        refresh_token=new.refresh_token or old.refresh_token,
        made_at=new.made_at,
        expires_at=new.expires_at,
        scopes=new.scopes or old.scopes,
    )


def _granted(exchange: Exchange, app: App, form: Mapping[str, str], now: datetime) -> Grant:
    call = Call("POST", PATH, app.headers(), form={**form, "client_id": app.client_id})
    answer = exchange.ask(call)
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status == HTTPStatus.TOO_MANY_REQUESTS:
        raise Unanswered(f"X answered {answer.status} when it was asked for a token")
    if answer.status != HTTPStatus.OK:
        raise NotSignedIn(
            f"X gives no token ({answer.status}: {reason(answer)}); sign in again with `assist x login`, and see that"
            " the client id, its secret and the redirect address are those of your app"
        )
    return _read(answer, now)


def _read(answer: Answer, now: datetime) -> Grant:
    try:
        said = json.loads(answer.body)
        seconds = float(said.get("expires_in", _BY_DEFAULT.total_seconds()))
        return Grant(
            access_token=_token(said["access_token"]),
            refresh_token=_token(said.get("refresh_token") or ""),
            made_at=now,
            expires_at=now + timedelta(seconds=seconds),
            scopes=frozenset(str(said.get("scope", "")).split()),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        raise Unanswered("X gave a token that cannot be read") from None  # the cause may quote it


def _token(given: object) -> str:
    """One that fits in a header. Raises ValueError."""
    if not isinstance(given, str) or not given.isascii() or any(one.isspace() for one in given):
        raise ValueError("no token")
    return given
