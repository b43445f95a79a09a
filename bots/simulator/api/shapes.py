"""Users, posts and direct messages as X's API writes them."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bots.simulator.api.spelling import NEW, OLD, Spelling
from bots.simulator.api.wire import Wire, link_entities, mention_entities, wire_of
from bots.simulator.world.accounts import Account, Tie
from bots.simulator.world.deeds import edits_left, takes_dm_of
from bots.simulator.world.posts import Post, edits_of
from bots.simulator.world.rules import EDITABLE_FOR
from bots.simulator.world.store import World

Json = dict[str, Any]
_CASHTAG = re.compile(r"(?<![\w$])\$([A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?)(?!\w)")
_HASHTAG = re.compile(r"(?<![\w&])#(\w*[^\W\d]\w*)")
USER_FIELDS = frozenset(
    [
        "connection_status",
        "created_at",
        "description",
        "id",
        "location",
        "name",
        "protected",
        "public_metrics",
        "receives_your_dm",
        "username",
        "verified",
        "verified_type",
    ]
)


def time_of(at: datetime) -> str:
    """A time with milliseconds, as X writes it."""
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def user_json(
    world: World,
    account: Account,
    fields: frozenset[str],
    viewer: Account | None,
    spelling: Spelling = NEW,
) -> Json:
    """A user with the fields that were asked for."""
    shown: Json = {"id": str(account.number), "name": account.name, "username": account.handle}
    for field in sorted(fields & _USER.keys()):
        shown[field] = _USER[field](world, account)
    if "public_metrics" in fields:
        shown["public_metrics"] = {
            "followers_count": account.followers or 0,
            "following_count": account.following,
            "listed_count": 0,
            spelling.count: world.posts.count_by(account.key),
        }
    if viewer is not None and viewer != account:
        if "receives_your_dm" in fields:
            shown["receives_your_dm"] = takes_dm_of(world, account, viewer)
        if "connection_status" in fields:
            shown["connection_status"] = _ties(world, viewer, account)
    return shown


_USER: Mapping[str, Callable[[World, Account], object]] = {
    "created_at": lambda _, account: time_of(account.created_at),
    "description": lambda _, account: account.bio,
    "location": lambda _, account: account.location,
    "protected": lambda _, account: account.protected,
    "verified": lambda _, account: account.verified,
    "verified_type": lambda _, account: "blue" if account.verified else "none",
}


def _ties(world: World, viewer: Account, other: Account) -> list[str]:
    """How the viewer stands to somebody. X has no word for having been blocked by them."""
    ties = {
        "following": (viewer, Tie.FOLLOWING, other),
        "followed_by": (other, Tie.FOLLOWING, viewer),
        "blocking": (viewer, Tie.BLOCKING, other),
        "muting": (viewer, Tie.MUTING, other),
    }
    return [name for name, tie in ties.items() if world.people.tied(*tie)]


def post_json(world: World, post: Post, fields: frozenset[str], spelling: Spelling = NEW) -> Json:
    """A post with the fields that were asked for."""
    versions = world.posts.versions(post.first)
    wire = wire_of(world, post)
    shown: Json = {"id": str(post.number), "text": wire.text, spelling.history: edits_of(versions)}
    for field in sorted(fields & _POST.keys()):
        shown[field] = _POST[field](world, post)
    if "entities" in fields:
        shown["entities"] = entities_of(world, wire) or None
    if "display_text_range" in fields:
        shown["display_text_range"] = [wire.visible_from, len(wire.text)]
    if "public_metrics" in fields:
        shown["public_metrics"] = _counts(world, post, spelling)
    if "edit_controls" in fields:
        shown["edit_controls"] = _edit_controls(versions)
    if fields & {NEW.referenced, OLD.referenced} and (referenced := referenced_by(world, post)):
        shown[spelling.referenced] = [{"type": kind, "id": str(number)} for kind, number in referenced]
    return {name: value for name, value in shown.items() if value is not None}


def referenced_by(world: World, post: Post) -> list[tuple[str, int]]:
    """The posts that a post stands on: how, and their numbers; some may not stand here."""
    near = (("quoted", post.quotes), ("replied_to", post.in_reply_to))
    numbers = [(kind, world.posts.number_of(near_id)) for kind, near_id in near if near_id]
    return [(kind, number) for kind, number in numbers if number is not None]


def replied_user(world: World, post: Post) -> Account | None:
    """Whom a post replies to; None when it replies to nobody whom this X knows."""
    parent = world.posts.post(post.in_reply_to) if post.in_reply_to else None
    return world.people.by_handle(parent.author_handle) if parent else None


def author_of(world: World, post: Post) -> Account:
    """Who wrote a post."""
    return world.people.join(post.author_handle, post.created_at, name=post.author_name)


def entities_of(world: World, wire: Wire) -> Json:
    """Mentions, links and tags of a text, with where they stand."""
    found = {
        "mentions": list(mention_entities(world, wire.text)),
        "urls": list(link_entities(wire)),
        "hashtags": _tags(_HASHTAG, wire.text),
        "cashtags": _tags(_CASHTAG, wire.text),
    }
    return {name: values for name, values in found.items() if values}


def _tags(pattern: re.Pattern[str], text: str) -> list[Json]:
    return [{"start": found.start(), "end": found.end(), "tag": found[1]} for found in pattern.finditer(text)]


_POST: Mapping[str, Callable[[World, Post], object]] = {
    "author_id": lambda world, post: str(author_of(world, post).number),
    "conversation_id": lambda world, post: str(world.posts.number_of(post.conversation) or post.number),
    "created_at": lambda _, post: time_of(post.created_at),
    "in_reply_to_user_id": lambda world, post: (user := replied_user(world, post)) and str(user.number),
    "lang": lambda _world, _post: "und",
    "possibly_sensitive": lambda _world, _post: False,
    "reply_settings": lambda _, post: post.reply_settings,
    "username": lambda _, post: post.author_handle,
}
POST_FIELDS = frozenset(_POST) | {
    *("id", "text", "public_metrics", "edit_controls", "entities", "display_text_range"),
    *(NEW.referenced, OLD.referenced, NEW.history, OLD.history),
}


def _counts(world: World, post: Post, spelling: Spelling) -> Json:
    return {
        spelling.reposts: 0,
        "reply_count": world.posts.replies_to(post.id),
        "like_count": 0,
        "quote_count": len(world.posts.quoting(post.id)),
        "bookmark_count": 0,
        "impression_count": 0,
    }


def _edit_controls(versions: list[Post]) -> Json:
    return {
        "edits_remaining": edits_left(len(versions)),
        "is_edit_eligible": True,
        "editable_until": time_of(versions[0].created_at + EDITABLE_FOR),
    }


def dm_json(world: World, post: Post, fields: frozenset[str]) -> Json:
    """A direct message as an event, with the fields that were asked for."""
    people = participants(world, post)
    shown: Json = {
        "id": str(post.number),
        "event_type": "MessageCreate",
        "text": post.text,
        "sender_id": str(author_of(world, post).number),
        "created_at": time_of(post.created_at),
        "dm_conversation_id": dm_conversation(people),
        "participant_ids": [str(person.number) for person in people],
        "entities": entities_of(world, Wire(post.text, 0, ())),
    }
    return {name: value for name, value in shown.items() if name in fields | {"id", "event_type"} and value}


DM_FIELDS = frozenset(
    [
        "attachments",
        "created_at",
        "dm_conversation_id",
        "entities",
        "event_type",
        "id",
        "participant_ids",
        "referenced_tweets",
        "referenced_posts",
        "sender_id",
        "text",
    ]
)


def participants(world: World, post: Post) -> list[Account]:
    """Sender and recipient of a direct message."""
    recipient = world.people.known([post.recipient_id] if post.recipient_id else [])
    return [author_of(world, post), *recipient]


def dm_conversation(people: list[Account]) -> str:
    """The id of a conversation of two: both ids, the smaller first."""
    return "-".join(str(number) for number in sorted(person.number for person in people))
