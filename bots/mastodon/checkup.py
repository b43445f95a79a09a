"""Whether the account can do its work: the token, what it may do, and the server's version."""

import re
from collections.abc import Callable, Iterator
from functools import partial

from bots.errors import Ailment, NotSignedIn, Refused
from bots.mastodon.api import MastodonApi

# The first that answers for several posts at once and shows what it held back from notifications.
OLDEST = (4, 3)
NEEDED = {"read": ("accounts", "notifications", "statuses"), "write": ("statuses",)}


def looks(api: MastodonApi) -> Iterator[tuple[str, Callable[[], str]]]:
    """What is to be looked at, by name: each call says what it found, or raises Ailment or ChannelError."""
    yield "mastodon account", partial(_account, api)
    yield "mastodon token", partial(_scopes, api)
    yield "mastodon server", partial(_server, api)


def _account(api: MastodonApi) -> str:
    said = api.get("/api/v1/accounts/verify_credentials")
    if not said.get("note", "").strip():
        raise Ailment(
            f"@{said['acct']} says nothing about itself: people should read there who answers, and when"
        )
    return f"@{said['acct']}, {'marked as automated' if said.get('bot') else 'not marked as automated'}"


def _scopes(api: MastodonApi) -> str:
    try:
        given = api.get("/api/v1/apps/verify_credentials").get("scopes")
    except (NotSignedIn, Refused) as error:
        raise Ailment(f"{error}; make the token under Preferences, Development of the account") from error
    if given is None:
        return "taken; the server does not say what it may do"
    missing = [
        f"{what}:{part}"
        for what, parts in NEEDED.items()
        for part in parts
        if not {what, f"{what}:{part}"} & set(given)
    ]
    if missing:
        raise Ailment(f"its application lacks {', '.join(missing)}: add them, and make the token anew")
    return f"may {', '.join(given)}"


def _server(api: MastodonApi) -> str:
    version = str(api.get("/api/v2/instance").get("version", ""))
    number = re.match(r"(\d+)\.(\d+)", version)
    if number is None or (int(number[1]), int(number[2])) < OLDEST:
        raise Ailment(f"it runs {version!r}; edited and deleted posts are noticed from Mastodon 4.3 on")
    return f"Mastodon {version}, {api.sizes.post} characters in a post"
