"""What assist.toml says about service levels, and what it cannot say."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import get_args

import pytest

from app.channels.table import CHANNELS
from app.service_level_settings import ExceptionSettings, ServiceLevelSettings
from app.settings import SettingsError, read_settings
from desk.cases import Priority
from desk.service_level import USUAL, ServiceLevel
from desk.sla import first_due, next_due
from desk.staffed import never_stops
from desk.staffing import ALWAYS
from tests.builders import a_message

MINUTE = timedelta(minutes=1)
FULL = """
[service_level]
normal = 30
hours = ["Mon-Fri 09:00-12:30, 13:30-18:00"]
zone = "Europe/Berlin"
holidays = "DE-BY"
days_off = [2026-11-24]
at_risk_share = 0.2
reopen_days = 14
[service_level.next]
normal = 10
[[service_level.exceptions]]
channel = "simulator"
direct = true
normal = 5
[[service_level.exceptions]]
channel = "simulator"
next = {normal = 20}
"""


def level(folder: Path, text: str) -> ServiceLevel:
    file = folder / "assist.toml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file).service_level.level


def test_whoever_says_nothing_gets_what_the_desk_counts_by_itself(tmp_path: Path) -> None:
    said = level(tmp_path, "")
    assert replace(said, hours=ALWAYS) == USUAL
    assert never_stops(said.hours)


def test_what_was_said_before_there_were_hours_means_the_same(tmp_path: Path) -> None:
    old = level(tmp_path, "[service_level]\nurgent = 5\nhigh = 10\nnormal = 20\nlow = 40")
    assert [old.usual.first.of(priority) / MINUTE for priority in Priority] == [5, 10, 20, 40]
    assert old.usual.next == old.usual.first


def test_hours_targets_and_exceptions_are_counted_as_they_are_written(tmp_path: Path) -> None:
    said = level(tmp_path, FULL)
    friday = datetime.fromisoformat("2026-11-20T17:45:00+01:00")
    public, direct = a_message(posted_at=friday), a_message(posted_at=friday, public=False)
    elsewhere = replace(public, channel="mastodon")
    monday = datetime.fromisoformat("2026-11-23T09:00:00+01:00")
    assert first_due(public, Priority.NORMAL, said) == monday + 15 * MINUTE
    assert next_due(public, Priority.NORMAL, said) == monday + 5 * MINUTE
    assert first_due(direct, Priority.NORMAL, said) == friday + 5 * MINUTE
    assert next_due(direct, Priority.NORMAL, said) == friday + 5 * MINUTE
    assert next_due(elsewhere, Priority.NORMAL, said) == friday + 10 * MINUTE
    assert said.risk.normal == 6 * MINUTE
    assert said.reopened_within == timedelta(days=14)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("urgent = -5", "service_level.urgent"),
        ("urgent = 1000000", "less than or equal to 40320"),
        ('hours = ["9 to 5"]', "says no hours; write them like"),
        ('zone = "Berlin"', "'Berlin' is no time zone"),
        ('holidays = "Atlantis"', "no public holidays are known of"),
        ("at_risk_share = 20", "less than 1"),
        ("next = 5", "service_level.next"),
        ("target = 5", "service_level.target"),
        ('exceptions = [{channel = ""}]', "channel"),
        (
            'exceptions = [{channel = "x"}, {channel = "x", direct = true}]',
            "entry 2, for channel 'x', never holds",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(tmp_path: Path, said: str, why: str) -> None:
    with pytest.raises(SettingsError, match=why):
        level(tmp_path, f"[service_level]\n{said}")


def test_a_target_of_its_own_holds_for_later_replies_of_that_channel_too() -> None:
    said = ServiceLevelSettings.model_validate(
        {"next": {"normal": 90}, "exceptions": [{"channel": "x", "normal": 5}]}
    )
    [only] = said.level.exceptions
    assert (only.terms.first.normal, only.terms.next.normal) == (5 * MINUTE, 5 * MINUTE)


def test_an_exception_names_a_channel_that_there_is() -> None:
    known = get_args(ExceptionSettings.model_fields["channel"].annotation)
    assert set(known) == {*CHANNELS, "simulator"}
