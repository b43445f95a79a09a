"""What a person picks from or fills in. Labels of any origin are cut visibly to what Slack takes."""

from collections.abc import Sequence
from datetime import date, datetime

from bots.slack.kit.blocks import Block, plain
from bots.slack.kit.text import label, shorten, shown

_MAX_INPUT = 3000  # characters that a text field takes
MAX_OPTIONS = 100  # of a select
_MAX_CHOICE = 75
_MAX_HINT = 2000


def option(value: str, text: str, description: str = "") -> Block:
    """A choice: `value` (150 characters) comes back, `text` and `description` are read."""
    choice: Block = {"text": plain(label(text, _MAX_CHOICE)), "value": value}
    return choice | ({"description": plain(label(description, _MAX_CHOICE))} if description else {})


def overflow(action: str, options: Sequence[Block]) -> Block:
    """A small menu behind three dots, 1 to 5 options; it keeps no choice, so the same may be picked again."""
    return {"type": "overflow", "action_id": action, "options": list(options)}


def static_select(
    action: str, options: Sequence[Block], *, placeholder: str = "Choose", initial: str | None = None
) -> Block:
    """A menu to pick one of up to 100; `initial` is the value that is picked already.

    In a message it goes on showing what was picked, even when that was refused: there take `overflow` or buttons.
    """
    element: Block = {"type": "static_select", "action_id": action, "options": list(options)}
    return element | {"placeholder": _placeholder(placeholder)} | _chosen(options, initial)


def radio(action: str, options: Sequence[Block], *, initial: str | None = None) -> Block:
    """Choices all to be seen at once, ten at most; `initial` is the value that is picked already."""
    element: Block = {"type": "radio_buttons", "action_id": action, "options": list(options)}
    return element | _chosen(options, initial)


def checkboxes(action: str, options: Sequence[Block], *, initial: Sequence[str] = ()) -> Block:
    """Any of up to ten; `initial` are the values that are ticked already."""
    ticked = [each for each in options if each["value"] in initial]
    element: Block = {"type": "checkboxes", "action_id": action, "options": list(options)}
    return element | ({"initial_options": ticked} if ticked else {})


def multi_select(
    action: str, options: Sequence[Block], *, placeholder: str = "Choose", initial: Sequence[str] = ()
) -> Block:
    """A menu to pick several of up to 100; `initial` are the values that are picked already."""
    picked = [each for each in options if each["value"] in initial]
    element: Block = {"type": "multi_static_select", "action_id": action, "options": list(options)}
    element |= {"placeholder": _placeholder(placeholder)}
    return element | ({"initial_options": picked} if picked else {})


def users_select(action: str, *, placeholder: str = "Choose a person", initial: str | None = None) -> Block:
    """Somebody of the workspace: anybody at all, so look the answer up among the desk's people."""
    element: Block = {"type": "users_select", "action_id": action, "placeholder": _placeholder(placeholder)}
    return element | ({"initial_user": initial} if initial else {})


def date_picker(action: str, *, initial: date | None = None) -> Block:
    """A day."""
    picker: Block = {"type": "datepicker", "action_id": action}
    return picker | ({"initial_date": initial.isoformat()} if initial else {})


def datetime_picker(action: str, *, initial: datetime | None = None) -> Block:
    """A moment, in the zone of whoever picks it."""
    picker: Block = {"type": "datetimepicker", "action_id": action}
    return picker | ({"initial_date_time": int(initial.timestamp())} if initial else {})


def text_input(
    action: str,
    *,
    initial: str = "",
    multiline: bool = False,
    longest: int = _MAX_INPUT,
    placeholder: str = "",
) -> Block:
    """A text field; an `initial` value that does not fit is cut visibly."""
    element: Block = {"type": "plain_text_input", "action_id": action, "multiline": multiline}
    element |= {"max_length": longest}
    element |= {"initial_value": shown(shorten(initial, longest))} if initial else {}
    return element | ({"placeholder": _placeholder(placeholder)} if placeholder else {})


def field(name: str, title: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """A labelled field of a window. `name` is its block id, and should be its element's action id, too."""
    block: Block = {"type": "input", "block_id": name, "label": plain(label(title, _MAX_HINT))}
    block |= {"element": element, "optional": optional}
    return block | ({"hint": plain(shorten(hint, _MAX_HINT))} if hint else {})


def _placeholder(words: str) -> Block:
    return plain(label(words, 150))


def _chosen(options: Sequence[Block], initial: str | None) -> Block:
    found = [each for each in options if each["value"] == initial]
    return {"initial_option": found[0]} if found else {}
