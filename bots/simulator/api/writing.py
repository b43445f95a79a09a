"""Writing on the simulated X over HTTP: posts, replies, edits, deletions."""

import re
from datetime import datetime

from bots.simulator.api.bodies import Shape, check_body
from bots.simulator.api.call import Answer, Call, Endpoint
from bots.simulator.api.problems import Problem, forbidden, invalid, missing
from bots.simulator.api.wire import wire_of
from bots.simulator.world.deeds import Asked, edit, take_back, wish_of, write
from bots.simulator.world.posts import Post, edits_of
from bots.simulator.world.rules import EDITABLE_FOR, Refusal, Rule, refusal

_SCOPES = frozenset({"tweet.read", "tweet.write", "users.read"})
_ID = {"type": str, "pattern": r"[0-9]{1,19}"}
_SETTINGS = {"type": str, "enum": ("following", "mentionedUsers", "subscribers", "verified")}
_BODY: Shape = {
    "text": {"type": str},
    "reply": {
        "type": dict,
        "keys": {
            "in_reply_to_tweet_id": _ID | {"required": True},
            "exclude_reply_user_ids": {"type": list},
            "auto_populate_reply_metadata": {"type": bool},
        },
    },
    "quote_tweet_id": _ID,
    "direct_message_deep_link": {"type": str},
    "made_with_ai": {"type": bool},
    "reply_settings": _SETTINGS,
    "edit_options": {"type": dict, "keys": {"previous_post_id": _ID | {"required": True}}},
    "for_super_followers_only": {"type": bool},
    "nullcast": {"type": bool},
    "paid_partnership": {"type": bool},
    "share_with_followers": {"type": bool},
}
_DEEP_LINK = re.compile(
    r"https://(?:twitter|x)\.com/messages/compose\?(?:[^\s#]*&)?recipient_id=(\d{1,19})(?:&[^\s#]*)?"
)
NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by the"
    " author of the post you are replying to."
)
_DETAILS = {
    Rule.EMPTY: "One or more parameters to your request was invalid.",
    Rule.DUPLICATE: "You are not allowed to create a Tweet with duplicate content.",
    Rule.TOO_LONG: "Your Tweet text is too long. For more information on how Twitter determines text length see"
    " https://github.com/twitter/twitter-text.",
    Rule.NO_SUCH_POST: "You attempted to reply to a Tweet that is deleted or not visible to you.",
    Rule.NOT_SUMMONED: NOT_SUMMONED,
    Rule.CLOSED: "The original Tweet author restricted who can reply to this Tweet.",
    Rule.BLOCKED: "You have been blocked from replying to this user.",
    Rule.CASHTAGS: "You are not permitted to use more than one cashtag in a Tweet.",
    Rule.NO_DM: "You do not have permission to DM one or more participants.",
    Rule.NOT_EDITABLE: "This Tweet cannot be edited.",
}


def refused(reason: Refusal) -> Problem:
    """A broken rule as X says it."""
    if reason.rule is Rule.EMPTY or (reason.rule is Rule.TOO_LONG and "weighted" not in reason.why):
        return invalid(_DETAILS[reason.rule])
    return forbidden(_DETAILS[reason.rule])


def _create(call: Call) -> Answer:
    check_body(call.body, _BODY)
    asked = _asked(call)
    if asked.deep_link is not None:
        _check_deep_link(call, asked.deep_link)
    wish = wish_of(call.world, call.me, asked)
    if asked.quotes and wish.quoted is None:
        raise forbidden("You attempted to quote a Tweet that is deleted or not visible to you.")
    if asked.edits and (wish.edits is None or not _in_time(wish.edits, call)):
        raise forbidden(_DETAILS[Rule.NOT_EDITABLE])
    reason = refusal(wish, call.weigh)
    if reason is not None:
        raise refused(reason)
    post = edit(call.world, wish.edits, asked.text, call.now) if wish.edits else _write(call, asked)
    versions = call.world.posts.versions(post.first)
    shown = {
        "id": str(post.number),
        "text": wire_of(call.world, post).text,
        call.spelling.history: edits_of(versions),
    }
    return Answer({"data": shown}, 201)


def _write(call: Call, asked: Asked) -> Post:
    post = write(call.world, call.me, asked, call.now)
    if post is None:  # only a chosen id can be taken, and nobody chooses one over the API
        raise Problem(503, "Service Unavailable", "Service Unavailable", type="internal-error")
    return post


def _asked(call: Call) -> Asked:
    body = call.body
    return Asked(
        text=body.get("text", ""),
        answers=_id_of(call, body.get("reply", {}).get("in_reply_to_tweet_id")),
        quotes=_id_of(call, body.get("quote_tweet_id")),
        edits=_id_of(call, body.get("edit_options", {}).get("previous_post_id")),
        reply_settings=body.get("reply_settings", "everyone"),
        made_with_ai=body.get("made_with_ai", False),
        deep_link=body.get("direct_message_deep_link"),
    )


def _id_of(call: Call, number: str | None) -> str | None:
    """Our own id of a post that the API calls by number."""
    if number is None:
        return None
    post = call.world.posts.by_number(min(int(number), (1 << 63) - 1))
    return post.id if post else number


def _check_deep_link(call: Call, link: str) -> None:
    found = _DEEP_LINK.fullmatch(link)
    if found is None or call.world.people.by_number(int(found[1])) is None:
        raise invalid(
            "The `direct_message_deep_link` is not a valid link to send a Direct Message",
            parameter="direct_message_deep_link",
            value=link,
        )


def _in_time(post: Post, call: Call) -> bool:
    """X lets a post be edited for an hour after its first version."""
    first: datetime = call.world.posts.versions(post.first)[0].created_at
    return call.now <= first + EDITABLE_FOR


def _delete(call: Call) -> Answer:
    number = call.path["id"]
    post = call.world.posts.by_number(min(int(number), (1 << 63) - 1)) if number.isdecimal() else None
    if post is None or post.direct or post.deleted_at is not None:
        raise missing("post", "id", number)
    if post.author_id != call.me.key:
        raise forbidden("You are not authorized to delete this Tweet.")
    take_back(call.world, post, call.now)
    return Answer({"data": {"deleted": True}})


ENDPOINTS = (
    Endpoint("POST", "/2/tweets", _create, _SCOPES, app=False, body=_BODY),
    Endpoint("DELETE", "/2/tweets/{id}", _delete, _SCOPES, app=False),
)
