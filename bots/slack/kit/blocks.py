"""The few Block Kit shapes the desk uses. Text goes into plain_text or rich_text, where no markup acts."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum
from typing import Any
from urllib.parse import urlsplit

from bots.slack.kit.text import shown, utc

Block = dict[str, Any]
Run = dict[str, Any]  # a piece of a rich text line

MAX_LINK = 500  # Slack takes 3000; longer ones are of no use and crowd the card
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


def button(action: str, label: str, value: str, style: Style | None = None) -> Block:
    """A button whose click sends `value` back."""
    element: Block = {"type": "button", "action_id": action, "text": plain(label), "value": value}
    return element | {"style": style.value} if style else element


def actions(block_id: str, buttons: Sequence[Block]) -> Block:
    """A row of buttons."""
    return {"type": "actions", "block_id": block_id, "elements": list(buttons)}


def openable(url: str) -> bool:
    """True for http and https links of a sensible length; `javascript:` and broken ones are no links."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and len(url) <= MAX_LINK
