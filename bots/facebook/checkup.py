"""Whether the page can be served: its token and how long it lives, what it may do, and what the webhook is told."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from bots.errors import Ailment
from bots.facebook.graph import Graph
from desk.ports import Clock

SCOPES = frozenset(
    {
        "pages_manage_engagement",
        "pages_manage_metadata",
        "pages_messaging",
        "pages_read_engagement",
        "pages_read_user_content",
    }
)
FIELDS = frozenset({"feed", "messages", "message_edits"})
_WARNED_BEFORE = timedelta(days=7)


@dataclass(frozen=True)
class Doors:
    """The Graph API in the name of the page, and in the name of the app, which may look at tokens."""

    page: Graph
    app: Graph
    token: str = field(repr=False)


def looks(doors: Doors, clock: Clock) -> Iterator[tuple[str, Callable[[], str]]]:
    """What is to be looked at, by name: each call says what it found, or raises Ailment or ChannelError."""
    yield "facebook page", partial(_page, doors.page)
    yield "facebook token", partial(_token, doors, clock)
    yield "facebook webhook", partial(_subscribed, doors.page)


def _page(graph: Graph) -> str:
    return str(graph.get(graph.page_id, {"fields": "name"})["name"])


def _token(doors: Doors, clock: Clock) -> str:
    said = doors.app.get("debug_token", {"input_token": doors.token})["data"]
    if not said.get("is_valid"):
        raise Ailment("it is not valid any more: make a new page token and set it under [facebook]")
    if missing := SCOPES - set(said.get("scopes", ())):
        raise Ailment(f"it lacks {', '.join(sorted(missing))}: grant them and make the page token anew")
    ends = [int(said[name]) for name in ("expires_at", "data_access_expires_at") if said.get(name)]
    if not ends:
        return "valid, and does not expire"
    end = datetime.fromtimestamp(min(ends), UTC)
    if end < clock() + _WARNED_BEFORE:
        raise Ailment(f"it is good until {end:%Y-%m-%d} only: make a new page token before that")
    return f"valid until {end:%Y-%m-%d}"


def _subscribed(graph: Graph) -> str:
    apps = graph.get(f"{graph.page_id}/subscribed_apps", {"fields": "subscribed_fields"}).get("data", ())
    told = {field for app in apps for field in app.get("subscribed_fields", ())}
    if missing := FIELDS - told:
        raise Ailment(f"the page tells the app nothing of {', '.join(sorted(missing))}: subscribe to them")
    return f"told of {', '.join(sorted(FIELDS))}"
