"""What Facebook's webhook tells of a page, event by event, as the desk hears it; pure.

https://developers.facebook.com/docs/graph-api/webhooks/reference/page (field feed) and
.../messenger-platform/reference/webhook-events (messages, message_edits), read 2026-11-22.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from assist.text.words import whole

_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.:$=-]{1,300}$")]
_NodeId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,200}$")]  # it stands in paths
_Text = Annotated[str, BeforeValidator(lambda said: said or "")]

EDITED = frozenset({"edit", "edited", "update"})
REMOVED = frozenset({"delete", "remove"})


class _Said(BaseModel):
    """Something that Facebook tells; what we do not know of it is left alone."""

    model_config = ConfigDict(frozen=True, coerce_numbers_to_str=True)


class Author(_Said):
    """Who wrote."""

    id: _NodeId
    name: _Text = ""


class Comment(_Said):
    """What happened to a comment on a post of ours."""

    item: Literal["comment"]
    verb: str
    comment_id: _NodeId
    post_id: _NodeId
    parent_id: _NodeId
    author: Author | None = Field(None, alias="from")  # Facebook does not always say
    message: _Text = ""
    created_time: AwareDatetime
    photo: _Text = ""
    video: _Text = ""

    @property
    def thread(self) -> str:
        """The comment that it stands under, or itself: Facebook nests one deep."""
        return self.comment_id if self.parent_id == self.post_id else self.parent_id


class CommentTold(_Said):
    """A comment, and when Facebook told of it."""

    time: AwareDatetime
    comment: Comment


class Attachment(_Said):
    """Something sent with a message."""

    type: str = "file"


class Sent(_Said):
    """A message to our page, or one of ours as an echo."""

    mid: _Id
    text: _Text = ""
    is_echo: bool = False
    attachments: tuple[Attachment, ...] = ()


class Reworded(_Said):
    """A message whose author changed it."""

    mid: _Id
    text: _Text = ""


class MessageTold(_Said):
    """A message between a person and our page."""

    sender: Author
    timestamp: AwareDatetime
    message: Sent | None = None
    message_edit: Reworded | None = None


Told = CommentTold | MessageTold
_TOLD: TypeAdapter[Told] = TypeAdapter(Told)


def events_in(body: Mapping[str, Any], page_id: str) -> Iterator[tuple[str, str]]:
    """Each event about our page in a call of the webhook: its key, and itself as JSON, as it is stored."""
    for entry in _listed(body.get("entry")):
        if str(entry.get("id")) != page_id:
            continue
        for change in _listed(entry.get("changes")):
            if change.get("field") == "feed":
                yield _stored({"time": entry.get("time"), "comment": change.get("value")})
        for messaging in _listed(entry.get("messaging")):
            yield _stored(messaging)


def told_in(raw: str) -> Told | None:
    """The event that was stored; None for one that does not concern us, such as a like."""
    try:
        return _TOLD.validate_json(raw)
    except ValidationError:
        return None


def edited_at(told: Told) -> datetime | None:
    """When it was changed; None for what was not."""
    if isinstance(told, CommentTold):
        return told.time if told.comment.verb in EDITED else None
    return told.timestamp if told.message_edit else None


def _listed(said: object) -> list[dict[str, Any]]:
    return [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []


def _stored(event: Mapping[str, Any]) -> tuple[str, str]:
    raw = whole(json.dumps(event, sort_keys=True, ensure_ascii=False))  # half a character cannot be read back
    return hashlib.sha256(raw.encode()).hexdigest(), raw
