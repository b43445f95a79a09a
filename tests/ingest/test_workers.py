"""Reading in other processes: the same as here, and what goes wrong there ends there."""

import os
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from ingest.errors import BadSource
from ingest.parsed import Failure
from ingest.reading import Ready
from ingest.refresh import read_here, refresh
from ingest.sources import Format, Selectors
from ingest.walk import Held, Listed
from ingest.workers import Workers
from tests.builders import NOON
from tests.ingest.builders import a_source, write
from tests.ingest.stored import StoredLibrary


@dataclass(frozen=True)
class Deadly:
    """Content that does something to whoever opens it."""

    does: str

    def open(self) -> BinaryIO:
        match self.does:
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "hang":
                time.sleep(60)
            case "eat":
                bytearray(2**34)
            case "stumble":
                raise KeyError("what nobody thought of")
        return Held(b"").open()

    def sha256(self) -> str:
        return self.does


def note(number: int) -> Listed:
    return Listed(f"n{number}.md", Format.MARKDOWN, Held(f"# Note {number}\n\nThe lamp is green.".encode()))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(1, wall=timedelta(seconds=3)) as workers:
        yield workers


def test_workers_read_what_this_process_reads_and_in_the_same_order(workers: Workers) -> None:
    notes = [note(number) for number in range(30)]
    here = [(listed, list(results)) for listed, results in read_here(notes, a_source(), lambda: NOON)]
    there = [(listed, list(results)) for listed, results in workers(notes, a_source(), lambda: NOON)]
    assert there == here


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("die", "ended the process"),
        ("hang", "longer than 3 s"),
        ("eat", "needs more than"),
        ("stumble", "failed unexpectedly"),
    ],
)
def test_a_file_that_breaks_its_reader_is_named_and_the_next_is_read(
    workers: Workers, does: str, reason: str
) -> None:
    things = [Listed("bad.md", Format.MARKDOWN, Deadly(does)), note(1)]
    (_, bad), (_, good) = workers(things, a_source(), lambda: NOON)
    (failure,) = bad
    assert isinstance(failure, Failure)
    assert failure.id == "sheets/bad.md"
    assert reason in failure.reason
    assert [type(result) for result in good] == [Ready]


def test_wrong_settings_are_found_out_there_too(
    workers: Workers, folder: Path, library: StoredLibrary
) -> None:
    write(folder / "page.html", "<p>words</p>")
    source = a_source(folder, format=Format.HTML_FORUM, selectors=Selectors(post="((", body="p"))
    with pytest.raises(BadSource, match="selector"):
        list(workers([Listed("p", Format.HTML_FORUM, Held(b"<p>x</p>"))], source, lambda: NOON))
    report = refresh(source, library, now=lambda: NOON, read_all=workers)
    assert "selector" in report.failed[0].reason


def test_nothing_is_begun_for_a_source_that_did_not_change(folder: Path, library: StoredLibrary) -> None:
    write(folder / "w3.md", "# W3\n\nThe lamp is green.")
    refresh(a_source(folder), library, now=lambda: NOON)
    with Workers(1) as idle:
        assert refresh(a_source(folder), library, now=lambda: NOON, read_all=idle).unchanged == 1
        assert not idle.begun
