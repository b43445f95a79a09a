"""What customers write on a channel, change, and take back."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


class Kind(Enum):
    """How a message reached us."""

    MENTION = "mention"
    REPLY = "reply"  # to a post of ours, or in a conversation that we are in
    QUOTE = "quote"  # of a post of ours
    DIRECT_MESSAGE = "direct_message"
    COMMENT = "comment"
    LISTENING = "listening"  # found by a search: it does not address us


@dataclass(frozen=True)
class Before:
    """A post above a message in its thread."""

    author_handle: str
    text: str
    at: datetime
    ours: bool


@dataclass(frozen=True)
class Message:
    """What a customer wrote. (channel, external_id) is its identity, also after it was edited."""

    channel: str
    external_id: str
    conversation: str
    author_id: str
    author_handle: str
    author_name: str
    text: str
    posted_at: datetime
    public: bool  # False: a direct message
    mentions_us: bool  # only then may we reply in public (X's rule of 2026-02-23)
    author_reach: int | None = None  # followers; None when the channel does not say
    quoted: str = ""  # the text of the post that it quotes; empty when it quotes none
    link_titles: tuple[str, ...] = ()  # of the pages that it links, as the channel gives them
    receives_dm: bool | None = None  # whether the author takes our direct messages; None when nobody knows
    kind: Kind = Kind.MENTION
    edit: str = ""  # the id of the version that stands, where each edit has one of its own; empty: unedited
    edited_at: datetime | None = None
    before: tuple[Before, ...] = ()  # the thread above it, oldest first
    closed_to_us: str = ""  # why the channel takes no public reply of ours to it; empty: it takes one
    gone: str = ""  # why its text is no more to be had; empty: it stands

    @property
    def address(self) -> str:
        """The id to reply to."""
        return self.edit or self.external_id

    @property
    def wording(self) -> str:
        """Tells the message as it stands from what it said before an edit."""
        if self.edited_at is None:
            return self.external_id
        return f"{self.external_id} {self.edited_at.isoformat()} {self.edit}".rstrip()


def address_in(wording: str) -> str:
    """The id to reply to while the message had this wording."""
    external_id, *edited = wording.split(" ")
    return edited[-1] if len(edited) > 1 else external_id


@dataclass(frozen=True)
class Gone:
    """What its author took back: one message, or with an `author_id` all of an account's."""

    channel: str
    why: str
    external_id: str | None = None
    author_id: str | None = None
