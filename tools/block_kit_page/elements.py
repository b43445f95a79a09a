"""What can be clicked, chosen and typed into, as HTML."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from tools.block_kit_page.texts import Json, text


def element(part: Json) -> str:
    """Any element of a block; KeyError for one that this page cannot show."""
    return _ELEMENTS[part["type"]](part)


def _button(part: Json) -> str:
    return f'<button class="{part.get("style", "")}">{text(part["text"])}</button>'


def _select(part: Json) -> str:
    chosen = part.get("initial_option")
    shown = text(chosen["text"]) if chosen else _placeholder(part, "Choose")
    return f'<span class="select">{shown}<i class="arrow"></i></span>'


def _selects(part: Json) -> str:
    chosen = part.get("initial_options", [])
    shown = " ".join(f'<span class="chosen">{text(one["text"])}</span>' for one in chosen)
    return f'<span class="select">{shown or _placeholder(part, "Choose")}<i class="arrow"></i></span>'


def _input(part: Json) -> str:
    said = part.get("initial_value", "")
    shown = escape(said).replace("\n", "<br>") if said else _placeholder(part, "")
    return f'<div class="field{" tall" if part.get("multiline") else ""}">{shown}</div>'


def _boxes(part: Json) -> str:
    kind = "radio" if part["type"] == "radio_buttons" else "box"
    initial = part.get("initial_options") or [part.get("initial_option") or {}]
    on = {option.get("value") for option in initial}
    return "".join(
        f'<div class="{kind}{" on" if option["value"] in on else ""}"><i></i><span>{text(option["text"])}'
        f"{_described(option)}</span></div>"
        for option in part["options"]
    )


def _described(option: Json) -> str:
    return f"<small>{text(option['description'])}</small>" if "description" in option else ""


def _feedback(part: Json) -> str:
    return "".join(
        f"<button>{text(part[key]['text'])}</button>" for key in ("positive_button", "negative_button")
    )


def _picked(key: str, words: str) -> Callable[[Json], str]:
    def shown(part: Json) -> str:
        said: Any = part.get(key)
        return f'<span class="select">{escape(said) if said else _placeholder(part, words)}<i class="arrow"></i></span>'

    return shown


def _placeholder(part: Json, words: str) -> str:
    said = text(part["placeholder"]) if "placeholder" in part else words
    return f'<span class="placeholder">{said}</span>'


_ELEMENTS: Mapping[str, Callable[[Json], str]] = {
    "button": _button,
    "checkboxes": _boxes,
    "radio_buttons": _boxes,
    "static_select": _select,
    "external_select": _select,
    "multi_static_select": _selects,
    "overflow": lambda _: "<button>⋯</button>",
    "plain_text_input": _input,
    "feedback_buttons": _feedback,
    "icon_button": _button,
    "datepicker": _picked("initial_date", "Choose a date"),
    "timepicker": _picked("initial_time", "Choose a time"),
    "users_select": _picked("initial_user", "Choose a person"),
    "conversations_select": _picked("initial_conversation", "Choose a channel"),
    "channels_select": _picked("initial_channel", "Choose a channel"),
    "plain_text": text,
    "mrkdwn": text,
}
