"""The windows in which a case is handed on."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bots.slack.kit.targets import Target, decoded
from bots.slack.modals.handling import (
    ASIDES,
    aside_modal,
    expert_modal,
    hand_over_modal,
    next_morning,
    rest_until,
    snooze_modal,
    take_over_modal,
)
from desk.cases import CaseId, Seen
from desk.errors import StepNotPossible
from tests.bots.cases import a_case
from tests.bots.slack.reading import words
from tests.builders import NOON
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("window", [hand_over_modal, take_over_modal, expert_modal, aside_modal])
def test_a_window_shows_the_message_and_remembers_what_it_is_about(window: object) -> None:
    assert callable(window)
    view = window(a_case(assignee="alice"), "C1")
    assert SLACK.view_faults(view) == []
    assert "my W3 shows E17" in words(view["blocks"])
    assert decoded(view["private_metadata"]) == Target(CaseId(12), Seen(1, "m-12"), "C1")


def test_the_morning_is_the_persons_own_and_says_so() -> None:
    morning = next_morning(NOON, BERLIN)
    assert morning == datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    view = snooze_modal(a_case(), "C1", morning)
    assert SLACK.view_faults(view) == []
    assert "Until tomorrow, 09:00 (Europe/Berlin)" in words(view["blocks"])


def test_tomorrow_is_the_persons_tomorrow() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)  # half past midnight on the 21st in Berlin
    assert next_morning(late, BERLIN) == datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("choice", "until"),
    [
        ("1h", NOON + timedelta(hours=1)),
        ("4h", NOON + timedelta(hours=4)),
        (str(int(NOON.timestamp()) + 60), NOON + timedelta(minutes=1)),
        ("moment", NOON + timedelta(days=3)),
    ],
)
def test_a_case_rests_as_long_as_was_picked(choice: str, until: datetime) -> None:
    assert rest_until(choice, NOON + timedelta(days=3), NOON) == until


def test_a_date_that_was_not_picked_is_asked_for() -> None:
    with pytest.raises(StepNotPossible, match="pick the date and time"):
        rest_until("moment", None, NOON)


def test_the_window_for_a_colleagues_case_says_whose_it_is() -> None:
    assert "alice claimed this case" in words(take_over_modal(a_case(assignee="alice"), "C1")["blocks"])


def test_every_reason_to_set_aside_is_offered() -> None:
    options = aside_modal(a_case(), "C1")["blocks"][1]["element"]["options"]
    assert [option["value"] for option in options] == list(ASIDES)
