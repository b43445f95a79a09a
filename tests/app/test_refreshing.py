"""Sources are read again when it is time, by one worker, and whatever fails keeps nothing else waiting."""

import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest

from app.knowledge_in import Intake, Pass, ingest_sources
from app.wiring import House
from index.events import EventKind
from index.knowledge import Audience
from ingest.errors import BadSource
from ingest.parsed import Failure
from ingest.refresh import Progress, SourceReport
from ingest.sources import Source
from tests.app.knowledge import SETTINGS, Clock, a_house, silent, write_note

MINUTE = timedelta(minutes=1)


def found(house: House, question: str = "E17 rain gauge") -> set[str]:
    return {hit.passage.document_id for hit in house.index.search(question, audience=Audience.PUBLIC)}


def turn(house: House) -> None:
    house.refresher.turn(Event())


# whole stories


def test_a_folder_is_read_again_every_30_minutes_without_anyone_asking(
    house: House, clock: Clock, tmp_path: Path
) -> None:
    write_note(tmp_path)
    turn(house)
    assert found(house) == {"notes/e17.md"}
    write_note(tmp_path, "# E18\n\nE18 means that the battery of the W3 is low.", "e18.md")
    clock.wait(29 * MINUTE)
    turn(house)
    assert "notes/e18.md" not in found(house, "E18 battery low")
    clock.wait(MINUTE)
    turn(house)
    assert "notes/e18.md" in found(house, "E18 battery low")
    assert [run.report.new for run in house.runs.history("notes") if run.report] == [1, 1]


def test_two_workers_at_once_read_a_source_once(house: House, clock: Clock, tmp_path: Path) -> None:
    write_note(tmp_path)
    other = a_house(tmp_path, clock)
    begun, go_on = Event(), Event()

    def slow(source: Source, full: bool, progress: Progress) -> SourceReport:
        begun.set()
        go_on.wait(10)
        return SourceReport(source.name, source.kind, new=1)

    first = Thread(target=with_pass(house, slow).take, args=house.sources, kwargs=GENTLY)
    first.start()
    begun.wait(10)
    turn(other)
    go_on.set()
    first.join()
    turn(other)
    assert [run.report and run.report.new for run in other.runs.history("notes")] == [1]
    other.records.dispose()


