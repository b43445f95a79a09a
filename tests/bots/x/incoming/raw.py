"""X's JSON as tests need it: posts, accounts, events, each with what matters filled in."""

import json
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bots.x.accounts import Account
from bots.x.fields import id_at
from tests.builders import NOON

US = Account("1111", "FennbyCare")
RAINY = {
    "id": "2222",
    "username": "rainy_day",
    "name": "Rainy Day",
    "protected": False,
    "public_metrics": {"followers_count": 97},
}
LISTED = RAINY | {"receives_your_dm": True}  # as X tells of an author when it is asked
OUR_USER = {"id": US.id, "username": US.handle, "name": "Fennby Care"}
_steps = count(1)


def an_id(at: datetime = NOON) -> str:
    """An id of that moment, larger than all before it of the same moment."""
    return str(int(id_at(at)) + next(_steps))


def moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.000Z"


def a_post(
    text: str = "@FennbyCare my W3 shows E17, what now?",
    *,
    id: str | None = None,
    at: datetime = NOON,
    author_id: str = "2222",
    mentions: tuple[tuple[str, str], ...] = ((US.id, US.handle),),
    **fields: Any,
) -> dict[str, Any]:
    """A post of API v2 in today's spelling; mentions are found in the text, None leaves a field out."""
    number = id or an_id(at)
    found = [
        {
            "start": text.index(f"@{handle}"),
            "end": text.index(f"@{handle}") + len(handle) + 1,
            "id": who,
            "username": handle,
        }
        for who, handle in mentions
        if f"@{handle}" in text
    ]
    post = {
        "id": number,
        "text": text,
        "author_id": author_id,
        "created_at": moment(at),
        "conversation_id": number,
        "edit_history_post_ids": [number],
        "reply_settings": "everyone",
        "entities": {"mentions": found},
    } | fields
    return {name: value for name, value in post.items() if value is not None}


def a_reply(text: str, parent: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A reply, in the conversation of its parent."""
    above = {
        "conversation_id": parent["conversation_id"],
        "referenced_posts": [{"type": "replied_to", "id": parent["id"]}],
    }
    return a_post(text, **(above | fields))


def an_edit(post: dict[str, Any], text: str, after: timedelta = timedelta(minutes=5)) -> dict[str, Any]:
    """The post in a newer version."""
    at = datetime.fromisoformat(post["created_at"]) + after
    number = an_id(at)
    versions = [*post["edit_history_post_ids"], number]
    return post | {"id": number, "text": text, "created_at": moment(at), "edit_history_post_ids": versions}


def a_page(
    *posts: dict[str, Any], users: tuple[dict[str, Any], ...] = (LISTED,), **more: Any
) -> dict[str, Any]:
    """An answer of API v2, in the order given."""
    return {
        "data": list(posts),
        "includes": {"users": list(users)},
        "meta": {"result_count": len(posts)},
    } | more


def an_event(
    payload: dict[str, Any], kind: str = "post.mention.create", users: tuple[dict[str, Any], ...] = (RAINY,)
) -> str:
    """A line of the activity stream, or the body of a webhook."""
    data = {
        "event_uuid": an_id(),
        "filter": {"user_id": US.id},
        "event_type": kind,
        "payload": payload,
        "includes": {"users": list(users)},
    }
    return json.dumps({"data": data})


def a_direct(
    text: str = "My order is 4711.", *, id: str | None = None, at: datetime = NOON, sender: str = "2222"
) -> dict[str, Any]:
    """A direct message as API v2 lists it."""
    return {
        "id": id or an_id(at),
        "event_type": "MessageCreate",
        "text": text,
        "sender_id": sender,
        "dm_conversation_id": f"{US.id}-{sender}",
        "created_at": moment(at),
    }


def a_direct_event(direct: dict[str, Any]) -> str:
    """The same as X tells of it by itself."""
    created = {
        "target": {"recipient_id": US.id},
        "sender_id": direct["sender_id"],
        "message_data": {"text": direct["text"], "entities": {}},
    }
    milliseconds = int(datetime.fromisoformat(direct["created_at"]).timestamp() * 1000)
    event = {
        "type": "message_create",
        "id": direct["id"],
        "created_timestamp": str(milliseconds),
        "message_create": created,
    }
    users = {"2222": {"data": RAINY}, US.id: {"data": OUR_USER}}
    return an_event({"direct_message_events": [event], "users": users}, "dm.received", users=())


def respelled(json: Any) -> Any:
    """The same in the spelling before August 2026."""
    if isinstance(json, list):
        return [respelled(one) for one in json]
    if isinstance(json, dict):
        return {name.replace("post", "tweet"): respelled(value) for name, value in json.items()}
    return json
