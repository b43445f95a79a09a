"""The checker itself: each thing that Slack refuses is found."""

import json
from typing import Any

import pytest

from tests.emulator.block_kit import BlockKit
from tests.emulator.node import block_kit_schema

Json = dict[str, Any]


def text(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def section(words: str = "x", **more: Any) -> Json:
    return {"type": "section", "text": text(words), **more}


def button(**changes: Any) -> Json:
    return {"type": "button", "action_id": "a", "text": text("Press"), "value": "1"} | changes


def buttons(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def rich(words: str) -> Json:
    line = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return {"type": "rich_text", "elements": [line]}


def options(number: int = 1, words: str = "x", value: str = "v") -> list[Json]:
    return [{"text": text(words), "value": value} for _ in range(number)]


def menu(kind: str = "static_select", **fields: Any) -> Json:
    return buttons({"type": kind, "action_id": "a", "options": options()} | fields)


REFUSED_BY_LENGTH = [
    [menu(options=options(101))],
    [menu(options=[])],
    [menu("overflow", options=options(6))],
    [menu("radio_buttons", options=options(11))],
    [menu("checkboxes", options=options(11))],
    [menu(options=options(words="y" * 76))],
    [menu(options=options(value="y" * 151))],
    [menu(options=[options()[0] | {"description": text("y" * 76)}])],
    [menu(placeholder=text("y" * 151))],
    [menu(initial_option=options(value="other")[0])],
    [menu("checkboxes", initial_options=options(value="other"))],
    [{"type": "section", "fields": [text("y")] * 11}],
    [{"type": "section", "fields": [text("y" * 2001)]}],
    [buttons(button(accessibility_label="y" * 76))],
    [section("y" * 3001)],
    [section()] * 51,
    [section("y" * 2900)] * 5,
    [section(block_id="b"), section(block_id="b")],
    [{"type": "header", "text": text("y" * 151)}],
    [{"type": "context", "elements": [text("y")] * 11}],
    [buttons(*[button(action_id=str(number)) for number in range(26)])],
    [buttons(button(), button())],
    [buttons(button(text=text("y" * 76)))],
    [buttons(button(value="y" * 2001))],
    [section("")],
    [rich("")],
    [{"type": "nonsense"}],
]
REFUSED_BY_SCHEMA = [
    [buttons(button(style="green"))],
    [buttons(button(disabled=True))],
    [{"type": "header", "text": {"type": "mrkdwn", "text": "*x*"}}],
    [{"type": "rich_text", "elements": [{"type": "text", "text": "no section around it"}]}],
]


def message(blocks: list[Json]) -> Json:
    return {"text": "a notification", "blocks": blocks}


@pytest.mark.parametrize("blocks", REFUSED_BY_LENGTH)
def test_what_is_too_long_or_doubled_is_found(blocks: list[Json]) -> None:
    assert BlockKit().message_faults(message(blocks))


def test_a_message_without_notification_text_is_found() -> None:
    assert BlockKit().message_faults({"blocks": [section()]}) == ["no notification text"]
    assert BlockKit().message_faults({"blocks": [section()], "text": " "}) == ["no notification text"]
    assert BlockKit().message_faults({"blocks": [section()], "text": "y" * 4001})


def test_a_window_with_a_long_title_or_a_doubled_field_is_found() -> None:
    window = {"type": "modal", "title": text("y" * 25), "blocks": [section()]}
    assert BlockKit().view_faults(window)
    assert BlockKit().view_faults(window | {"title": text("y")}) == []
    assert BlockKit().view_faults(window | {"title": text("y"), "private_metadata": "y" * 3001})


def test_a_window_with_a_field_needs_a_way_to_send_it_off_and_room_for_what_it_begins_with() -> None:
    element = {"type": "plain_text_input", "action_id": "a", "max_length": 3, "initial_value": "four"}
    field = {"type": "input", "label": text("y"), "element": element}
    window = {"type": "modal", "title": text("y"), "blocks": [field]}
    assert len(BlockKit().view_faults(window)) == 2
    field["element"] = element | {"initial_value": "two"}
    assert BlockKit().view_faults(window | {"submit": text("Send")}) == []


@pytest.fixture(scope="module")
def with_schema() -> BlockKit:
    return BlockKit(json.loads(block_kit_schema().read_text()))


@pytest.mark.slow
@pytest.mark.parametrize("blocks", REFUSED_BY_SCHEMA)
def test_what_slacks_own_types_forbid_is_found(with_schema: BlockKit, blocks: list[Json]) -> None:
    assert with_schema.message_faults(message(blocks))


@pytest.mark.slow
def test_what_slack_takes_is_let_through(with_schema: BlockKit) -> None:
    assert with_schema.message_faults(message([section(), rich("x"), buttons(button(style="primary"))])) == []
