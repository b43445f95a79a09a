"""Windows and the Home tab as Slack takes them, and what a person filled in; pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bots.slack.kit.blocks import Block, plain
from bots.slack.kit.text import label, letters_of

View = dict[str, Any]

_MAX_TITLE = 24


def modal(
    name: str, title: str, blocks: Sequence[Block], *, about: str = "", submit: str = "", close: str = "Close"
) -> View:
    """A window. `name` is its callback id, `about` (3000 characters) comes back with it; no `submit`: to read only."""
    view: View = {
        "type": "modal",
        "callback_id": name,
        "title": plain(label(title, _MAX_TITLE)),
        "close": plain(close),
        "private_metadata": about,
        "blocks": list(blocks),
    }
    return view | ({"submit": plain(submit)} if submit else {})


def home(blocks: Sequence[Block]) -> View:
    """A Home tab."""
    return {"type": "home", "blocks": list(blocks)}


def written(body: View, name: str) -> str:
    """What stands in a text field, stripped and without control characters; empty when nothing does."""
    return letters_of(str(_state(body, name).get("value") or "")).strip()


def picked(body: View, name: str) -> str:
    """The value that was picked in a select or among radio buttons; empty when none was."""
    chosen = _state(body, name).get("selected_option") or {}
    return str(chosen.get("value", ""))


def picked_several(body: View, name: str) -> tuple[str, ...]:
    """The values that were ticked or picked, in the order of Slack."""
    return tuple(str(chosen["value"]) for chosen in _state(body, name).get("selected_options") or ())


def picked_user(body: View, name: str) -> str:
    """The Slack id of the person that was picked; empty when nobody was."""
    return str(_state(body, name).get("selected_user") or "")


def picked_moment(body: View, name: str) -> datetime | None:
    """The moment that was picked, None when none was."""
    seconds = _state(body, name).get("selected_date_time")
    return datetime.fromtimestamp(int(seconds), UTC) if seconds else None


def picked_day(body: View, name: str) -> str:
    """The day that was picked as 2026-11-20; empty when none was."""
    return str(_state(body, name).get("selected_date") or "")


def _state(body: View, name: str) -> View:
    """What Slack says of the field of this name; empty for a field that the window does not have."""
    fields: View = body["view"]["state"]["values"]
    state: View = fields.get(name, {}).get(name, {})
    return state
