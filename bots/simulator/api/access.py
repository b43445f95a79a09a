"""Who asks, and whether they may: bearer tokens and their scopes."""

from dataclasses import dataclass
from datetime import datetime

from bots.simulator.api.call import Endpoint
from bots.simulator.api.problems import Problem, forbidden, unauthorized
from bots.simulator.world.accounts import Account
from bots.simulator.world.limits import Payer
from bots.simulator.world.store import World


@dataclass(frozen=True)
class Caller:
    """An account that asks, or (None) the app alone, with what its token lets it do."""

    account: Account | None
    scopes: frozenset[str]

    @property
    def payer(self) -> Payer:
        """Whose windows it draws on first."""
        return Payer.APP if self.account is None else Payer.USER

    @property
    def name(self) -> str:
        """How lists of requests call it."""
        return "app" if self.account is None else self.account.key


def caller_of(world: World, header: str, now: datetime) -> Caller:
    """Who shows this Authorization header. Raises Problem when it opens nothing."""
    kind, _, token = header.partition(" ")
    grant = world.tokens.find(token.strip()) if kind.casefold() == "bearer" else None
    if grant is None or (grant.expires_at is not None and grant.expires_at <= now):
        raise unauthorized()
    account = None
    if grant.account is not None:
        account = world.people.by_handle(grant.account)
        if account is None or account.suspended:
            raise forbidden("Your account is suspended and is not permitted to access this feature.")
    return Caller(account, grant.scopes)


def check_scopes(caller: Caller, endpoint: Endpoint) -> None:
    """Raises Problem when this caller may not use the endpoint."""
    wanted = endpoint.scopes
    if caller.account is None and not endpoint.app:
        raise Problem(
            403,
            "Unsupported Authentication",
            "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint. Supported"
            " authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].",
        )
    if caller.account is not None and wanted is None:
        raise Problem(
            403,
            "Unsupported Authentication",
            "Authenticating with OAuth 2.0 User Context is forbidden for this endpoint. Supported"
            " authentication types are [OAuth 2.0 Application-Only].",
        )
    if caller.account is not None and wanted is not None and not wanted <= caller.scopes:
        raise forbidden(
            "Your token lacks a scope that this endpoint needs: " + ", ".join(sorted(wanted - caller.scopes))
        )
