"""What people pick from and fill in: cut to what Slack takes, and read back as they left it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bots.slack.kit.blocks import Block, actions, button, link_button, section
from bots.slack.kit.inputs import (
    checkboxes,
    date_picker,
    datetime_picker,
    field,
    multi_select,
    option,
    overflow,
    radio,
    static_select,
    text_input,
    users_select,
)
from bots.slack.kit.windows import (
    modal,
    picked,
    picked_day,
    picked_moment,
    picked_several,
    picked_user,
    written,
)
from tests.builders import NOON
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
LONG = "W3 ‮ <!channel> " * 500
OPTIONS = [option("a", LONG, LONG), option("b", "B")]
ELEMENTS = [
    static_select("s", OPTIONS, placeholder=LONG, initial="b"),
    multi_select("m", OPTIONS, placeholder=LONG, initial=["a", "b"]),
    radio("r", OPTIONS, initial="a"),
    checkboxes("c", OPTIONS, initial=["b"]),
    users_select("u", placeholder=LONG, initial="U1"),
    text_input("t", initial=LONG, placeholder=LONG, longest=500, multiline=True),
    date_picker("d", initial=date(2026, 11, 20)),
    datetime_picker("at", initial=NOON),
]


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element["type"])
def test_slack_takes_every_field_whatever_is_written_on_it(element: Block) -> None:
    window = modal("w", LONG, [field("f", LONG, element, hint=LONG)], submit="Save")
    assert SLACK.view_faults(window) == []


def test_slack_takes_every_button_and_menu_whatever_is_written_on_it() -> None:
    row = [
        button("a", LONG, "1", spoken=LONG),
        overflow("o", OPTIONS),
        link_button("l", LONG, "https://a.example"),
    ]
    blocks = [actions("row", row), section(LONG, button("a", "A", "1"), block_id="s")]
    assert SLACK.message_faults({"text": "x", "blocks": blocks}) == []


def test_nothing_is_picked_that_is_no_option() -> None:
    assert "initial_option" not in static_select("s", OPTIONS, initial="z")
    assert "initial_options" not in checkboxes("c", OPTIONS, initial=["z"])


def filled(**state: Any) -> dict[str, Any]:
    return {"view": {"state": {"values": {"f": {"f": state}}}}}


def test_what_was_filled_in_is_read_back() -> None:
    assert written(filled(value=" E17\x00 \n"), "f") == "E17"
    assert picked(filled(selected_option={"value": "a"}), "f") == "a"
    assert picked_several(filled(selected_options=[{"value": "a"}, {"value": "b"}]), "f") == ("a", "b")
    assert picked_user(filled(selected_user="U1"), "f") == "U1"
    assert picked_day(filled(selected_date="2026-11-20"), "f") == "2026-11-20"
    assert picked_moment(filled(selected_date_time=0), "f") is None
    assert picked_moment(filled(selected_date_time=60), "f") == datetime(1970, 1, 1, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize("body", [filled(), filled(value=None, selected_option=None, selected_options=None)])
def test_what_was_left_empty_is_empty_and_a_field_that_is_not_there_too(body: dict[str, Any]) -> None:
    for name in ("f", "other"):
        assert (written(body, name), picked(body, name), picked_user(body, name)) == ("", "", "")
        assert (picked_several(body, name), picked_moment(body, name)) == ((), None)


def test_a_lone_surrogate_that_somebody_typed_does_not_get_any_further() -> None:
    written(filled(value="a\ud800b"), "f").encode()
