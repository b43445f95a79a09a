"""Reading posts of the simulated X over HTTP: by id, by author, mentions, quotes, search."""

from bots.simulator.api.call import Answer, Call, Endpoint
from bots.simulator.api.parameters import PAGE, POST_FIELDS, WINDOW, Span, id_in, ids_in, span_of
from bots.simulator.api.problems import Problem, hidden, missing, not_found
from bots.simulator.api.reading import page_answer, posts_answer
from bots.simulator.api.search import matching
from bots.simulator.world.accounts import Account
from bots.simulator.world.deeds import seen_by
from bots.simulator.world.posts import Post

_SCOPES = frozenset({"tweet.read", "users.read"})
MENTIONS_REACH = 800  # so many of the newest can be listed


def _by_id(call: Call) -> Answer:
    number = id_in(call.path["id"], "id")
    post = call.world.posts.by_number(number)
    if post is None or post.direct or post.deleted_at is not None:
        raise missing("post", "id", number)
    if seen_by(call.world, call.who, post) is None:
        problem = hidden("post", "id", number)
        raise Problem(
            403,
            "Authorization Error",
            str(problem["detail"]),
            type="not-authorized-for-resource",
            resource_type="post",
            resource_id=str(number),
            parameter="id",
            value=str(number),
        )
    shown = posts_answer(call, [post])
    return Answer(shown | {"data": shown["data"][0]})


def _several(call: Call) -> Answer:
    found, errors = [], []
    for number in dict.fromkeys(ids_in(call)):
        post = call.world.posts.by_number(number)
        if post is None or post.direct or post.deleted_at is not None:
            errors.append(not_found("post", "ids", number))
        elif seen_by(call.world, call.who, post) is None:
            errors.append(hidden("post", "ids", number))
        else:
            found.append(post)
    shown = posts_answer(call, found)
    errors += shown.pop("errors", [])
    if not found:
        del shown["data"]
    return Answer(shown | ({"errors": errors} if errors else {}))


def _user(call: Call) -> Account:
    number = id_in(call.path["id"], "id")
    user = call.world.people.by_number(number)
    if user is None:
        raise missing("user", "id", number)
    return user


def _mentions(call: Call) -> Answer:
    span, user = span_of(call, least=5, most=100, usual=10), _user(call)
    posts = call.world.posts.mentioning(
        user.key,
        above=span.above,
        below=span.below,
        limit=span.limit + 1,
        reach=call.world.knobs.number("mentions_reach", MENTIONS_REACH),
    )
    return Answer(page_answer(call, posts, span))


def _cut(posts: list[Post], span: Span) -> list[Post]:
    fitting = [post for post in posts if span.above < post.number < span.below]
    return fitting[: span.limit + 1]


def _timeline(call: Call) -> Answer:
    span = span_of(call, least=5, most=100, usual=10)
    posts = call.world.posts.by(_user(call).key)
    if "replies" in call.listed("exclude"):
        posts = [post for post in posts if post.in_reply_to is None]
    return Answer(page_answer(call, _cut(posts, span), span))


def _quotes(call: Call) -> Answer:
    span = span_of(call, least=10, most=100, usual=10)
    quoted = call.world.posts.by_number(id_in(call.path["id"], "id"))
    if quoted is None or quoted.direct:
        raise missing("post", "id", call.path["id"])
    shown = page_answer(call, _cut(call.world.posts.quoting(quoted.id), span), span)
    shown["meta"] = {
        name: value for name, value in shown["meta"].items() if name in ("result_count", "next_token")
    }
    return Answer(shown)


def _search(call: Call) -> Answer:
    span = span_of(call, least=10, most=100, usual=10)
    return Answer(page_answer(call, matching(call, span), span))


ENDPOINTS = (
    Endpoint("GET", "/2/tweets", _several, _SCOPES, query=POST_FIELDS | {"ids"}),
    Endpoint(
        "GET",
        "/2/tweets/search/recent",
        _search,
        _SCOPES,
        query=POST_FIELDS | PAGE | WINDOW | {"query", "next_token", "sort_order"},
    ),
    Endpoint("GET", "/2/tweets/{id}", _by_id, _SCOPES, query=POST_FIELDS),
    Endpoint("GET", "/2/tweets/{id}/quote_tweets", _quotes, _SCOPES, query=POST_FIELDS | PAGE | {"exclude"}),
    Endpoint("GET", "/2/users/{id}/mentions", _mentions, _SCOPES, query=POST_FIELDS | PAGE | WINDOW),
    Endpoint(
        "GET", "/2/users/{id}/tweets", _timeline, _SCOPES, query=POST_FIELDS | PAGE | WINDOW | {"exclude"}
    ),
)
