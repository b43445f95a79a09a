"""Public posts as X tells of them, in API v2's two spellings and in v1.1's."""

import re
from dataclasses import dataclass
from datetime import datetime

from bots.x.accounts import Account
from bots.x.fields import (
    Json,
    Unreadable,
    id_in,
    mapping,
    moment_in,
    moment_of,
    objects,
    place_in,
    spelled,
    words,
)

_LEADING_HANDLES = re.compile(r"(?:\s*@\w{1,20})+")
EVERYONE = "everyone"


@dataclass(frozen=True)
class Mention:
    """Somebody named in a post. `spelled`: its author wrote it, X did not put it before a reply by itself."""

    id: str | None
    handle: str
    spelled: bool


@dataclass(frozen=True)
class Post:
    """One version of a public post. `first_id` is its id for ever, `id` that of this version."""

    id: str
    first_id: str
    newest_id: str
    author_id: str
    text: str
    posted_at: datetime
    conversation: str
    replies_to: str | None = None  # a post
    replies_to_author: str | None = None
    quotes: str | None = None  # a post
    repeats: bool = False  # a repost of somebody else's words
    mentions: tuple[Mention, ...] = ()
    link_titles: tuple[str, ...] = ()
    may_reply: str = EVERYONE  # as X words it
    withheld: bool = False

    @property
    def changed_at(self) -> datetime:
        """When this version was written."""
        return self.posted_at if self.id == self.first_id else moment_of(self.id)

    def mentions_account(self, account: Account, *, spelled: bool = False) -> bool:
        """True when it names the account; with `spelled`, when its author did."""
        return any(
            (mention.id == account.id if mention.id else account.is_called(mention.handle))
            for mention in self.mentions
            if mention.spelled or not spelled
        )


def post_of(json: Json) -> Post:
    """A post of API v2, in both spellings, or of v1.1. Raises Unreadable."""
    number = id_in(spelled(json, "id_str", "id"))
    if number is None:
        raise Unreadable(f"a post without an id (found {json.get('id')!r:.40})")
    note = mapping(spelled(json, "note_post", "note_tweet", "extended_tweet"))
    text = _text(json, note, number)
    versions, refers = _versions(json, number), _references(json)
    replies_to, conversation = refers.get("replied_to"), id_in(json.get("conversation_id"))
    if conversation is None:
        conversation = replies_to or versions[0]
    return Post(
        id=number,
        first_id=versions[0],
        newest_id=versions[-1],
        author_id=_author_id(json, number),
        text=text,
        posted_at=_posted_at(json, number, versions[0]),
        conversation=versions[0] if conversation in versions else conversation,
        replies_to=replies_to,
        replies_to_author=id_in(spelled(json, "in_reply_to_user_id_str", "in_reply_to_user_id")),
        quotes=refers.get("quoted"),
        repeats="retweeted" in refers,
        mentions=_mentions(json, note, _filled_in(json, text) if replies_to else 0),
        link_titles=_link_titles(json, note),
        may_reply=str(json.get("reply_settings") or EVERYONE),
        withheld=bool(mapping(json.get("withheld"))),
    )


def posts_in(includes: object) -> list[Post]:
    """The posts that came with an answer; one that cannot be read is as if it had not come."""
    found = []
    for json in objects(spelled(mapping(includes), "posts", "tweets")):
        try:
            found.append(post_of(json))
        except Unreadable:
            continue
    return found


def _versions(json: Json, id: str) -> list[str]:
    """Ids of all versions, oldest first, this one among them."""
    given = spelled(json, "edit_history_post_ids", "edit_history_tweet_ids")
    ids = {id_in(one) for one in given} if isinstance(given, list) else set()
    return sorted({one for one in ids if one is not None} | {id}, key=int)


def _posted_at(json: Json, id: str, first_id: str) -> datetime:
    """X says when this version was written; when the first one was stands in its id."""
    said = moment_in(json.get("created_at"))
    return said if said is not None and id == first_id else moment_of(first_id)


def _references(json: Json) -> dict[str, str]:
    """Ids of other posts by "replied_to", "quoted" and "retweeted"."""
    named = {
        "replied_to": spelled(
            json, "in_reply_to_status_id_str", "in_reply_to_tweet_id", "in_reply_to_post_id"
        ),
        "quoted": spelled(json, "quoted_status_id_str"),
        "retweeted": spelled(mapping(json.get("retweeted_status")), "id_str"),
    }
    for reference in objects(spelled(json, "referenced_posts", "referenced_tweets")):
        named[str(reference.get("type"))] = reference.get("id")
    found = {kind: id_in(said) for kind, said in named.items()}
    return {kind: number for kind, number in found.items() if number is not None}


def _author_id(json: Json, id: str) -> str:
    author_id = id_in(json.get("author_id")) or id_in(spelled(mapping(json.get("user")), "id_str", "id"))
    if author_id is None:
        raise Unreadable(f"post {id} has no author")
    return author_id


def _text(json: Json, note: Json, id: str) -> str:
    """Whole, where X cuts the text of a long post."""
    text = words(spelled(note, "text", "full_text") or spelled(json, "full_text", "text"))
    if not text.strip():
        raise Unreadable(f"post {id} has no text")
    return text


def _filled_in(json: Json, text: str) -> int:
    """How much of a reply's beginning X put there by itself: the handles of those who are in the thread."""
    shown = json.get("display_text_range")
    if isinstance(shown, list) and shown:
        return place_in(shown[0])
    leading = _LEADING_HANDLES.match(text)
    return leading.end() if leading else 0


def _mentions(json: Json, note: Json, filled_in: int) -> tuple[Mention, ...]:
    found = []
    for entities in (mapping(json.get("entities")), mapping(note.get("entities"))):
        for one in objects(spelled(entities, "mentions", "user_mentions")):
            handle = spelled(one, "username", "screen_name")
            found.append(
                Mention(
                    id=id_in(spelled(one, "id_str", "id")),
                    handle=handle if isinstance(handle, str) else "",
                    spelled=_start(one) >= filled_in,
                )
            )
    return tuple(dict.fromkeys(found))


def _start(entity: Json) -> int:
    places = entity.get("indices")
    return place_in(places[0] if isinstance(places, list) and places else entity.get("start"))


def _link_titles(json: Json, note: Json) -> tuple[str, ...]:
    entities = (mapping(json.get("entities")), mapping(note.get("entities")))
    titles = (words(url.get("title")) for each in entities for url in objects(each.get("urls")))
    return tuple(dict.fromkeys(title for title in titles if title.strip()))
