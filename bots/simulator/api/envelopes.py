"""Events as X's Activity API delivers them; it still writes tweets where the rest of API v2 writes posts.

https://docs.x.com/x-api/activity/event-payloads, read 2026-11-22.
"""

from datetime import UTC, datetime
from typing import Any

from bots.simulator.api.shapes import (
    POST_FIELDS,
    USER_FIELDS,
    author_of,
    participants,
    post_json,
    referenced_by,
    user_json,
)
from bots.simulator.api.spelling import OLD
from bots.simulator.world.accounts import Account
from bots.simulator.world.events import Event, Happening, Subscription
from bots.simulator.world.posts import Post
from bots.simulator.world.store import World

Json = dict[str, Any]
_FIRST_UUID = 2_000_000_000_000_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DIRECT = (Happening.DM_RECEIVED, Happening.DM_SENT)


def matching(world: World, event: Event, *, webhook: int | None) -> list[Subscription]:
    """The subscriptions that want an event: those of one webhook, or (None) those of the stream."""
    if not _may_be_told(world, event):
        return []
    return [
        one
        for one in world.happenings.subscriptions()
        if (one.type, one.account, one.webhook) == (event.type, event.account, webhook)
    ]


def envelope(world: World, event: Event, subscription: Subscription) -> Json | None:
    """An event as it goes over the line; None when what it is about is no more."""
    post = world.posts.post(event.post)
    account = world.people.by_handle(event.account)
    if post is None or account is None:
        return None
    told = _deleted(world, post) if event.type is Happening.POST_DELETE else _written(world, post)
    about: Json = {
        "event_uuid": str(_FIRST_UUID + event.number),
        "filter": {"user_id": str(account.number)},
        "event_type": event.type.value,
        **({"tag": subscription.tag} if subscription.tag else {}),
    }
    return {"data": about | told}


def _may_be_told(world: World, event: Event) -> bool:
    """What protected accounts write is told to nobody."""
    post = world.posts.post(event.post)
    author = world.people.by_handle(post.author_handle) if post else None
    return author is not None and (event.type in _DIRECT or not author.protected)


def _written(world: World, post: Post) -> Json:
    if post.direct:
        return {"payload": _message(world, post)}
    shown = post_json(world, post, POST_FIELDS, OLD)
    near = (world.posts.by_number(number) for _, number in referenced_by(world, post))
    others = [post_json(world, one, POST_FIELDS, OLD) for one in near if one and one.deleted_at is None]
    people = [author_of(world, post), *world.people.known(sorted(world.posts.mentioned(post.number)))]
    users = [_user(world, person) for person in {person.key: person for person in people}.values()]
    return {"payload": shown, "includes": {"users": users, "tweets": [shown, *others]}}


def _deleted(world: World, post: Post) -> Json:
    author = author_of(world, post)
    payload = {"id": str(post.number), "author_id": str(author.number)}
    return {"payload": payload, "includes": {"users": [{"data": _user(world, author)}]}}


def _message(world: World, post: Post) -> Json:
    people = participants(world, post)
    made = {
        "target": {"recipient_id": str(people[-1].number)},
        "sender_id": str(people[0].number),
        "message_data": {
            "text": post.text,
            "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
        },
    }
    at = int((post.created_at - _EPOCH).total_seconds() * 1000)
    event = {"type": "message_create", "id": str(post.number), "created_timestamp": str(at)}
    users = {str(person.number): {"data": _user(world, person)} for person in people}
    return {"direct_message_events": [event | {"message_create": made}], "users": users}


def _user(world: World, account: Account) -> Json:
    return user_json(world, account, USER_FIELDS, None, OLD)
