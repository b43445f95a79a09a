"""The real data that lies beside the project: counts known beforehand, and no crash on what is broken."""

from pathlib import Path

import pytest

from index.knowledge import Kind
from ingest.parsed import PassedOver
from ingest.sources import Format, Selectors
from tests.ingest.builders import OLD_FORUM, a_source, outcomes
from tests.ingest.conftest import Pass
from tests.ingest.stored import StoredLibrary

pytestmark = pytest.mark.slow


def test_a_dump_gives_every_accepted_answer(real_data: Path) -> None:
    source = a_source(name="iot", kind=Kind.FORUM)

    found = outcomes(Format.STACKEXCHANGE_DUMP, real_data / "iot-stackexchange-2017" / "Posts.xml", source)

    assert sum(isinstance(outcome, PassedOver) for outcome in found) == 135
    assert len(found) == 320


def test_an_old_forum_is_read_wholly(real_data: Path, library: StoredLibrary, read_in: Pass) -> None:
    pages = real_data / "oem-support-desk" / "raw_forum_html"
    source = a_source(pages, name="old", kind=Kind.FORUM, selectors=OLD_FORUM, unaccepted=True)

    report = read_in(source)

    assert (report.new, report.failed) == (140, ())
    assert read_in(source).unchanged == 140


def test_every_sheet_note_and_row_is_read(real_data: Path, library: StoredLibrary, read_in: Pass) -> None:
    desk = real_data / "oem-support-desk"

    files = read_in(a_source(desk / "files"))
    corpus = read_in(a_source(desk / "corpus.jsonl", name="corpus"))

    assert (files.new, files.failed) == (237, ())
    assert (corpus.new, corpus.failed) == (4044, ())


def test_broken_pdfs_are_refused_by_name_or_read(
    real_data: Path, library: StoredLibrary, read_in: Pass
) -> None:
    report = read_in(a_source(real_data / "bad-pdf"))

    assert report.new + len(report.failed) == 105
    assert report.new >= 40
    assert all(failure.reason for failure in report.failed)


@pytest.mark.parametrize("folder", ["bad-html-misc", "bad-html5lib-tests", "bad-strings"])
@pytest.mark.parametrize("form", [Format.HTML, Format.MARKDOWN, Format.JSONL, Format.HTML_FORUM, Format.PDF])
def test_broken_files_crash_nothing(
    real_data: Path, library: StoredLibrary, read_in: Pass, folder: str, form: Format
) -> None:
    source = a_source(
        f"{real_data}/{folder}/**/*.*",
        format=form,
        selectors=Selectors(post="body", body="*"),
        unaccepted=True,
    )

    report = read_in(source)

    assert report.new + report.passed_over + len(report.failed) > 0
