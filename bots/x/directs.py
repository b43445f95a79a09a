"""Direct messages: X writes them one way when it is asked for them, and another when it sends them by itself."""

from dataclasses import dataclass
from datetime import datetime

from bots.x.accounts import Account, Author
from bots.x.fields import Json, Unreadable, id_in, mapping, moment_in, moment_of, spelled, words
from desk.messages import Kind, Message


@dataclass(frozen=True)
class Direct:
    """One direct message."""

    id: str
    sender_id: str
    text: str
    sent_at: datetime


def direct_of(json: Json) -> Direct:
    """A direct message of API v2 (`sender_id`, `text`) or v1.1 (`message_create`). Raises Unreadable."""
    number = id_in(json.get("id"))
    if number is None:
        raise Unreadable(f"a direct message without an id (found {json.get('id')!r:.40})")
    created = mapping(json.get("message_create"))
    sender_id = id_in(spelled(json, "sender_id") or created.get("sender_id"))
    if sender_id is None:
        raise Unreadable(f"direct message {number} has no sender")
    said = mapping(created.get("message_data")) or json
    text = words(said.get("text"))
    if not text.strip() and not _carries_something(said):
        raise Unreadable(f"direct message {number} has no text")
    return Direct(
        number,
        sender_id,
        text,
        moment_in(spelled(json, "created_at", "created_timestamp")) or moment_of(number),
    )


def message_of(direct: Direct, sender: Author, us: Account, channel: str) -> Message:
    """The direct message for the desk. What we answer goes to its sender alone, also when a group read it."""
    return Message(
        channel=channel,
        external_id=direct.id,
        conversation=conversation_of(direct.sender_id, us.id),
        author_id=direct.sender_id,
        author_handle=sender.handle,
        author_name=sender.name,
        text=direct.text,
        posted_at=direct.sent_at,
        public=False,
        mentions_us=False,
        author_reach=sender.reach,
        receives_dm=True,  # who writes to us may be answered
        kind=Kind.DIRECT_MESSAGE,
    )


def conversation_of(one: str, other: str) -> str:
    """X's own name for what two accounts write to each other: the smaller number first."""
    return "-".join(sorted((one, other), key=int))


def _carries_something(said: Json) -> bool:
    """A picture may stand for words; a person looks at it on X."""
    return bool(spelled(said, "attachments", "attachment"))
