"""What follows from each order of a driver."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bots.simulator.api.courier import PROXIES
from bots.simulator.api.orders import (
    AccountOrder,
    ClockOrder,
    DirectOrder,
    EditOrder,
    FaultOrder,
    KnobsOrder,
    LimitsOrder,
    PostOrder,
    ProxyOrder,
    TieOrder,
    TokenOrder,
    UserOrder,
)
from bots.simulator.api.views import clock_json, post_view, user_view
from bots.simulator.world.accounts import Account
from bots.simulator.world.deeds import Asked, edit, edits_left, take_back, write, write_directly
from bots.simulator.world.posts import Post
from bots.simulator.world.store import World

Json = dict[str, Any]


class Impossible(Exception):
    """What the driver asked for cannot be done."""


def user(world: World, order: UserOrder, now: datetime) -> Json:
    """Makes or changes an account."""
    known = world.people.join(order.handle, now, name=order.name)
    said = {name: value for name, value in order.model_dump(exclude={"handle"}).items() if value is not None}
    changed = replace(known, **said)
    world.people.put(changed)
    return user_view(changed)


def tie(world: World, order: TieOrder, now: datetime) -> Json:
    """One account follows, blocks or mutes another, or no more."""
    one, other = (world.people.join(handle, now) for handle in (order.one, order.other))
    world.people.tie(one, order.kind, other, on=order.on)
    return {"one": user_view(one), "kind": order.kind.value, "other": user_view(other), "on": order.on}


def post(world: World, order: PostOrder, now: datetime) -> Json:
    """A customer writes in public."""
    author = world.people.join(order.author, now)
    asked = Asked(
        text=order.text,
        answers=_id(world, order.in_reply_to),
        quotes=_id(world, order.quotes),
        reply_settings=order.reply_settings,
        id=order.id,
    )
    made = write(world, author, asked, order.at or now)
    if made is None:
        raise Impossible(f"there is a post {order.id!r} already: choose another id, or none")
    return post_view(world, made)


def direct(world: World, order: DirectOrder, now: datetime) -> Json:
    """A customer writes a direct message."""
    author = world.people.join(order.author, now)
    recipient = world.people.join(order.to, now) if order.to else us(world)
    made = write_directly(world, author, recipient, order.text, order.at or now)
    if made is None:
        raise Impossible("the message could not be stored")
    return post_view(world, made)


def edited(world: World, number: str, order: EditOrder, now: datetime) -> Json:
    """The author edits a post."""
    old = _standing(world, number)
    versions = world.posts.versions(old.first)
    if not edits_left(len(versions)):
        raise Impossible(f"{number!r} was edited {len(versions) - 1} times already, and X takes no more")
    return post_view(world, edit(world, versions[-1], order.text, now))


def deleted(world: World, number: str, now: datetime) -> Json:
    """The author deletes a post or a direct message."""
    old = _standing(world, number)
    take_back(world, old, now)
    return {"id": number, "deleted": True}


def clock(world: World, order: ClockOrder, real: datetime) -> Json:
    """Drives the clock."""
    world.time.drive(real, to=order.to, by=timedelta(seconds=order.by), speed=order.speed)
    return clock_json(world, real)


def fault(world: World, order: FaultOrder, now: datetime) -> Json:  # noqa: ARG001 - every order takes the time
    """Something is to go wrong."""
    world.faults.order(
        order.endpoint, order.trouble, times=order.times, seconds=order.seconds, status=order.status
    )
    return {"due": [one.trouble.value for one in world.faults.due()]}


def limits(world: World, order: LimitsOrder, now: datetime) -> Json:  # noqa: ARG001
    """An endpoint has other limits."""
    world.windows.set_limits(order.endpoint, [one.model_dump() for one in order.limits])
    return order.model_dump()


def token(world: World, order: TokenOrder, now: datetime) -> Json:
    """New tokens for an account."""
    grant = world.tokens.issue(
        _account(world, order.handle).key, now, scopes=order.scopes, life=timedelta(seconds=order.seconds)
    )
    return {"access_token": grant.access, "refresh_token": grant.refresh, "scope": sorted(grant.scopes)}


def expired(world: World, order: AccountOrder, now: datetime) -> Json:
    """An account's access tokens end now."""
    account = _account(world, order.handle)
    world.tokens.expire(account.key, now)
    return {"expired": account.handle}


def revoked(world: World, order: AccountOrder, now: datetime) -> Json:  # noqa: ARG001
    """An account takes its consent back."""
    account = _account(world, order.handle)
    world.tokens.revoke(account.key)
    return {"revoked": account.handle}


def proxy(world: World, order: ProxyOrder, now: datetime) -> Json:  # noqa: ARG001
    """A host stands for a port of this machine."""
    known = world.knobs.mapping(PROXIES) | {order.host: order.port}
    world.knobs.set(PROXIES, known)
    return known


def knobs(world: World, order: KnobsOrder, now: datetime) -> Json:  # noqa: ARG001
    """Small settings."""
    for name, value in order.model_dump(exclude_none=True).items():
        world.knobs.set(name, value)
    return order.model_dump(exclude_none=True)


def us(world: World) -> Account:
    """Our account that writes."""
    ours = world.people.ours()
    if not ours:
        raise Impossible("no account is ours: order a user with `ours` true first")
    return ours[0]


def _account(world: World, handle: str | None) -> Account:
    if handle is None:
        return us(world)
    account = world.people.by_handle(handle)
    if account is None:
        raise Impossible(f"there is no account {handle!r}: order a user with this handle first")
    return account


def _id(world: World, number: str | None) -> str | None:
    """Our own id of a post that the driver calls by number."""
    known = world.posts.by_number(int(number)) if number and number.isdecimal() else None
    return known.id if known else number


def _standing(world: World, number: str) -> Post:
    found = world.posts.by_number(int(number)) if number.isdecimal() else None
    if found is None or found.deleted_at is not None:
        raise Impossible(f"there is no post {number!r}")
    return found
