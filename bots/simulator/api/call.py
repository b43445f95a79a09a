"""A request to the simulated X as its endpoints see it, and what they answer."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bots.simulator.api.problems import unauthorized
from bots.simulator.api.spelling import Spelling
from bots.simulator.world.accounts import Account
from bots.simulator.world.rules import Weigh
from bots.simulator.world.store import World

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    """One request inside one transaction. `who` is None for the app alone."""

    world: World
    who: Account | None
    now: datetime
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Json
    spelling: Spelling
    weigh: Weigh

    @property
    def me(self) -> Account:
        """The account that asks. Raises Problem for the app alone."""
        if self.who is None:
            raise unauthorized()
        return self.who

    def listed(self, name: str) -> list[str]:
        """A parameter that is a list, separated by commas; empty when it is not there."""
        return [word for word in self.query.get(name, "").split(",") if word]


@dataclass(frozen=True)
class Answer:
    """What an endpoint answers when all is well."""

    body: Json
    status: int = 200
    stream: AsyncIterator[bytes] | None = None  # instead of the body: what is sent as it comes
    after: Callable[[], Awaitable["Answer"]] | None = None  # the rest of the work, outside the transaction


@dataclass(frozen=True)
class Endpoint:
    """One way of asking X: who may, what it takes, what it draws on."""

    method: str
    path: str  # as X writes it: /2/tweets/{id}
    serve: Callable[[Call], Answer]
    scopes: frozenset[str] | None = frozenset()  # of a user's token; None: no user's token will do
    app: bool = True  # whether the app-only bearer token will do
    query: frozenset[str] = frozenset()  # the parameters that it knows
    body: Mapping[str, Any] = field(default_factory=dict)  # the keys of its JSON body; empty: it takes none
    draws_on: str | None = None  # another endpoint whose limits it shares

    @property
    def name(self) -> str:
        """Method and path, as limits and faults call it."""
        return f"{self.method} {self.path}"

    @property
    def budget(self) -> str:
        """The endpoint whose limits it draws on."""
        return self.draws_on or self.name
