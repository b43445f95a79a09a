"""What each channel takes, and what it costs to send: a line per channel."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from assist.text.length import DM_LIMIT, NEVER_TAKEN, PUBLIC_LIMIT, weighted_length
from assist.text.mastodon_length import POST_LIMIT, mastodon_length, with_name
from desk.drafts import To
from desk.messages import Kind, Message

CARD_LIMIT = 2900  # characters of a direct message that a card in Slack shows whole


@dataclass(frozen=True)
class Rules:
    """One channel's rules for our replies. Prices are US dollars for sending one."""

    name: str  # in sentences: "so X allows no public reply"
    limits: Mapping[To, int]  # in public as `weigh` counts, direct messages in characters
    weigh: Callable[[str], int] = len
    needs_summons: bool = False  # takes a public reply only to who mentioned or quoted us
    public_usd: float = 0.0
    linked_usd: float = 0.0  # a public reply with a link in it
    dm_usd: float = 0.0
    hides_handle: bool = False  # the customer's handle at the start of a public reply does not count
    names_customer: bool = False  # their handle goes in front of every reply, and counts
    handle: str = ""  # the customer's
    never_taken: frozenset[str] = frozenset()  # characters that it takes in no public reply

    def length(self, to: To, text: str) -> int:
        """How long the channel takes `text` to be."""
        if self.names_customer:
            return self.weigh(with_name(text, self.handle))
        if to is To.DM:
            return len(text)
        return self.weigh(_without_handle(text, self.handle) if self.hides_handle else text)

    def barred(self, *, summoned: bool, kind: Kind, closed: str) -> str | None:
        """Why a message gets no public reply; None when it may have one. `closed`: what the channel says of it."""
        if closed:
            return closed
        if kind is Kind.LISTENING and not summoned:
            return "a search found the post: it does not address us, so nobody answers it in public"
        if self.needs_summons and not summoned:
            return f"the post does not mention us, so {self.name} allows no public reply"
        return None

    def limit(self, to: To) -> int:
        """How long it may be at most."""
        return self.limits[to]

    def draft_limit(self, to: To) -> int:
        """How long a draft of ours is at most: the whole of it must be seen before it is approved."""
        return min(self.limits[to], CARD_LIMIT)

    def cost_usd(self, to: To, *, has_link: bool) -> float:
        """What the channel takes for sending it."""
        if to is To.DM:
            return self.dm_usd
        return self.linked_usd if has_link else self.public_usd


# https://docs.x.com: counting-characters, the developer guidelines, and the prices per request of 2026-04-20.
X = Rules(
    name="X",
    limits={To.PUBLIC: PUBLIC_LIMIT, To.DM: DM_LIMIT},
    weigh=weighted_length,
    needs_summons=True,
    hides_handle=True,
    never_taken=NEVER_TAKEN,
    public_usd=0.010,
    linked_usd=0.200,
    dm_usd=0.015,
)
MASTODON = Rules(
    name="Mastodon",
    limits={To.PUBLIC: POST_LIMIT, To.DM: POST_LIMIT},
    weigh=mastodon_length,
    names_customer=True,
)
# https://developers.facebook.com/docs: graph-api/reference/comment and messenger-platform/reference/send-api
FACEBOOK = Rules(name="Facebook", limits={To.PUBLIC: 8000, To.DM: 2000})
# By `Message.channel`; whatever is not here has X's rules, which are the strictest.
CHANNELS: Mapping[str, Rules] = {"x": X, "mastodon": MASTODON, "facebook": FACEBOOK}


def rules_for(message: Message | None) -> Rules:
    """The rules for a reply to this message; X's for a text that nobody posted."""
    if message is None:
        return X
    return replace(CHANNELS.get(message.channel, X), handle=message.author_handle)


def _without_handle(text: str, handle: str) -> str:
    """X shows above a reply whom it answers, and does not count their handle at its start."""
    if not handle:
        return text
    return re.sub(rf"\A@{re.escape(handle.removeprefix('@'))}\s+", "", text, flags=re.IGNORECASE)
