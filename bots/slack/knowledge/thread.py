"""A conversation in Slack, to be saved as knowledge. Pure."""

from collections.abc import Sequence
from typing import Any

from assist.knowledge.summary import Post
from bots.slack.kit.markup import spoken

MAX_POSTS = 999  # that Slack hands over at once; nobody makes one note of more
_WRITTEN = frozenset({None, "bot_message", "file_share", "me_message", "thread_broadcast"})

COPY = "copy the words into our own conversation and save them there."
NOT_HERE = (
    "I may not read this conversation, so nothing can be saved from here. In a channel: write /invite with my name,"
    f" then try again. Otherwise {COPY}"
)
GONE = "Slack does not find this message any more; nothing was saved."
NOT_NOW = "Slack does not hand over the conversation now; close this and try again in a minute."
TOO_LONG = f"This thread has more than {MAX_POSTS} messages: {COPY}"
NO_WORDS = "There are no words in this message to make knowledge of."

# What conversations.replies says: https://docs.slack.dev/reference/methods/conversations.replies (read 2026-11-22).
REFUSALS = dict.fromkeys(("not_in_channel", "channel_not_found", "missing_scope", "no_permission"), NOT_HERE)
REFUSALS |= dict.fromkeys(("thread_not_found", "message_not_found"), GONE)


def thread_of(shortcut: dict[str, Any]) -> str:
    """The ts of the first message of the thread that the shortcut was used in."""
    message = shortcut["message"]
    return str(message.get("thread_ts") or message["ts"])


def posts_in(messages: Sequence[dict[str, Any]]) -> list[Post]:
    """What people and bots wrote, oldest first; joins, files without words and the like are left out."""
    written = [one for one in messages if one.get("subtype") in _WRITTEN]
    told = [
        Post(str(one.get("user") or one.get("bot_id") or ""), spoken(one.get("text") or ""))
        for one in written
    ]
    return [post for post in told if post.text]
