"""The real data that lies beside the project: counts known beforehand, and no crash on what is broken."""

from pathlib import Path

import pytest

from ingest.sources import Format, Selectors
from tests.ingest.builders import a_source
from tests.ingest.conftest import Pass
from tests.ingest.stored import StoredLibrary

pytestmark = pytest.mark.slow


def test_every_sheet_note_and_row_is_read(real_data: Path, library: StoredLibrary, read_in: Pass) -> None:
    desk = real_data / "oem-support-desk"

    files = read_in(a_source(desk / "files"))
    corpus = read_in(a_source(desk / "corpus.jsonl", name="corpus"))

    assert (files.new, files.failed) == (237, ())
    assert (corpus.new, corpus.failed) == (4044, ())


def test_broken_pdfs_are_refused_by_name_or_read(
    real_data: Path, library: StoredLibrary, read_in: Pass
) -> None:
    report = read_in(a_source(real_data / "bad-pdf", format=Format.PDF))

    assert report.new + len(report.failed) == 104
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
