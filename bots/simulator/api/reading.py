"""What posts and users bring with them into an answer: their fields, and who and what they name."""

from collections.abc import Iterable, Sequence
from typing import Any

from bots.simulator.api.call import Call
from bots.simulator.api.parameters import Span, page_token
from bots.simulator.api.problems import hidden, not_found
from bots.simulator.api.shapes import (
    author_of,
    post_json,
    referenced_by,
    replied_user,
    user_json,
)
from bots.simulator.api.spelling import NEW, OLD
from bots.simulator.world.accounts import Account
from bots.simulator.world.deeds import seen_by
from bots.simulator.world.posts import Post

Json = dict[str, Any]
_REFERENCED = frozenset({"referenced_posts", "referenced_tweets.id", "referenced_tweets.id.author_id"})


def user_fields(call: Call) -> frozenset[str]:
    """The fields of users that were asked for."""
    return frozenset(call.listed("user.fields"))


def expansions(call: Call) -> frozenset[str]:
    """What the answer is to bring along."""
    return frozenset(call.listed("expansions"))


def post_fields(call: Call) -> frozenset[str]:
    """The fields of posts that were asked for, those that expansions need too."""
    said = frozenset(call.listed(NEW.fields)) | frozenset(call.listed(OLD.fields))
    brought = expansions(call)
    also: set[str] = {name for name in ("author_id", "in_reply_to_user_id", "username") if name in brought}
    if brought & _REFERENCED:
        also.add(NEW.referenced)
    if "entities.mentions.username" in brought:
        also.add("entities")
    return said | also


def users_answer(call: Call, users: Sequence[Account]) -> list[Json]:
    """Users with the fields that were asked for."""
    fields = user_fields(call)
    return [user_json(call.world, user, fields, call.who, call.spelling) for user in users]


def posts_answer(call: Call, posts: Sequence[Post]) -> Json:
    """Posts with the fields that were asked for, and what they bring along."""
    fields, brought = post_fields(call), expansions(call)
    shown: Json = {"data": [post_json(call.world, post, fields, call.spelling) for post in posts]}
    near, errors = _near(call, posts) if brought & _REFERENCED else ([], [])
    users = list(_users(call, posts, brought))
    if "referenced_tweets.id.author_id" in brought:
        users += [author_of(call.world, post) for post in near]
    included: Json = {}
    if users:
        included["users"] = users_answer(call, list({user.key: user for user in users}.values()))
    if near:
        included[call.spelling.included] = [
            post_json(call.world, post, fields, call.spelling) for post in near
        ]
    if included:
        shown["includes"] = included
    if errors:
        shown["errors"] = errors
    return shown


def page_answer(call: Call, posts: Sequence[Post], span: Span) -> Json:
    """One page of posts, newest first; `posts` may hold one more than the page takes."""
    page = [post for post in posts[: span.limit] if seen_by(call.world, call.who, post)]
    shown = posts_answer(call, page)
    meta: Json = {"result_count": len(page)}
    if page:
        meta |= {"newest_id": str(page[0].number), "oldest_id": str(page[-1].number)}
    if len(posts) > span.limit:
        meta["next_token"] = page_token(posts[span.limit - 1].number)
    if not page:
        del shown["data"]
    return {**shown, "meta": meta}


def _users(call: Call, posts: Iterable[Post], brought: frozenset[str]) -> Iterable[Account]:
    for post in posts:
        if "author_id" in brought:
            yield author_of(call.world, post)
        replied = replied_user(call.world, post) if "in_reply_to_user_id" in brought else None
        if replied is not None:
            yield replied
        if "entities.mentions.username" in brought:
            yield from call.world.people.known(sorted(call.world.posts.mentioned(post.number, spelled=True)))


def _near(call: Call, posts: Iterable[Post]) -> tuple[list[Post], list[Json]]:
    """The posts that posts stand on, each once, and why some cannot be shown."""
    found: dict[int, Post] = {}
    errors: dict[int, Json] = {}
    parameter = "referenced_tweets.id" if call.spelling is OLD else "referenced_posts"
    for post in posts:
        for _, number in referenced_by(call.world, post):
            near = call.world.posts.by_number(number)
            if near is None or near.deleted_at is not None:
                errors[number] = not_found("post", parameter, number)
            elif seen_by(call.world, call.who, near) is None:
                errors[number] = hidden("post", parameter, number)
            else:
                found[number] = near
    return list(found.values()), list(errors.values())
