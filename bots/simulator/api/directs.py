"""Direct messages of the simulated X over HTTP."""

from collections.abc import Sequence
from typing import Any

from bots.simulator.api.bodies import Shape, check_body
from bots.simulator.api.call import Answer, Call, Endpoint
from bots.simulator.api.parameters import count_of, id_in, page_of, page_token
from bots.simulator.api.problems import invalid, missing
from bots.simulator.api.reading import expansions, users_answer
from bots.simulator.api.shapes import DM_FIELDS, author_of, dm_conversation, dm_json, participants
from bots.simulator.api.writing import refused
from bots.simulator.world.accounts import Account
from bots.simulator.world.deeds import dm_wish_of, write_directly
from bots.simulator.world.limits import DIRECT
from bots.simulator.world.posts import Post
from bots.simulator.world.rules import refusal

Json = dict[str, Any]
_READ = frozenset({"dm.read", "tweet.read", "users.read"})
_WRITE = frozenset({"dm.write", "tweet.read", "users.read"})
_ONE = frozenset(
    {"dm_event.fields", "expansions", "user.fields", "post.fields", "tweet.fields", "media.fields"}
)
_LIST = _ONE | {"max_results", "pagination_token", "event_types"}
_BODY: Shape = {"text": {"type": str, "least": 1}, "attachments": {"type": list}}


def _participant(call: Call) -> Account:
    number = id_in(call.path["participant_id"], "participant_id")
    other = call.world.people.by_number(number)
    if other is None or other.suspended or other == call.me:
        raise missing("user", "participant_id", number)
    return other


def _create(call: Call) -> Answer:
    check_body(call.body, _BODY)
    return _send(call, _participant(call))


def _create_in(call: Call) -> Answer:
    check_body(call.body, _BODY)
    said = call.path["dm_conversation_id"].split("-")
    if len(said) != 2 or str(call.me.number) not in said:
        raise missing("dm_conversation", "dm_conversation_id", call.path["dm_conversation_id"])
    [other] = [number for number in said if number != str(call.me.number)] or [said[0]]
    recipient = call.world.people.by_number(id_in(other, "dm_conversation_id"))
    if recipient is None or recipient == call.me:
        raise missing("dm_conversation", "dm_conversation_id", call.path["dm_conversation_id"])
    return _send(call, recipient)


def _send(call: Call, recipient: Account) -> Answer:
    if "text" not in call.body:
        raise invalid("$.text: is missing but it is required", parameter="text")
    text = call.body["text"]
    reason = refusal(dm_wish_of(call.world, call.me, recipient, text), call.weigh)
    if reason is not None:
        raise refused(reason)
    post = write_directly(call.world, call.me, recipient, text, call.now)
    if post is None:
        raise invalid("the message could not be stored")
    conversation = dm_conversation([call.me, recipient])
    return Answer({"data": {"dm_conversation_id": conversation, "dm_event_id": str(post.number)}}, 201)


def _all(call: Call) -> Answer:
    return _page(call, call.world.posts.direct_messages(call.me.key))


def _with(call: Call) -> Answer:
    return _page(call, call.world.posts.direct_messages(call.me.key, _participant(call).key))


def _one(call: Call) -> Answer:
    number = id_in(call.path["event_id"], "event_id")
    post = call.world.posts.by_number(number)
    if post is None or not post.direct or call.me.key not in (post.author_id, post.recipient_id):
        raise missing("dm_event", "event_id", number)
    shown = _shown(call, [post])
    return Answer(shown | {"data": shown["data"][0]})


def _page(call: Call, posts: Sequence[Post]) -> Answer:
    limit = count_of(call, least=1, most=100, usual=100)
    kinds = call.listed("event_types") or ["MessageCreate"]
    below = page_of(call.query["pagination_token"]) if "pagination_token" in call.query else None
    fitting = [post for post in posts if below is None or post.number < below]
    if "MessageCreate" not in kinds:
        fitting = []
    shown = _shown(call, fitting[:limit])
    meta: Json = {"result_count": len(fitting[:limit])}
    if len(fitting) > limit:
        meta["next_token"] = page_token(fitting[limit - 1].number)
    if not fitting:
        del shown["data"]
    return Answer(shown | {"meta": meta})


def _shown(call: Call, posts: Sequence[Post]) -> Json:
    brought = expansions(call)
    fields = frozenset(call.listed("dm_event.fields")) | (brought & DM_FIELDS) or frozenset({"text"})
    shown: Json = {"data": [dm_json(call.world, post, fields) for post in posts]}
    users: dict[str, Account] = {}
    for post in posts:
        if "sender_id" in brought:
            sender = author_of(call.world, post)
            users[sender.key] = sender
        if "participant_ids" in brought:
            users |= {person.key: person for person in participants(call.world, post)}
    if users:
        shown["includes"] = {"users": users_answer(call, list(users.values()))}
    return shown


ENDPOINTS = (
    Endpoint(
        "POST",
        "/2/dm_conversations/with/{participant_id}/messages",
        _create,
        _WRITE,
        app=False,
        body=_BODY,
        draws_on=DIRECT,
    ),
    Endpoint(
        "POST",
        "/2/dm_conversations/{dm_conversation_id}/messages",
        _create_in,
        _WRITE,
        app=False,
        body=_BODY,
        draws_on=DIRECT,
    ),
    Endpoint("GET", "/2/dm_events", _all, _READ, app=False, query=_LIST),
    Endpoint("GET", "/2/dm_events/{event_id}", _one, _READ, app=False, query=_ONE),
    Endpoint(
        "GET",
        "/2/dm_conversations/with/{participant_id}/dm_events",
        _with,
        _READ,
        app=False,
        query=_LIST,
    ),
)
