"""Text objects and rich text as HTML; what looks like markup in a text stays letters."""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

Json = Mapping[str, Any]
_MRKDWN = (  # applied in this order to escaped text
    (re.compile(r"```(.+?)```", re.DOTALL), r"<pre>\1</pre>"),
    (re.compile(r"`([^`\n]+)`"), r"<code>\1</code>"),
    (re.compile(r"&lt;(https?://[^|&]+)\|([^&]+)&gt;"), r"<a>\2</a>"),
    (re.compile(r"&lt;(https?://[^|&]+)&gt;"), r"<a>\1</a>"),
    (re.compile(r"&lt;@(\w+)&gt;"), r'<span class="mention">@\1</span>'),
    (re.compile(r"(?<!\w)\*([^*\n]+)\*(?!\w)"), r"<b>\1</b>"),
    (re.compile(r"(?<!\w)_([^_\n]+)_(?!\w)"), r"<i>\1</i>"),
)
_MARKDOWN = (
    (re.compile(r"^#+ (.+)$", re.MULTILINE), r"<b>\1</b>"),
    (re.compile(r"\*\*(.+?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"`([^`\n]+)`"), r"<code>\1</code>"),
    (re.compile(r"\[([^\]]+)\]\((?:https?://)[^)]+\)"), r"<a>\1</a>"),
    (re.compile(r"^[-*] (.+)$", re.MULTILINE), r"• \1"),
    (re.compile(r"^&gt; ?(.*)$", re.MULTILINE), r"<blockquote>\1</blockquote>"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|~>-])"), r"\1"),
)
_STYLES = {"bold": "b", "italic": "i", "strike": "s", "code": "code", "underline": "u"}


def text(part: Json) -> str:
    """A plain_text or mrkdwn object."""
    shown = escape(part["text"])
    return lines(_marked(shown, _MRKDWN) if part["type"] == "mrkdwn" else shown)


def markdown(said: str) -> str:
    """The text of a markdown block."""
    return lines(_marked(escape(said), _MARKDOWN))


def lines(shown: str) -> str:
    """Line breaks as they stand."""
    return shown.replace("</blockquote>\n", "</blockquote>").replace("\n", "<br>")


def rich_text(block: Json) -> str:
    """A rich_text block."""
    return "".join(_PARTS[part["type"]](part) for part in block["elements"])


def _marked(shown: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    for pattern, replacement in rules:
        shown = pattern.sub(replacement, shown)
    return shown


def _run(run: Json) -> str:
    shown = _RUNS[run["type"]](run)
    for style, tag in _STYLES.items():
        if run.get("style", {}).get(style):
            shown = f"<{tag}>{shown}</{tag}>"
    return shown


def _inside(part: Json) -> str:
    return "".join(map(_run, part["elements"]))


def _listed(part: Json) -> str:
    tag = "ol" if part["style"] == "ordered" else "ul"
    items = "".join(f"<li>{_inside(item)}</li>" for item in part["elements"])
    return f"<{tag}>{items}</{tag}>"


_RUNS: Mapping[str, Callable[[Json], str]] = {
    "text": lambda run: lines(escape(run["text"])),
    "link": lambda run: f"<a>{escape(run.get('text') or run['url'])}</a>",
    "user": lambda run: f'<span class="mention">@{escape(run["user_id"])}</span>',
    "usergroup": lambda run: f'<span class="mention">@{escape(run["usergroup_id"])}</span>',
    "channel": lambda run: f'<span class="mention">#{escape(run["channel_id"])}</span>',
    "date": lambda run: escape(run.get("fallback") or str(run["timestamp"])),
    "emoji": lambda run: f":{escape(run['name'])}:",
}
_PARTS: Mapping[str, Callable[[Json], str]] = {
    "rich_text_section": lambda part: f"<p>{_inside(part)}</p>",
    "rich_text_quote": lambda part: f"<blockquote>{_inside(part)}</blockquote>",
    "rich_text_preformatted": lambda part: f"<pre>{_inside(part)}</pre>",
    "rich_text_list": _listed,
}
