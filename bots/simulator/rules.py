"""What X refuses, as its rules of 2026 say; pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bots.simulator.posts import Post
from desk.cases import Reply
from desk.drafts import To

# https://docs.x.com/x-api/fundamentals/rate-limits and the developer guidelines, read 2026-11-21
PUBLIC_LIMIT = 280
DM_LIMIT = 10_000


@dataclass(frozen=True)
class Budget:
    """So many sends in so long a time."""

    sends: int
    per: timedelta

    def retry_at(self, sent: Sequence[Post], now: datetime) -> datetime | None:
        """When the next send may go; None: now. `sent` is oldest first."""
        recent = [post.created_at for post in sent if post.created_at > now - self.per]
        return None if len(recent) < self.sends else recent[-self.sends] + self.per


@dataclass(frozen=True)
class Budgets:
    """The rates X allows one account."""

    public: Budget = Budget(100, timedelta(minutes=15))
    direct: Budget = Budget(15, timedelta(minutes=15))

    def of(self, to: To) -> Budget:
        """The budget that a reply draws on."""
        return self.public if to is To.PUBLIC else self.direct


@dataclass(frozen=True)
class Standing:
    """What X knows when a reply comes in."""

    answered: Post | None  # the post replied to
    recipient_takes_dm: bool  # wrote us one, or lets everybody
    earlier_texts: frozenset[str]  # of our replies to the same person


def refusal(reply: Reply, standing: Standing, weigh: Callable[[str], int]) -> str | None:
    """Why X will not take this reply, ever; None when it will."""
    if not reply.text.strip():
        return "the reply has no text"
    if reply.text.strip() in standing.earlier_texts:
        return (
            f"the same text went to {reply.recipient_id!r} before; X takes no duplicates: word it differently"
        )
    if reply.to is To.PUBLIC:
        return _refused_in_public(reply, standing, weigh(reply.text))
    return _refused_directly(reply, standing)


def _refused_in_public(reply: Reply, standing: Standing, length: int) -> str | None:
    answered = standing.answered
    if length > PUBLIC_LIMIT:
        return f"the reply has {length} weighted characters, X takes {PUBLIC_LIMIT} at most: shorten it"
    if answered is None or answered.direct:
        return f"there is no public post {reply.in_reply_to!r} to reply to"
    if not answered.mentions_us:
        return f"@{answered.author_handle} did not mention us in {answered.id!r}; X allows no reply to it"
    return None


def _refused_directly(reply: Reply, standing: Standing) -> str | None:
    if len(reply.text) > DM_LIMIT:
        return f"the message has {len(reply.text)} characters, X takes {DM_LIMIT} at most: shorten it"
    if not standing.recipient_takes_dm:
        return (
            f"{reply.recipient_id!r} takes no direct message from us and never sent us one: reply in public"
        )
    return None
