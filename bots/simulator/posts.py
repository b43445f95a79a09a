"""What stands on the simulated X: posts and direct messages, and how the desk reads them."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from desk.cases import Message


@dataclass(frozen=True)
class Post:
    """A public post, or a direct message when `direct`. Ids are unique over both."""

    id: str
    author_id: str
    author_handle: str
    author_name: str
    text: str
    created_at: datetime
    direct: bool
    conversation: str
    mentions_us: bool = False  # names one of our handles, or replies to a post of ours
    in_reply_to: str | None = None
    recipient_id: str | None = None  # whom a reply of ours is for; None on posts of customers
    author_reach: int | None = None
    quoted: str = ""  # the text of a post that it quotes
    link_titles: tuple[str, ...] = ()  # of the pages that it links
    receives_dm: bool | None = None  # whether its author takes our direct messages; None when nobody knows

    @property
    def ours(self) -> bool:
        """True for what our own account wrote."""
        return self.recipient_id is not None


def account_id(handle: str) -> str:
    """The id of a handle's account; X does not tell capitals in handles apart."""
    return handle.removeprefix("@").casefold()


def names_any(text: str, handles: Collection[str]) -> bool:
    """True when `text` mentions one of the handles (without @) as a whole word."""
    words = "|".join(re.escape(handle.removeprefix("@")) for handle in handles)
    return bool(words) and re.search(rf"(?<![\w@])@(?:{words})(?!\w)", text, re.IGNORECASE) is not None


def message_of(post: Post, channel: str) -> Message:
    """A customer's post as the desk's listener hands it over."""
    return Message(
        channel=channel,
        external_id=post.id,
        conversation=post.conversation,
        author_id=post.author_id,
        author_handle=post.author_handle,
        author_name=post.author_name,
        text=post.text,
        posted_at=post.created_at,
        public=not post.direct,
        mentions_us=post.mentions_us,
        author_reach=post.author_reach,
        quoted=post.quoted,
        link_titles=post.link_titles,
        receives_dm=post.receives_dm,
    )
