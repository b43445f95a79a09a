"""What Slack sends of an element that somebody used: of a button its value, of a select the chosen option; pure.

https://docs.slack.dev/reference/interaction-payloads/block_actions-payload (read 2026-11-22).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Json = dict[str, Any]
BY_OPTION = frozenset({"static_select", "external_select", "overflow", "radio_buttons"})
BY_OPTIONS = frozenset({"multi_static_select", "checkboxes"})
BY_KEY = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "plain_text_input": "value",
    "feedback_buttons": "value",
}


def used(blocks: Sequence[Json], action: str, chosen: object = None, *, block_id: str | None = None) -> Json:
    """One entry of `actions`. `chosen` is an option's value, a list of them, a date, a person: what the element takes.

    Of elements of one name in several blocks `block_id` tells which.
    """
    found = [
        (block, element)
        for block in blocks
        for element in elements(block)
        if element.get("action_id") == action and block_id in (None, block.get("block_id"))
    ]
    assert len(found) == 1, f"{len(found)} elements {action!r} among {[*_names(blocks)]}"
    [(block, element)] = found
    kept: Json = {
        key: element[key] for key in ("type", "action_id", "text", "value", "style") if key in element
    }
    return {**kept, "block_id": block.get("block_id", "b1"), **state(element, chosen)}


def state(element: Json, chosen: object) -> Json:
    """What an element says of what was chosen or typed."""
    kind = element["type"]
    if kind in BY_OPTION:
        return {"selected_option": _option(element, chosen)}
    if kind in BY_OPTIONS:
        assert isinstance(chosen, Sequence)
        return {"selected_options": [_option(element, one) for one in chosen]}
    return {BY_KEY[kind]: chosen} if kind in BY_KEY else {}


def values(blocks: Sequence[Json], chosen: Mapping[str, object]) -> Json:
    """The state of a window or message: of each input what is in it, `chosen` by action id wins."""
    found: Json = {}
    for block in blocks:
        for element in elements(block):
            if element["type"] == "button" or "action_id" not in element:
                continue
            name = element["action_id"]
            said = state(element, chosen[name]) if name in chosen else _initial(element)
            found.setdefault(block.get("block_id", "b1"), {})[name] = {"type": element["type"], **said}
    return found


def elements(block: Json) -> Iterator[Json]:
    """What of a block can be used."""
    yield from (element for element in block.get("elements", []) if "action_id" in element)
    yield from (block[key] for key in ("accessory", "element") if "action_id" in block.get(key, {}))


def _names(blocks: Sequence[Json]) -> Iterator[str]:
    return (element["action_id"] for block in blocks for element in elements(block))


def _option(element: Json, value: object) -> Json | None:
    """None when nothing is chosen. An external select has its options elsewhere."""
    if value is None:
        return None
    if element["type"] == "external_select":
        return {"text": {"type": "plain_text", "text": str(value)}, "value": str(value)}
    groups = [group["options"] for group in element.get("option_groups", [])]
    options = [*element.get("options", []), *(option for group in groups for option in group)]
    [option] = [option for option in options if option["value"] == value]
    return dict(option)


def _initial(element: Json) -> Json:
    """How an element stands when nobody touched it."""
    kind = element["type"]
    if kind in BY_OPTION:
        return {"selected_option": element.get("initial_option")}
    if kind in BY_OPTIONS:
        return {"selected_options": element.get("initial_options", [])}
    starts = {"value": "initial_value", "selected_date": "initial_date", "selected_user": "initial_user"}
    key = BY_KEY.get(kind)
    return {key: element.get(starts.get(key, ""))} if key else {}
