"""Posts and direct messages of the simulated X."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_FIRST_MOMENT = datetime(
    2010, 11, 4, 1, 42, 54, 657000, tzinfo=UTC
)  # X counts its ids' milliseconds from here
IDS_IN_A_MILLISECOND = 1 << 22
_LARGEST = (1 << 63) - 1  # SQLite's integers end here, and so do X's ids
_LEADING_HANDLES = re.compile(r"(?:\s*@\w{1,15})+")
_HANDLE = re.compile(r"(?<![\w@/])@(\w{1,15})(?!\w)", re.ASCII)


@dataclass(frozen=True)
class Post:
    """A public post, or a direct message when `direct`. Ids are unique over both."""

    id: str  # as it was fed, or `number` as text
    author_id: str
    author_handle: str
    author_name: str
    text: str
    created_at: datetime
    direct: bool
    conversation: str
    mentions_us: bool = False  # names one of our handles, replies to a post of ours, or quotes one
    in_reply_to: str | None = None
    recipient_id: str | None = None  # whom a direct message or a reply of ours is for
    author_reach: int | None = None
    quoted: str = ""  # the text of a post that it quotes
    link_titles: tuple[str, ...] = ()  # of the pages that it links
    receives_dm: bool | None = None  # whether its author takes our direct messages; None when nobody knows
    number: int = 0  # the id that X's API speaks of
    ours: bool = False  # written by one of our accounts
    quotes: str | None = None  # the id of the post that it quotes
    first_id: str | None = None  # of the first version, when this one is an edit
    superseded: bool = False  # a newer version stands in its place
    deleted_at: datetime | None = None
    reply_settings: str = "everyone"
    made_with_ai: bool = False
    deep_link: str | None = None  # the button that invites to a direct message

    @property
    def first(self) -> str:
        """The id of its first version."""
        return self.first_id or self.id


def account_id(handle: str) -> str:
    """The key of a handle's account; X does not tell capitals in handles apart."""
    return handle.removeprefix("@").casefold()


def names_any(text: str, handles: Collection[str]) -> bool:
    """True when `text` mentions one of the handles (without @) as a whole word."""
    words = "|".join(re.escape(handle.removeprefix("@")) for handle in handles)
    return bool(words) and re.search(rf"(?<![\w@])@(?:{words})(?!\w)", text, re.IGNORECASE) is not None


def handles_in(text: str) -> list[tuple[int, int, str]]:
    """Start, end and handle (without @) of each mention, in order."""
    return [(found.start(), found.end(), found[1]) for found in _HANDLE.finditer(text)]


def leading_handles(text: str) -> frozenset[str]:
    """Keys of the handles that a reply begins with: X fills these in by itself."""
    found = _LEADING_HANDLES.match(text)
    return frozenset(account_id(handle) for _, _, handle in handles_in(found[0])) if found else frozenset()


def snowflake(at: datetime) -> int:
    """The first id of a moment, as X makes them: milliseconds in the upper bits."""
    return max(1, (at - _FIRST_MOMENT) // timedelta(milliseconds=1) << 22)


def number_in(id: str) -> int | None:
    """The number that an id is; None when it is none that X could have given."""
    if not id.isascii() or not id.isdecimal() or str(int(id)) != id or not 0 < int(id) <= _LARGEST:
        return None
    return int(id)


def edits_of(versions: Sequence[Post]) -> list[str]:
    """The edit history of a post, oldest first, as X lists it: every version's id."""
    return [str(post.number) for post in sorted(versions, key=lambda post: post.number)]
