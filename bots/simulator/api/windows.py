"""Limits at the door: what a request draws on, and the headers that tell how it stands."""

from datetime import datetime, timedelta
from math import ceil

from bots.simulator.api.access import Caller
from bots.simulator.api.call import Endpoint
from bots.simulator.api.problems import too_many
from bots.simulator.world.limits import DAY, Payer, Standing, exhausted
from bots.simulator.world.store import World

_DAILY = {Payer.USER: "x-user-limit-24hour", Payer.APP: "x-app-limit-24hour"}


def draw(world: World, endpoint: Endpoint, caller: Caller, now: datetime) -> dict[str, str]:
    """One use more; the headers that tell how the windows stand then. Raises Problem (429) when one is used up."""
    payers = _payers(endpoint, caller)
    for payer, who in payers:
        if exhausted(world.windows.standing(endpoint.budget, payer, who, now)):
            problem = too_many()
            problem.headers = _headers(world, endpoint, payers, now)
            raise problem
    for payer, who in payers:
        world.windows.spend(endpoint.budget, payer, who, now)
    return _headers(world, endpoint, payers, now)


def limited(now: datetime, wait: timedelta) -> dict[str, str]:
    """Headers of a window that is used up for some time, whatever was used."""
    return _window("x-rate-limit", Standing(1, 0, now + wait))


def _payers(endpoint: Endpoint, caller: Caller) -> list[tuple[Payer, str]]:
    """What an account writes draws on the app's windows too."""
    payers = [(caller.payer, caller.name)]
    if caller.account is not None and endpoint.method == "POST":
        payers.append((Payer.APP, "app"))
    return payers


def _headers(
    world: World, endpoint: Endpoint, payers: list[tuple[Payer, str]], now: datetime
) -> dict[str, str]:
    headers: dict[str, str] = {}
    for payer, who in payers:
        for limit in world.windows.limits(endpoint.budget):
            if limit.payer is payer:
                standing = world.windows.window(endpoint.budget, who, limit.budget, now)
                name = _DAILY[payer] if limit.budget.per == DAY else "x-rate-limit"
                headers |= _window(name, standing)
    return headers


def _window(name: str, standing: Standing) -> dict[str, str]:
    return {
        f"{name}-limit": str(standing.limit),
        f"{name}-remaining": str(max(0, standing.remaining)),
        f"{name}-reset": str(ceil(standing.resets_at.timestamp())),
    }
