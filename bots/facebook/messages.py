"""A comment on our page, or a message to it, as the desk's Message; pure."""

from collections.abc import Sequence

from bots.facebook.events import Author, CommentTold, MessageTold, edited_at
from desk.messages import Before, Kind, Message


def message_of_comment(told: CommentTold, channel: str, before: Sequence[Before] = ()) -> Message:
    """The comment; every one on a post of ours addresses us."""
    comment = told.comment
    author = comment.author or Author(id=f"unknown-{comment.comment_id}")
    shown = [kind for kind in ("photo", "video") if getattr(comment, kind)]
    return Message(
        channel=channel,
        external_id=comment.comment_id,
        conversation=comment.thread,
        author_id=author.id,
        author_handle=author.name or author.id,
        author_name=author.name or author.id,
        text=_with_marks(comment.message, shown),
        posted_at=comment.created_time,
        public=True,
        mentions_us=True,
        kind=Kind.COMMENT,
        edited_at=edited_at(told),
        before=tuple(before),
    )


def message_of_direct(told: MessageTold, channel: str, name: str) -> Message | None:
    """The message, or what it says by now; None for what says nothing, such as a receipt of reading."""
    said = told.message or told.message_edit
    if said is None:
        return None
    shown = [one.type for one in told.message.attachments] if told.message else []
    return Message(
        channel=channel,
        external_id=said.mid,
        conversation=f"dm-{told.sender.id}",
        author_id=told.sender.id,
        author_handle=name,
        author_name=name,
        text=_with_marks(said.text, shown),
        posted_at=told.timestamp,
        public=False,
        mentions_us=True,
        receives_dm=True,
        kind=Kind.DIRECT_MESSAGE,
        edited_at=edited_at(told),
    )


def _with_marks(text: str, shown: Sequence[str]) -> str:
    return "\n".join(part for part in (text, *(f"[{kind}]" for kind in shown)) if part)
