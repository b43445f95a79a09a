"""The windows for editing and rejecting."""

from dataclasses import replace

import pytest

from bots.slack.kit.targets import Target, decoded
from bots.slack.modals.deciding import REASONS, edit_modal, reason_of, reject_modal
from desk.cases import CaseId, Seen, Stage
from desk.drafts import Problem
from desk.errors import StepNotPossible
from tests.bots.cases import a_case
from tests.builders import a_draft, a_message
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()


def test_the_edit_window_holds_the_draft_and_remembers_what_it_is_about() -> None:
    window = edit_modal(a_case(), "C1")
    assert SLACK.view_faults(window) == []
    assert window["blocks"][1]["element"]["initial_value"] == "E17 means that the rain gauge is blocked."
    assert decoded(window["private_metadata"]) == Target(CaseId(12), Seen(1, "m-12"), "C1")


def test_an_empty_edit_window_is_for_a_case_without_draft() -> None:
    window = edit_modal(a_case(Stage.WITH_EXPERT), "C1")
    assert SLACK.view_faults(window) == []
    assert "initial_value" not in window["blocks"][1]["element"]
    assert decoded(window["private_metadata"]).seen == Seen(0, "m-12")


@pytest.mark.parametrize("text", ["", "\x00", "a" * 2900, "日" * 2900])
def test_slack_takes_the_edit_window_whatever_the_texts(text: str) -> None:
    found = [Problem("length", text, blocking=True)] * 9
    case = a_case(
        draft=a_draft(text, version=1, problems=found), message=a_message(text * 3, external_id="m-12")
    )
    window = edit_modal(case, "C1")
    assert SLACK.view_faults(window) == []
    assert "\x00" not in str(window["blocks"][1]["element"].get("initial_value"))


def test_the_edit_window_has_room_for_why_it_is_right_and_keeps_what_was_said() -> None:
    case = a_case(draft=replace(a_draft(version=1), vouched="lena agreed"))
    block = edit_modal(case, "C1")["blocks"][2]
    assert (block["block_id"], block["optional"]) == ("why", True)
    assert block["element"]["initial_value"] == "lena agreed"
    assert "initial_value" not in edit_modal(a_case(), "C1")["blocks"][2]["element"]


def test_the_reject_window_offers_every_reason() -> None:
    window = reject_modal(a_case(), "C1")
    assert SLACK.view_faults(window) == []
    options = window["blocks"][1]["element"]["options"]
    assert [option["value"] for option in options] == list(REASONS)


@pytest.mark.parametrize(
    ("note", "words"),
    [("", "The tone is wrong"), ("stiff", "The tone is wrong: stiff")],
)
def test_a_rejection_reads_as_a_sentence(note: str, words: str) -> None:
    assert reason_of(REASONS, "tone", note) == words


@pytest.mark.parametrize(
    "value",
    [
        *("", "{", "[]", "null", "17", "[1]", "[1, 2]", '["x", 1, "m"]', '[1, "x", "m"]'),
        '{"case_id": 1, "seen": {"draft_version": 1, "message": "m"}}',
    ],
)
def test_a_button_of_another_version_of_the_desk_is_refused(value: str) -> None:
    with pytest.raises(StepNotPossible, match="another version"):
        decoded(value)
