"""What X refuses, as its rules of 2026 say; pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bots.simulator.world.accounts import Account
from bots.simulator.world.posts import Post

# https://docs.x.com/x-api/fundamentals/rate-limits and the developer guidelines, read 2026-11-21
PUBLIC_LIMIT = 280
DM_LIMIT = 10_000
EDITS = 5
EDITABLE_FOR = timedelta(hours=1)
_CASHTAG = re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?!\w)")


class Rule(Enum):
    """The rule that a refused post breaks."""

    EMPTY = "has no text"
    DUPLICATE = "says the same again"
    TOO_LONG = "is too long"
    NO_SUCH_POST = "answers a post that is not there"
    NOT_SUMMONED = "answers somebody who did not mention us"
    CLOSED = "answers a post whose author lets others answer only"
    BLOCKED = "answers somebody who blocked us"
    CASHTAGS = "has more than one cashtag"
    NO_DM = "goes to somebody who takes no direct message from us"
    NOT_EDITABLE = "edits what cannot be edited any more"


@dataclass(frozen=True)
class Refusal:
    """A rule that was broken, and how."""

    rule: Rule
    why: str


@dataclass(frozen=True)
class Wish:
    """A post that somebody wants to write, and all that X looks at before it takes it."""

    author: Account
    text: str
    direct: bool = False
    answers: str | None = None  # the id of the post that it replies to, as it was asked for
    answered: Post | None = None  # that post, if it stands and may be seen
    answered_author: Account | None = None
    mentions_author: bool = False  # the answered post names its would-be answerer
    author_is_followed: bool = False  # by the author of the answered post
    blocked: bool = False  # by the author of the answered post, or by the recipient
    quoted: Post | None = None
    recipient: str = ""  # of a direct message
    recipient_takes_dm: bool = False
    earlier_texts: frozenset[str] = frozenset()  # what a new text must differ from
    edits: Post | None = None  # the version that it is to replace
    versions: int = 0  # of that post so far
    at: datetime | None = None


Weigh = Callable[[str], int]


def refusal(wish: Wish, weigh: Weigh) -> Refusal | None:
    """Why X will not take this post, ever; None when it will."""
    checks = _DIRECT if wish.direct else _PUBLIC
    return next(filter(None, (check(wish, weigh) for check in checks)), None)


def _text(wish: Wish, weigh: Weigh) -> Refusal | None:  # noqa: ARG001 - every check takes the same
    if wish.text.strip() or (wish.quoted is not None and not wish.direct):
        return None
    return Refusal(Rule.EMPTY, "the reply has no text")


def _duplicate(wish: Wish, weigh: Weigh) -> Refusal | None:  # noqa: ARG001
    if not wish.text.strip() or wish.text.strip() not in wish.earlier_texts:
        return None
    why = f"the same text went to {wish.recipient!r} before; X takes no duplicates: word it differently"
    return Refusal(Rule.DUPLICATE, why)


def _weighed(wish: Wish, weigh: Weigh) -> Refusal | None:
    length = weigh(wish.text)
    if length <= PUBLIC_LIMIT:
        return None
    why = f"the reply has {length} weighted characters, X takes {PUBLIC_LIMIT} at most: shorten it"
    return Refusal(Rule.TOO_LONG, why)


def _counted(wish: Wish, weigh: Weigh) -> Refusal | None:  # noqa: ARG001
    if len(wish.text) <= DM_LIMIT:
        return None
    why = f"the message has {len(wish.text)} characters, X takes {DM_LIMIT} at most: shorten it"
    return Refusal(Rule.TOO_LONG, why)


def _cashtags(wish: Wish, weigh: Weigh) -> Refusal | None:  # noqa: ARG001
    tags = set(_CASHTAG.findall(wish.text))
    if len(tags) <= 1:
        return None
    return Refusal(Rule.CASHTAGS, f"the reply has {len(tags)} cashtags, X takes one: {sorted(tags)}")


def _eligible(wish: Wish, weigh: Weigh) -> Refusal | None:  # noqa: ARG001
    if wish.answers is None:
        return None
    answered = wish.answered
    if answered is None or answered.direct:
        return Refusal(Rule.NO_SUCH_POST, f"there is no public post {wish.answers!r} to reply to")
    if answered.author_id == wish.author.key:
        return None
    if wish.blocked:
        return Refusal(Rule.BLOCKED, f"@{answered.author_handle} blocked us; X allows no reply to them")
    if not answered.mentions_us:
        why = f"@{answered.author_handle} did not mention us in {answered.id!r}; X allows no reply to it"
        return Refusal(Rule.NOT_SUMMONED, why)
    return _let_in(wish, answered)


def _let_in(wish: Wish, answered: Post) -> Refusal | None:
    let_in = {
        "everyone": True,
        "mentionedUsers": wish.mentions_author,
        "following": wish.author_is_followed or wish.mentions_author,
        "verified": wish.author.verified or wish.mentions_author,
        "subscribers": wish.mentions_author,
    }
    if let_in[answered.reply_settings]:
        return None
    why = f"@{answered.author_handle} lets {answered.reply_settings} reply to {answered.id!r} only"
    return Refusal(Rule.CLOSED, why)


def _editable(wish: Wish, weigh: Weigh) -> Refusal | None:  # noqa: ARG001
    edited = wish.edits
    if edited is None:
        return None
    if edited.author_id != wish.author.key or edited.direct or edited.superseded:
        return Refusal(Rule.NOT_EDITABLE, f"{edited.id!r} is no standing post of @{wish.author.handle}")
    if wish.versions > EDITS:
        return Refusal(Rule.NOT_EDITABLE, f"{edited.id!r} was edited {EDITS} times, and X takes no more")
    return None


def _receivable(wish: Wish, weigh: Weigh) -> Refusal | None:  # noqa: ARG001
    if wish.recipient_takes_dm and not wish.blocked:
        return None
    why = f"{wish.recipient!r} takes no direct message from us and never sent us one: reply in public"
    return Refusal(Rule.NO_DM, why)


_PUBLIC = (_text, _duplicate, _weighed, _cashtags, _eligible, _editable)
_DIRECT = (_text, _duplicate, _counted, _receivable)
