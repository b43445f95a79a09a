"""The few Block Kit shapes the desk uses. Text goes into plain_text or rich_text, where no markup acts."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from bots.slack.kit.text import label, shorten, shown, utc

Block = dict[str, Any]
Run = dict[str, Any]  # a piece of a rich text line

MAX_LINK = 500  # Slack takes 3000; longer ones are of no use and crowd the card
MAX_SECTION = 3000
MAX_BUTTON = 75
LOCAL_TIME = "{date_short_pretty} {time}"


class Style(Enum):
    """How a button looks; its label says the same in words."""

    PRIMARY = "primary"
    DANGER = "danger"


def plain(text: str) -> Block:
    """Letters and nothing else: no markup, no emoji codes."""
    return {"type": "plain_text", "text": shown(text), "emoji": False}


def header(text: str) -> Block:
    """The title of a message."""
    return {"type": "header", "text": plain(text)}


def context(*lines: str) -> Block:
    """Small print, ten elements at most."""
    return {"type": "context", "elements": [plain(line) for line in lines]}


def divider() -> Block:
    """A line across."""
    return {"type": "divider"}


def run(text: str, *, bold: bool = False, boxed: bool = False) -> Run:
    """Text in a line, as it stands; `<!channel>` in it is only letters. Boxed is how Slack shows code."""
    style = {name: True for name, wanted in (("bold", bold), ("code", boxed)) if wanted}
    piece: Run = {"type": "text", "text": shown(text)}
    return piece | {"style": style} if style else piece


def link(url: str | None, text: str) -> Run:
    """A link if `url` is one that a browser should open, the bare text if not."""
    return {"type": "link", "url": url, "text": shown(text)} if url and openable(url) else run(text)


def mention(slack_id: str) -> Run:
    """Somebody's name, whom Slack then notifies."""
    return {"type": "user", "user_id": slack_id}


def date(at: datetime) -> Run:
    """A time in the reader's own zone."""
    return {"type": "date", "timestamp": int(at.timestamp()), "format": LOCAL_TIME, "fallback": utc(at)}


def paragraph(*runs: Run) -> Block:
    """One line of rich text."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(runs)}]}


def quoted(title: Sequence[Run], *texts: str | Run) -> Block:
    """A line of title, and a text of any origin set off below it, in one run or in several."""
    runs = [run(text) if isinstance(text, str) else text for text in texts]
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": list(title)},
            {"type": "rich_text_quote", "elements": runs},
        ],
    }


def listed(title: Sequence[Run], lines: Sequence[Sequence[Run]]) -> Block:
    """A line of title and a list of lines."""
    items = [{"type": "rich_text_section", "elements": list(line)} for line in lines]
    return {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": list(title)},
            {"type": "rich_text_list", "style": "bullet", "elements": items},
        ],
    }


def section(text: str, accessory: Block | None = None, *, block_id: str = "") -> Block:
    """A line with a button, a select or a menu beside it."""
    block: Block = {"type": "section", "text": plain(shorten(text, MAX_SECTION))}
    block |= {"block_id": block_id} if block_id else {}
    return block | ({"accessory": accessory} if accessory else {})


def button(action: str, name: str, value: str, style: Style | None = None, *, spoken: str = "") -> Block:
    """A button whose click sends `value` back. `spoken` is what a screen reader says where `name` is too short."""
    element: Block = {"type": "button", "action_id": action, "text": plain(label(name, MAX_BUTTON))}
    element |= {"value": value} | ({"style": style.value} if style else {})
    return element | ({"accessibility_label": label(spoken, MAX_BUTTON)} if spoken else {})


def link_button(action: str, name: str, url: str) -> Block:
    """A button that opens an address of ours in the browser; Slack tells of its click, too."""
    return {"type": "button", "action_id": action, "text": plain(label(name, MAX_BUTTON)), "url": url}


def actions(block_id: str, elements: Sequence[Block]) -> Block:
    """A row of buttons and menus."""
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def openable(url: str) -> bool:
    """True for http and https links of a sensible length; `javascript:` and broken ones are no links."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(url) <= MAX_LINK
