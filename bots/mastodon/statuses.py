"""A post of Mastodon as the desk hears it; pure."""

from collections.abc import Sequence
from enum import Enum
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError

from bots.mastodon.plain import text_of
from desk.messages import Before, Kind, Message


class Visibility(Enum):
    """Who sees a post, widest first."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    PRIVATE = "private"  # its author's followers, and whom it names
    DIRECT = "direct"  # whom it names

    @property
    def open(self) -> bool:
        """True when everybody can read it."""
        return self in {Visibility.PUBLIC, Visibility.UNLISTED}


_Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]  # it stands in paths
_Text = Annotated[str, BeforeValidator(lambda said: said or "")]  # null for what there is not
_KNOWN = frozenset(one.value for one in Visibility)
_Visibility = Annotated[Visibility, BeforeValidator(lambda said: said if said in _KNOWN else "direct")]


class _Said(BaseModel):
    """Something that the server says; what we do not know of it is left alone."""

    model_config = ConfigDict(frozen=True)


class Account(_Said):
    """Who wrote; `acct` names the server too when it is another one."""

    id: _Id
    acct: Annotated[str, StringConstraints(pattern=r"^[\w.-]+(@[\w.:-]+)?$", max_length=400)]
    display_name: _Text = ""
    followers_count: int | None = None


class Named(_Said):
    """Whom a post names."""

    id: str


class Described(_Said):
    """A picture, film or sound, by what its author says is to be seen."""

    description: _Text = ""


class Option(_Said):
    """One answer of a poll."""

    title: _Text = ""


class Poll(_Said):
    """A question that readers vote on."""

    options: tuple[Option, ...] = ()


class Card(_Said):
    """A page that the post links."""

    title: _Text = ""


class Status(_Said):
    """A post."""

    id: _Id
    created_at: AwareDatetime
    edited_at: AwareDatetime | None = None
    account: Account
    visibility: _Visibility
    content: _Text = ""
    spoiler_text: _Text = ""
    in_reply_to_id: _Id | None = None
    in_reply_to_account_id: str | None = None
    mentions: tuple[Named, ...] = ()
    media_attachments: tuple[Described, ...] = ()
    poll: Poll | None = None
    card: Card | None = None
    quote: Any = None
    url: str | None = None

    @property
    def version(self) -> str:
        """Tells an edited post from what it was; empty: never edited."""
        return self.edited_at.isoformat() if self.edited_at else ""


def status_of(said: Any) -> Status | None:
    """The post; None when the server says something that is none."""
    try:
        return Status.model_validate(said)
    except ValidationError:
        return None


def read_text(status: Status) -> str:
    """What a reader sees of it: its warning, its text, the answers of its poll, and what its pictures show."""
    parts = [
        status.spoiler_text,
        text_of(status.content),
        *(f"- {option.title}" for option in (status.poll.options if status.poll else ())),
        *(f"[{one.description}]" for one in status.media_attachments if one.description),
    ]
    return "\n".join(part for part in parts if part)


def message_of(status: Status, channel: str, us: str, before: Sequence[Status] = ()) -> Message:
    """The post as a message; `us` is our account's id, `before` the thread above it, oldest first.

    Whatever is not for everybody to read is answered directly: a public reply would show that it exists.
    """
    return Message(
        channel=channel,
        external_id=status.id,
        conversation=_conversation(status, before),
        author_id=status.account.id,
        author_handle=status.account.acct,
        author_name=status.account.display_name or status.account.acct,
        text=read_text(status),
        posted_at=status.created_at,
        public=status.visibility.open,
        mentions_us=any(named.id == us for named in status.mentions) or _quotes(status, us),
        author_reach=status.account.followers_count,
        quoted=_quoted_text(status),
        link_titles=(status.card.title,) if status.card and status.card.title else (),
        receives_dm=True,  # a direct message is a post that names somebody: whoever reads posts can get one
        kind=_kind(status, us),
        edited_at=status.edited_at,
        before=tuple(_before(one, us) for one in before),
    )


def _conversation(status: Status, before: Sequence[Status]) -> str:
    if not status.visibility.open:
        return f"dm-{status.account.id}"
    return before[0].id if before else status.in_reply_to_id or status.id


def _kind(status: Status, us: str) -> Kind:
    if not status.visibility.open:
        return Kind.DIRECT_MESSAGE
    if status.in_reply_to_account_id == us:
        return Kind.REPLY
    return Kind.QUOTE if _quotes(status, us) else Kind.MENTION


def _quoted(status: Status) -> Status | None:
    return status_of(status.quote.get("quoted_status")) if isinstance(status.quote, dict) else None


def _quotes(status: Status, us: str) -> bool:
    quoted = _quoted(status)
    return quoted is not None and quoted.account.id == us


def _quoted_text(status: Status) -> str:
    quoted = _quoted(status)
    return read_text(quoted) if quoted else ""


def _before(status: Status, us: str) -> Before:
    return Before(status.account.acct, read_text(status), status.created_at, ours=status.account.id == us)


def age(id: str) -> tuple[int, str]:
    """Sorts ids, oldest first: Mastodon's are numbers that count up, written without zeros in front."""
    return len(id), id
