"""What a driver may order of the simulated X, as JSON."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bots.simulator.world.accounts import Tie
from bots.simulator.world.faults import Trouble
from bots.simulator.world.tokens import SCOPES

Handle = Annotated[str, Field(pattern=r"^@?\w{1,50}$")]


class Order(BaseModel):
    """An order knows all its keys: a misspelt one is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class UserOrder(Order):
    """An account as it is to be; what is not said stays as it was."""

    handle: Handle
    name: str | None = None
    ours: bool | None = None
    followers: int | None = Field(default=None, ge=0)
    following: int | None = Field(default=None, ge=0)
    verified: bool | None = None
    protected: bool | None = None
    suspended: bool | None = None
    takes_dms: bool | None = None
    bio: str | None = None
    location: str | None = None


class TieOrder(Order):
    """One account follows, blocks or mutes another, or does so no more."""

    one: Handle
    kind: Tie
    other: Handle
    on: bool = True


class PostOrder(Order):
    """A customer writes a public post. Ids are numbers as text; `id` and `at` are chosen by X unless given."""

    author: Handle
    text: str = Field(min_length=1, max_length=25_000)
    in_reply_to: str | None = None
    quotes: str | None = None
    reply_settings: Literal["everyone", "mentionedUsers", "following", "subscribers", "verified"] = "everyone"
    at: AwareDatetime | None = None
    id: str | None = Field(default=None, pattern=r"^[0-9]{1,19}$")


class DirectOrder(Order):
    """A customer sends a direct message, to our first account unless said otherwise."""

    author: Handle
    text: str = Field(min_length=1, max_length=10_000)
    to: Handle | None = None
    at: AwareDatetime | None = None


class EditOrder(Order):
    """The author edits a post: a new version with an id of its own."""

    text: str = Field(min_length=1, max_length=25_000)


class ClockOrder(Order):
    """The simulated clock is set, moved by seconds, or made to run at another speed (0 stops it)."""

    to: AwareDatetime | None = None
    by: float = 0
    speed: float | None = Field(default=None, ge=0)


class FaultOrder(Order):
    """Something goes wrong at an endpoint (`POST /2/tweets`), at `stream`, at `webhook`, or at `*` (any)."""

    endpoint: str
    trouble: Trouble
    times: int = Field(default=1, ge=1)
    seconds: float = Field(default=0, ge=0)
    status: int = Field(default=503, ge=500, le=599)


class LimitOrder(Order):
    """One limit: so many uses in so many seconds, of each user or of the app."""

    of: Literal["user", "app"] = "user"
    limit: int = Field(ge=0)
    seconds: float = Field(default=900, gt=0)


class LimitsOrder(Order):
    """The limits of an endpoint, instead of those it had; an empty list lifts them."""

    endpoint: str
    limits: list[LimitOrder]


class TokenOrder(Order):
    """A new pair of tokens for an account."""

    handle: Handle | None = None
    scopes: list[str] = list(SCOPES)
    seconds: float = Field(default=7200, gt=0)


class AccountOrder(Order):
    """Something for one account, our first one unless said otherwise."""

    handle: Handle | None = None


class ProxyOrder(Order):
    """The simulator plays the company's proxy: https://HOST is 127.0.0.1:PORT for it."""

    host: str = Field(pattern=r"^[a-z0-9.-]+$")
    port: int = Field(ge=1, le=65535)


class KnobsOrder(Order):
    """Small settings: how many of the newest mentions can be listed, and seconds between keep-alives of the stream."""

    mentions_reach: int | None = Field(default=None, ge=1)
    keep_alive: int | None = Field(default=None, ge=1)
