"""Accounts on X: ours, and those of whoever writes."""

import re
from dataclasses import dataclass

from bots.x.fields import Json, count_in, id_in, mapping, objects, spelled, words

_HANDLE = re.compile(r"[A-Za-z0-9_]{1,20}", re.ASCII)


@dataclass(frozen=True)
class Account:
    """Who we are on X: the number of our account, and its handle without @."""

    id: str
    handle: str

    def is_called(self, handle: str) -> bool:
        """True for our handle, in whatever capitals."""
        return handle.casefold() == self.handle.casefold()


@dataclass(frozen=True)
class Author:
    """Whoever wrote, as far as X says."""

    id: str
    handle: str
    name: str
    reach: int | None = None
    receives_dm: bool | None = None
    protected: bool = False
    follows_us: bool = False


def author_of(json: Json) -> Author | None:
    """An account of API v2 or of v1.1; None when it has no id."""
    number = id_in(spelled(json, "id", "id_str"))
    if number is None:
        return None
    given = spelled(json, "username", "screen_name")
    handle = given if isinstance(given, str) and _HANDLE.fullmatch(given) else number
    followers = spelled(mapping(json.get("public_metrics")), "followers_count")
    takes_dm, ties = json.get("receives_your_dm"), json.get("connection_status")
    return Author(
        id=number,
        handle=handle,
        name=words(json.get("name")) or handle,
        reach=count_in(json.get("followers_count") if followers is None else followers),
        receives_dm=takes_dm if isinstance(takes_dm, bool) else None,
        protected=json.get("protected") is True,
        follows_us=isinstance(ties, list) and "followed_by" in ties,
    )


def authors_in(includes: object) -> list[Author]:
    """The accounts that came with an answer."""
    found = (author_of(user) for user in objects(mapping(includes).get("users")))
    return [author for author in found if author is not None]
