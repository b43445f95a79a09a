"""Whether a post or message that X shows is one of ours: by its text as X stores it, its place and its time. Pure."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from assist.text.length import links_in
from bots.x.fields import Json, id_in, mapping, moment_of, objects, spelled, words
from desk.cases import Reply
from desk.drafts import To

_HANDLES = re.compile(r"\A(?:@\w{1,20}\s+)+")
_SCHEME = re.compile(r"\Ahttps?://", re.IGNORECASE)
_A_TICK = timedelta(milliseconds=1)  # ids of X know no less

Taken = Callable[[str], bool]  # whether an id is on record as another reply of ours


@dataclass(frozen=True)
class Shown:
    """Something that X shows: who wrote it when, in which words, under which post."""

    id: str
    author_id: str
    at: datetime
    text: str  # in full, its links as their author wrote them
    replies_to: str | None = None  # a post; None of a direct message


def shown_of(json: Json) -> Shown | None:
    """A post or a direct message of API v2; None when it says not enough to tell."""
    number = id_in(json.get("id"))
    author_id = id_in(spelled(json, "author_id", "sender_id"))
    if number is None or author_id is None:
        return None
    return Shown(number, author_id, moment_of(number), _full_text(json), _replies_to(json))


def this_one(reply: Reply, shown: Iterable[Shown], us: str, taken: Taken) -> Shown | None:
    """The reply itself among what X shows; None when it is not there, or when nobody can tell.

    It is ours, under the same post, in the same words, from after its approval, and on record as nothing else.
    What is out more than once came from somebody else, too: then the first is taken.
    """
    public = reply.to is To.PUBLIC
    wanted = comparable(reply.text, public=public)
    fitting = (one for one in shown if _fits(one, reply, us))
    same = [one for one in fitting if comparable(one.text, public=public) == wanted]
    return min((one for one in same if not taken(one.id)), key=lambda one: int(one.id), default=None)


def comparable(text: str, *, public: bool) -> str:
    """The text without what X changes when it stores one: forms of letters, blanks, spellings of links.

    Of a public reply also without the handles at its start, for X puts some there and drops others.
    """
    text = " ".join(unicodedata.normalize("NFC", words(text)).split())  # `&amp;` may come as it was written
    if public:
        text = _HANDLES.sub("", f"{text} ").strip()
    for link in sorted(links_in(text), key=len, reverse=True):
        text = text.replace(link, _plain_link(link))
    return text


def _fits(one: Shown, reply: Reply, us: str) -> bool:
    since = reply.approved_at
    if since is None or one.author_id != us:
        return False
    place = reply.in_reply_to if reply.to is To.PUBLIC else None
    return one.replies_to == place and one.at >= since - _A_TICK


def _plain_link(link: str) -> str:
    """X adds the scheme where somebody left it out, and a slash behind a bare host."""
    host, slash, rest = _SCHEME.sub("", link).partition("/")
    return f"{host.casefold()}{slash}{rest}".rstrip("/")


def _full_text(json: Json) -> str:
    """X cuts long posts and shortens links; what they were stands beside."""
    note = mapping(spelled(json, "note_post", "note_tweet"))
    text = words(note.get("text") or json.get("text"))
    entities = (mapping(json.get("entities")), mapping(note.get("entities")))
    for link in chain.from_iterable(objects(each.get("urls")) for each in entities):
        short, long = link.get("url"), link.get("expanded_url")
        if isinstance(short, str) and isinstance(long, str) and short:
            text = re.sub(rf"{re.escape(short)}(?!\w)", long.replace("\\", r"\\"), text)
    return text


def _replies_to(json: Json) -> str | None:
    for reference in objects(spelled(json, "referenced_posts", "referenced_tweets")):
        if reference.get("type") == "replied_to":
            return id_in(reference.get("id"))
    return None
