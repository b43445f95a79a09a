"""When a source is read again."""

from datetime import datetime, timedelta

import pytest

from index.knowledge import Kind
from index.runs import Run, RunId, RunReport
from ingest.schedule import BACK_OFF, due_at, interval
from ingest.sources import Source
from tests.builders import NOON
from tests.ingest.builders import a_source

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
FAILED, CUT_SHORT, WELL = RunReport(error="x"), RunReport(interrupted=True), RunReport()


def a_folder(every: timedelta | None = None, location: str = "notes") -> Source:
    source = a_source(location, kind=Kind.SME_NOTE)
    return Source(source.name, source.kind, location, source.audience, refresh_every=every)


def ended(*reports: RunReport | None) -> list[Run]:
    """Runs with these reports, newest first, the newest ended at noon; None: still open."""
    return [
        Run(RunId(1), "notes", NOON - MINUTE, NOON, NOON if report else None, report) for report in reports
    ]


@pytest.mark.parametrize(
    ("every", "runs", "next_at"),
    [
        (None, [], None),
        (30 * MINUTE, [], NOON),
        (None, ended(WELL), None),
        (30 * MINUTE, ended(WELL), NOON + 30 * MINUTE),
        (30 * MINUTE, ended(CUT_SHORT), NOON),
        (None, ended(CUT_SHORT), None),
        (30 * MINUTE, ended(None), NOON),
        (7 * DAY, ended(FAILED, WELL), NOON + BACK_OFF),
        (7 * DAY, ended(FAILED, FAILED, FAILED, WELL), NOON + 4 * BACK_OFF),
        (30 * MINUTE, ended(FAILED, FAILED, FAILED), NOON + 30 * MINUTE),
        (MINUTE, ended(FAILED, WELL), NOON + BACK_OFF),
        (DAY, ended(*[FAILED] * 12), NOON + DAY),
        (None, ended(FAILED), None),
    ],
)
def test_a_source_is_read_when_its_interval_has_passed_or_a_failure_has_cooled_down(
    every: timedelta | None, runs: list[Run], next_at: datetime | None
) -> None:
    assert due_at(a_folder(every), runs, None, NOON) == next_at


def test_a_date_of_a_note_brings_the_next_reading_forward_and_never_back() -> None:
    soon, late = NOON + MINUTE, NOON + 2 * DAY
    assert due_at(a_folder(DAY), ended(WELL), soon, NOON) == soon
    assert due_at(a_folder(DAY), ended(WELL), late, NOON) == NOON + DAY
    assert due_at(a_folder(), ended(WELL), soon, NOON) == soon


def test_nobodys_web_site_is_read_because_of_a_date() -> None:
    site = a_folder(location="https://docs.example.com/")
    assert due_at(site, ended(WELL), NOON, NOON) is None


@pytest.mark.parametrize(
    ("length", "written"),
    [(30 * MINUTE, "30m"), (60 * MINUTE, "1h"), (90 * MINUTE, "90m"), (DAY, "1d"), (36 * 60 * MINUTE, "36h")],
)
def test_an_interval_is_written_as_in_the_settings(length: timedelta, written: str) -> None:
    assert interval(length) == written
