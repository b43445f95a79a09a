"""What a driver and a judge may see of the simulated X."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bots.simulator.world.accounts import Account
from bots.simulator.world.posts import Post
from bots.simulator.world.store import World

Json = dict[str, Any]


def user_view(account: Account) -> Json:
    """An account, all of it."""
    return {
        "id": str(account.number),
        "handle": account.handle,
        "name": account.name,
        "ours": account.ours,
        "followers": account.followers,
        "following": account.following,
        "verified": account.verified,
        "protected": account.protected,
        "suspended": account.suspended,
        "takes_dms": account.takes_dms,
    }


def post_view(world: World, post: Post) -> Json:
    """A post or direct message as the judge needs it; ids are numbers as text."""
    author = world.people.by_handle(post.author_handle)
    recipient = world.people.by_handle(post.recipient_id) if post.recipient_id else None
    return {
        "id": str(post.number),
        "first_id": str(world.posts.number_of(post.first)),
        "author": post.author_handle,
        "author_id": str(author.number) if author else None,
        "text": post.text,
        "direct": post.direct,
        "in_reply_to": _number(world, post.in_reply_to),
        "quotes": _number(world, post.quotes),
        "conversation": None if post.direct else _number(world, post.conversation),
        "recipient": recipient.handle if recipient else None,
        "recipient_id": str(recipient.number) if recipient else None,
        "taken_at": post.created_at.isoformat(),
        "mentions_us": post.mentions_us,
        "reply_settings": post.reply_settings,
        "made_with_ai": post.made_with_ai,
        "deep_link": post.deep_link,
        "superseded": post.superseded,
        "deleted_at": post.deleted_at and post.deleted_at.isoformat(),
    }


def clock_json(world: World, real: datetime) -> Json:
    """What the clock shows and how fast it runs."""
    pace = world.time.pace()
    return {"now": world.time.now(real).isoformat(), "speed": pace.speed if pace else 1.0}


def _number(world: World, id: str | None) -> str | None:
    number = world.posts.number_of(id) if id else None
    return str(number) if number is not None else None


def judged(world: World, query: Mapping[str, str]) -> Json:
    """Everything our accounts ever wrote, in order; with `after`, only later than so many."""
    after = int(query.get("after", 0))
    return {"writes": [post_view(world, post) for post in world.posts.ours()[after:]]}


def requests(world: World, query: Mapping[str, str]) -> Json:
    """What was asked: counts by endpoint and status, and the requests after a number."""
    asked = world.requests.after(int(query.get("after", 0)), int(query.get("limit", 1000)))
    return {
        "counts": world.requests.counts(),
        "requests": [
            {
                "number": one.number,
                "at": one.at.isoformat(),
                "endpoint": one.endpoint,
                "who": one.who,
                "status": one.status,
            }
            for one in asked
        ],
    }


def deliveries(world: World, query: Mapping[str, str]) -> Json:  # noqa: ARG001 - every view takes the query
    """Webhooks, and every attempt to deliver to them."""
    return {
        "webhooks": [
            {"id": str(one.number), "url": one.url, "valid": one.valid} for one in world.deliveries.webhooks()
        ],
        "attempts": [
            {"webhook": str(one.webhook), "event": one.event, "at": one.at.isoformat(), "status": one.status}
            for one in world.deliveries.attempts()
        ],
        "events": world.happenings.last(),
    }


def faults(world: World, query: Mapping[str, str]) -> Json:  # noqa: ARG001
    """What is still to go wrong."""
    return {
        "due": [
            {"endpoint": one.endpoint, "trouble": one.trouble.value, "times": one.times}
            for one in world.faults.due()
        ]
    }


def users(world: World, query: Mapping[str, str]) -> Json:  # noqa: ARG001
    """Every account."""
    return {"users": [user_view(account) for account in world.people.all()]}
