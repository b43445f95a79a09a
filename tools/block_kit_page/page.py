"""Messages, windows and Home tabs as pages of HTML."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path

from tools.block_kit_page.elements import element
from tools.block_kit_page.texts import Json, markdown, rich_text, text

_PAGE = '<!doctype html><meta charset="utf-8"><style>{css}</style><main class="{kind}">{body}</main>'


def message_page(blocks: Sequence[Json], *, only_you: bool = False) -> str:
    """A message of the bot in a channel."""
    note = '<div class="only">Only visible to you</div>' if only_you else ""
    author = '<div class="author"><b>agent-assist</b><span>APP</span><small>10:02</small></div>'
    inside = f'<div class="said">{author}{_all(blocks)}</div>'
    return _page("message", f'{note}<div class="avatar">a</div>{inside}')


def modal_page(view: Json) -> str:
    """A window."""
    buttons = [f"<button>{text(view['close'])}</button>"] if "close" in view else ["<button>Cancel</button>"]
    buttons += [f'<button class="primary">{text(view["submit"])}</button>'] if "submit" in view else []
    title = f"<h1>{text(view['title'])}<span>×</span></h1>"
    body = f'{title}<div class="blocks">{_all(view["blocks"])}</div><footer>{"".join(buttons)}</footer>'
    return _page("modal", body)


def home_page(view: Json) -> str:
    """The bot's Home tab."""
    tabs = "<nav><b>Home</b><span>Messages</span><span>About</span></nav>"
    return _page("home", f'{tabs}<div class="blocks">{_all(view["blocks"])}</div>')


def _page(kind: str, body: str) -> str:
    css = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
    return _PAGE.format(css=css, kind=kind, body=body)


def _all(blocks: Sequence[Json]) -> str:
    return "".join(
        f'<div class="block {block["type"]}">{_BLOCKS[block["type"]](block)}</div>' for block in blocks
    )


def _section(block: Json) -> str:
    said = f"<p>{text(block['text'])}</p>" if "text" in block else ""
    fields = "".join(f"<div>{text(one)}</div>" for one in block.get("fields", []))
    fields = f'<div class="fields">{fields}</div>' if fields else ""
    beside = f'<div class="accessory">{element(block["accessory"])}</div>' if "accessory" in block else ""
    return f"<div>{said}{fields}</div>{beside}"


def _input(block: Json) -> str:
    optional = ' <small class="optional">(optional)</small>' if block.get("optional") else ""
    hint = f'<small class="hint">{text(block["hint"])}</small>' if "hint" in block else ""
    return f"<label>{text(block['label'])}{optional}</label>{element(block['element'])}{hint}"


def _elements(block: Json) -> str:
    return "".join(element(part) for part in block["elements"])


def _context(block: Json) -> str:
    return "".join(f"<span>{element(part)}</span>" for part in block["elements"])


_BLOCKS: Mapping[str, Callable[[Json], str]] = {
    "actions": _elements,
    "context": _context,
    "context_actions": _elements,
    "divider": lambda _: "<hr>",
    "header": lambda block: text(block["text"]),
    "image": lambda block: f'<div class="picture">{escape(block["alt_text"])}</div>',
    "input": _input,
    "markdown": lambda block: markdown(block["text"]),
    "rich_text": rich_text,
    "section": _section,
}