@pytest.mark.slow
def test_a_worker_keeps_the_source_while_it_lives_and_no_longer(house: House, tmp_path: Path) -> None:
    write_note(tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", READS_FOR_EVER, str(tmp_path)], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"begun"
        turn(house)
        assert found(house) == set()
        other.send_signal(signal.SIGKILL)
    turn(house)
    assert found(house) == {"notes/e17.md"}


READS_FOR_EVER = """
import sys, time
from dataclasses import replace
from pathlib import Path
from tests.app.knowledge import Clock, a_house, silent

def for_ever(source, full, progress):
    print("begun", flush=True)
    time.sleep(600)

house = a_house(Path(sys.argv[1]), Clock())
replace(house.intake, read=for_ever).take(house.sources[0], full=False, progress=silent)
"""


# rules

GENTLY = {"full": False, "progress": silent}


def with_pass(house: House, read: Pass) -> Intake:
    """The intake of the house, with another way to read."""
    return replace(house.intake, read=read)


def nothing(source: Source, full: bool, progress: Progress) -> SourceReport:
    return SourceReport(source.name, source.kind)


def broken(source: Source, full: bool, progress: Progress) -> SourceReport:
    raise BadSource("the disk is on fire")


def test_a_source_without_an_interval_is_read_only_when_asked(tmp_path: Path, clock: Clock) -> None:
    house = a_house(tmp_path, clock, SETTINGS.replace('refresh_every = "30m"', ""))
    write_note(tmp_path)
    turn(house)
    assert house.runs.last("notes") is None
    house.records.dispose()


def test_an_error_is_logged_recorded_and_tried_again_after_a_while(
    house: House, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    refresher = replace(house.refresher, intake=with_pass(house, broken))
    for _ in range(3):
        refresher.turn(Event())
    assert caplog.text.count("reading source 'notes' failed") == 1
    assert [run.failed for run in house.runs.history("notes")] == [True]
    (event,) = house.events.after(0)
    assert event.kind is EventKind.SOURCE_FAILED
    assert event.said == {"source": "notes", "reason": "the disk is on fire"}
    clock.wait(15 * MINUTE)
    refresher.turn(Event())
    assert len(house.runs.history("notes")) == 2


def test_a_source_that_fails_again_and_again_is_told_of_once_until_it_was_read(
    house: House, clock: Clock
) -> None:
    (source,) = house.sources
    for read in (broken, broken, nothing, broken):
        with suppress(BadSource):
            with_pass(house, read).take(source, full=False, progress=silent)
    assert len(house.events.after(0)) == 2


def test_a_source_that_fails_keeps_no_other_from_being_read(tmp_path: Path, clock: Clock) -> None:
    bad = '[[sources]]\nname = "away"\nkind = "sme_note"\nlocation = "nowhere"\nrefresh_every = "30m"'
    house = a_house(tmp_path, clock, bad + SETTINGS)
    write_note(tmp_path)
    turn(house)
    assert found(house) == {"notes/e17.md"}
    last = house.runs.last("away")
    assert last is not None
    assert last.failed
    assert [event.said["source"] for event in house.events.after(0)] == ["away"]
    house.ledger.close()
    house.records.dispose()


def test_stopping_ends_a_pass_between_two_items_and_lets_go_of_the_source(house: House) -> None:
    stop = Event()
    told = []

    def long(source: Source, full: bool, progress: Progress) -> SourceReport:
        for number in range(1000):
            progress(number, 1000, "a.md")
            told.append(number)
            stop.set()
        return SourceReport(source.name, source.kind)

    replace(house.refresher, intake=with_pass(house, long)).turn(stop)
    assert told == [0]
    last = house.runs.last("notes")
    assert last is not None
    assert last.report is not None
    assert last.report.interrupted
    assert [source.name for source in house.overview.due()] == ["notes"]


def test_ctrl_c_lets_go_of_the_source_at_once(house: House) -> None:
    def interrupted(source: Source, full: bool, progress: Progress) -> SourceReport:
        raise KeyboardInterrupt

    (source,) = house.sources
    with pytest.raises(KeyboardInterrupt):
        with_pass(house, interrupted).take(source, full=False, progress=silent)
    assert with_pass(house, nothing).take(source, full=False, progress=silent) is not None


def test_a_source_that_another_process_reads_is_reported_with_since_when(house: House) -> None:
    house.runs.begin("notes", house.clock(), house.intake.lease)
    (report,) = ingest_sources(house, house.sources, full=False, progress=silent)
    assert report.failed == (
        Failure(
            "notes", "another process is reading it since 2026-11-20 12:00 UTC; try again when that is done"
        ),
    )


def test_a_pass_that_was_overtaken_ends(house: House, clock: Clock) -> None:
    (source,) = house.sources

    def overtaken(source: Source, full: bool, progress: Progress) -> SourceReport:
        clock.wait(house.intake.lease)
        assert house.runs.begin(source.name, clock(), house.intake.lease)
        end = time.monotonic() + 5
        while time.monotonic() < end:
            progress(1, 2, "a.md")
            time.sleep(0.01)
        return SourceReport(source.name, source.kind)

    quick = replace(house.intake, read=overtaken, lease=timedelta(milliseconds=60))
    assert quick.take(source, full=False, progress=silent) is None
    assert house.events.after(0) == []


def test_the_worker_ends_soon_after_it_was_told_to_though_a_source_is_being_read(house: House) -> None:
    begun, stop = Event(), Event()

    def patient(source: Source, full: bool, progress: Progress) -> SourceReport:
        begun.set()
        while True:
            progress(0, 1, "a.md")
            time.sleep(0.01)

    beside = replace(house.refresher, intake=with_pass(house, patient))
    worker = replace(house.worker, beside=[beside], listeners=[])
    thread = Thread(target=worker.run, args=(stop, timedelta(milliseconds=10)))
    thread.start()
    assert begun.wait(10)
    stop.set()
    thread.join(5)
    assert not thread.is_alive()
