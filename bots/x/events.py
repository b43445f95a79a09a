"""What X hands over, taken apart: one delivery for each object, under a key that is the same on every way."""

import json
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from bots.x.accounts import Author, author_of, authors_in
from bots.x.directs import Direct, direct_of
from bots.x.fields import Json, Unreadable, id_in, mapping, objects, spelled, whole
from bots.x.posts import Post, post_of, posts_in

log = logging.getLogger(__name__)

_POST_EVENTS = frozenset({"post.mention.create", "post.reply.create", "post.quote.create", "post.create"})
_DELETED, _DIRECT = "post.delete", "dm.received"
_PROBLEMS = "https://api.x.com/2/problems/"
_HIDDEN = "X does not show it any more"
GONE = {
    f"{_PROBLEMS}resource-not-found": "its author deleted it",
    f"{_PROBLEMS}not-authorized-for-resource": "its author does not show it to us any more",
    f"{_PROBLEMS}resource-unavailable": _HIDDEN,
    f"{_PROBLEMS}disallowed-resource": _HIDDEN,
}


@dataclass(frozen=True)
class Delivery:
    """One object as it is stored. Deliveries of one object, by whatever way, have one key."""

    key: str
    raw: str
    number: int = 0  # the object's id: a larger one is newer; 0 when it has none


@dataclass(frozen=True)
class HeardPost:
    """A post, and what came with it."""

    post: Post
    authors: tuple[Author, ...] = ()
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True)
class HeardDirect:
    """A direct message, and the accounts that came with it."""

    direct: Direct
    authors: tuple[Author, ...] = ()


@dataclass(frozen=True)
class HeardGone:
    """A post that is not to be had any more, and why."""

    post_id: str
    why: str


Heard = HeardPost | HeardDirect | HeardGone


def deliveries_in(raw: str) -> list[Delivery]:
    """The objects of an event of the Activity API; none for a keep-alive, or an event that is none of ours."""
    if not raw.strip():
        return []
    given = mapping(_parsed(raw))
    event = given.get("data")
    if event is None and objects(given.get("errors")):  # as before it closes a stream
        log.warning("X tells of trouble: %.300s", raw)
        return []
    if not isinstance(event, Mapping) or not isinstance(event.get("event_type"), str):
        return [_odd(raw)]
    kind, payload = event["event_type"], mapping(event.get("payload"))
    if kind in _POST_EVENTS:
        return [_delivery("post", payload, raw)]
    if kind == _DELETED:
        return [_delivery("gone", payload, raw)]
    if kind == _DIRECT:
        return [
            _delivery("direct", one, _alone(one, payload))
            for one in objects(payload.get("direct_message_events"))
        ]
    return []


def deliveries_of(page: Json) -> list[Delivery]:
    """The posts or direct messages of one answer of API v2, each with what belongs to it."""
    given = page.get("data")
    found = []
    for one in objects(given) if isinstance(given, list) else objects([given]):
        kind = "direct" if "event_type" in one else "post"
        if one.get("event_type", "MessageCreate") == "MessageCreate":
            found.append(_delivery(kind, one, _written({"data": one, "includes": _belonging(page, one)})))
    return found


def gone_from(page: Json) -> list[Delivery]:
    """The posts that an answer says are not to be had. Another problem with one says nothing about it."""
    gone = [problem for problem in objects(page.get("errors")) if str(problem.get("type")) in GONE]
    return [_delivery("gone", {"id": _missing(problem)}, _written({"errors": [problem]})) for problem in gone]


def heard(raw: str) -> Heard:
    """What a stored delivery says. Raises Unreadable."""
    given = mapping(_parsed(raw))
    if "data" not in given:
        return _heard_missing(given)
    data = mapping(given.get("data"))
    payload, includes = mapping(data.get("payload")), spelled(data, "includes") or given.get("includes")
    kind = data.get("event_type")
    if kind == _DELETED:
        return _heard_gone(payload.get("id"), "its author deleted it")
    if kind == _DIRECT:
        [*_, one] = objects(payload.get("direct_message_events")) or [{}]
        return HeardDirect(direct_of(one), tuple(_listed(payload.get("users"))))
    if kind == "MessageCreate":
        return HeardDirect(direct_of(data), tuple(authors_in(includes)))
    return _heard_post(payload or data, includes)


def _heard_post(json: Json, includes: object) -> HeardPost:
    """Posts of v1.1 carry their author and the quoted post within."""
    inside = {"users": [json.get("user")], "posts": [json.get("quoted_status")]}
    authors = (*authors_in(includes), *authors_in(inside))
    return HeardPost(post_of(json), authors, (*posts_in(includes), *posts_in(inside)))


def _heard_missing(given: Json) -> HeardGone:
    for problem in objects(given.get("errors")):
        return _heard_gone(_missing(problem), GONE.get(str(problem.get("type")), _HIDDEN))
    raise Unreadable("no object of X's that we know")


def _heard_gone(post_id: object, why: str) -> HeardGone:
    number = id_in(post_id)
    if number is None:
        raise Unreadable(f"a deleted post without an id (found {post_id!r:.40})")
    return HeardGone(number, why)


def _listed(users: object) -> Iterator[Author]:
    """Accounts of a map by their ids."""
    for user in mapping(users).values():
        author = author_of(whole(user))
        if author is not None:
            yield author


def _missing(problem: Json) -> object:
    return spelled(problem, "resource_id", "value")


def _delivery(kind: str, one: Json, raw: str) -> Delivery:
    number = id_in(spelled(one, "id_str", "id"))
    return _odd(raw) if number is None else Delivery(f"{kind} {number}", raw, int(number))


def _odd(raw: str) -> Delivery:
    """What cannot be read is kept, too: somebody may want to know what it was."""
    return Delivery(f"odd {sha256(raw.encode(errors='replace')).hexdigest()}", raw)


def _alone(one: Json, payload: Json) -> str:
    content = {"direct_message_events": [one], "users": payload.get("users")}
    return _written({"data": {"event_type": _DIRECT, "payload": content}})


def _belonging(page: Json, one: Json) -> dict[str, Any]:
    """Of what came with a page, what belongs to this object."""
    includes = mapping(page.get("includes"))
    refers = objects(spelled(one, "referenced_posts", "referenced_tweets"))
    posts = _with_ids(
        spelled(includes, "posts", "tweets"), {id_in(reference.get("id")) for reference in refers}
    )
    writers = {id_in(spelled(post, "author_id", "sender_id")) for post in (one, *posts)}
    return {"users": _with_ids(includes.get("users"), writers), "posts": posts}


def _with_ids(given: object, wanted: set[str | None]) -> list[Json]:
    return [one for one in objects(given) if id_in(one.get("id")) in wanted - {None}]


def _parsed(raw: str) -> object:
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None


def _written(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
