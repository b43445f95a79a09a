"""The parameters of a request, read and judged as X does."""

import re
from base64 import b32hexdecode, b32hexencode
from binascii import Error
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bots.simulator.api.call import Call, Endpoint
from bots.simulator.api.names import LISTS, known, subject_of
from bots.simulator.api.problems import invalid
from bots.simulator.api.spelling import spelling_of
from bots.simulator.world.posts import snowflake

_ID = re.compile(r"[0-9]{1,19}")
_HANDLE = re.compile(r"[A-Za-z0-9_]{1,15}")
_LARGEST = (1 << 63) - 1
FIELDS = frozenset({"user.fields", "media.fields", "poll.fields", "place.fields", "expansions"})
POST_FIELDS = FIELDS | {"post.fields", "tweet.fields"}
PAGE = frozenset({"max_results", "pagination_token"})
WINDOW = frozenset({"since_id", "until_id", "start_time", "end_time"})


@dataclass(frozen=True)
class Span:
    """The numbers of posts that are asked for: larger than `above`, smaller than `below`."""

    above: int
    below: int
    limit: int


def check_query(endpoint: Endpoint, query: Mapping[str, str]) -> None:
    """Raises Problem when a parameter is unknown, or given without a value."""
    for name, value in query.items():
        if name not in endpoint.query:
            there = ", ".join(sorted(endpoint.query))
            raise invalid(
                f"The query parameter [{name}] is not one of [{there}]", parameter=name, value=value
            )
        if not value:
            raise invalid(f"The `{name}` query parameter can not be empty", parameter=name, value=value)
        if name in LISTS:
            _check_list(name, value, known(name, subject_of(endpoint.query), spelling_of(query)))


def _check_list(name: str, value: str, names: frozenset[str]) -> None:
    said = value.split(",")
    for word in said:
        if word not in names:
            raise invalid(
                f"The `{name}` query parameter value [{word}] is not one of [{','.join(sorted(names))}]",
                parameter=name,
                value=word,
            )
    if len(set(said)) < len(said):
        raise invalid(f"The `{name}` query parameter names something twice", parameter=name, value=value)


def id_in(value: str, name: str) -> int:
    """An id. Raises Problem when X could not have given it."""
    if not _ID.fullmatch(value) or int(value) > _LARGEST:
        raise invalid(
            f"The `{name}` query parameter value [{value}] is not valid", parameter=name, value=value
        )
    return int(value)


def check_handle(value: str) -> str:
    """A handle. Raises Problem when nobody could have it."""
    if not _HANDLE.fullmatch(value):
        raise invalid(
            f"The `username` query parameter value [{value}] does not match ^[A-Za-z0-9_]{{1,15}}$",
            parameter="username",
            value=value,
        )
    return value


def ids_in(call: Call, name: str = "ids") -> list[int]:
    """A list of ids, at most 100."""
    words = call.listed(name)
    if not 1 <= len(words) <= 100:
        raise invalid(
            f"The number of values in the `{name}` query parameter list [{len(words)}] is not"
            " between 1 and 100",
            parameter=name,
            value=call.query.get(name, ""),
        )
    return [id_in(word, name) for word in words]


def span_of(call: Call, *, least: int, most: int, usual: int) -> Span:
    """Which posts a listing is to give."""
    limit = count_of(call, least=least, most=most, usual=usual)
    above, below = 0, _LARGEST
    if "since_id" in call.query:
        above = id_in(call.query["since_id"], "since_id")
    if "until_id" in call.query:
        below = id_in(call.query["until_id"], "until_id")
    if "start_time" in call.query:
        above = max(above, snowflake(time_in(call, "start_time")) - 1)
    if "end_time" in call.query:
        below = min(below, snowflake(time_in(call, "end_time")))
    token = call.query.get("pagination_token") or call.query.get("next_token")
    if token:
        below = min(below, page_of(token))
    return Span(above, below, limit)


def count_of(call: Call, *, least: int, most: int, usual: int) -> int:
    """How many results are asked for."""
    said = call.query.get("max_results", str(usual))
    if not said.isdecimal() or not least <= int(said) <= most:
        raise invalid(
            f"The `max_results` query parameter value [{said}] is not between {least} and {most}",
            parameter="max_results",
            value=said,
        )
    return int(said)


def time_in(call: Call, name: str) -> datetime:
    """A time parameter."""
    try:
        at = datetime.fromisoformat(call.query[name])
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise invalid(
            f"The `{name}` query parameter value [{call.query[name]}] is not a valid RFC 3339 date-time",
            parameter=name,
            value=call.query[name],
        )
    return at


def page_token(below: int) -> str:
    """The token of the page that begins under a number."""
    return b32hexencode(b"%019d" % below).decode().rstrip("=").lower()


def page_of(token: str) -> int:
    """The number under which a page begins. Raises Problem when the token is none of ours."""
    try:
        return int(b32hexdecode(token.upper() + "=" * (-len(token) % 8)))
    except (Error, ValueError):
        raise invalid(
            f"The `pagination_token` query parameter value [{token}] is not valid",
            parameter="pagination_token",
            value=token,
        ) from None
