"""Stories of a source that is read again and again while its files change."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from index.knowledge import Audience, Kind
from ingest.parsed import Failure
from ingest.reading import Result
from ingest.refresh import Clock, read_here, refresh
from ingest.sources import Source
from ingest.walk import Listed
from tests.ingest.builders import a_source, rows, write
from tests.ingest.conftest import Pass
from tests.ingest.stored import StoredLibrary

SHEET = "# W3\n\nE17 means that the rain gauge is blocked.\n"
OTHER = "# W4\n\nE18 means that the wind vane is stuck.\n"


def test_a_folder_is_read_and_its_documents_can_be_found(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    write(folder / "w3.md", SHEET)
    write(folder / "old" / "w2.html", "<h1>W2</h1><p>No longer made.</p>")

    report = read_in(a_source(folder, products=("W3",), owner="maria"))

    assert (report.name, report.kind, report.new, report.failed) == ("sheets", Kind.DATA_SHEET, 2, ())
    sheet = library.found("sheets/w3.md")
    assert sheet is not None
    assert (sheet.title, sheet.audience, sheet.products) == ("W3", Audience.PUBLIC, ("W3",))
    assert sheet.meta["owner"] == "maria"
    assert sheet.fetched_at is not None
    (passage,) = library.passages("sheets/w3.md")
    assert passage.text == sheet.text[passage.start : passage.end]
    assert passage.heading == ("W3",)
    assert library.found("sheets/old/w2.html") is not None


def test_what_did_not_change_is_neither_parsed_nor_stored_again(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    write(folder / "w3.md", SHEET)
    write(folder / "thread.html", "<p>unsolved</p>")
    read_in(a_source(folder))

    again = read_in(a_source(folder))

    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert library.puts == []


def test_a_changed_file_replaces_its_document(folder: Path, library: StoredLibrary, read_in: Pass) -> None:
    write(folder / "w3.md", SHEET)
    write(folder / "w4.md", OTHER)
    read_in(a_source(folder))
    write(folder / "w3.md", SHEET.replace("blocked", "loose"))

    report = read_in(a_source(folder))

    assert (report.new, report.changed, report.unchanged) == (0, 1, 1)
    changed = library.found("sheets/w3.md")
    assert changed is not None
    assert "loose" in changed.text
    assert changed.version == 2


def test_a_new_file_that_changes_while_it_is_read_is_read_again(
    folder: Path, library: StoredLibrary, clock: Clock
) -> None:
    write(folder / "w3.md", SHEET)

    def meanwhile(
        things: Iterable[Listed], source: Source, now: Clock
    ) -> Iterator[tuple[Listed, list[Result]]]:
        for listed, results in read_here(things, source, now):
            read = list(results)
            write(folder / "w3.md", OTHER)
            yield listed, read

    refresh(a_source(folder), library, now=clock, read_all=meanwhile)
    report = refresh(a_source(folder), library, now=clock)

    assert report.changed == 1
    sheet = library.found("sheets/w3.md")
    assert sheet is not None
    assert "wind vane" in sheet.text


def test_other_settings_are_a_change_though_the_files_are_the_same(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    write(folder / "w3.md", SHEET)
    read_in(a_source(folder))

    report = read_in(a_source(folder, audience=Audience.INTERNAL))

    assert report.changed == 1
    sheet = library.found("sheets/w3.md")
    assert sheet is not None
    assert sheet.audience is Audience.INTERNAL


def test_everything_is_read_again_when_asked_for(folder: Path, library: StoredLibrary, read_in: Pass) -> None:
    write(folder / "w3.md", SHEET)
    read_in(a_source(folder))

    report = read_in(a_source(folder), full=True)

    assert report.unchanged == 1
    assert library.puts == [1]


def test_a_missing_file_is_withdrawn(folder: Path, library: StoredLibrary, read_in: Pass) -> None:
    write(folder / "w3.md", SHEET)
    gone = write(folder / "w4.md", OTHER)
    read_in(a_source(folder))
    gone.unlink()

    report = read_in(a_source(folder))

    assert (report.withdrawn, report.unchanged) == (1, 1)
    assert library.found("sheets/w4.md") is None
    assert library.found("sheets/w3.md") is not None
    assert read_in(a_source(folder)).withdrawn == 0


def test_a_file_that_comes_back_is_found_again(folder: Path, library: StoredLibrary, read_in: Pass) -> None:
    sheet = write(folder / "w3.md", SHEET)
    read_in(a_source(folder))
    sheet.unlink()
    read_in(a_source(folder))
    write(folder / "w3.md", SHEET)

    read_in(a_source(folder))

    assert library.found("sheets/w3.md") is not None


def test_a_missing_folder_does_not_empty_the_index(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    write(folder / "w3.md", SHEET)
    read_in(a_source(folder))
    folder.rename(folder.with_name("unmounted"))

    report = read_in(a_source(folder))

    assert [failure.id for failure in report.failed] == ["sheets"]
    assert "nothing at" in report.failed[0].reason
    assert report.withdrawn == 0
    assert library.found("sheets/w3.md") is not None


def test_an_empty_folder_does_not_empty_the_index_unless_that_is_meant(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    sheet = write(folder / "w3.md", SHEET)
    read_in(a_source(folder))
    sheet.unlink()

    report = read_in(a_source(folder))

    assert report.withdrawn == 0
    assert [failure.id for failure in report.failed] == ["sheets"]
    assert f"nothing at {str(folder)!r}; 1 documents are kept" in report.failed[0].reason
    assert "--full" in report.failed[0].reason
    assert library.found("sheets/w3.md") is not None

    report = read_in(a_source(folder), full=True)

    assert (report.withdrawn, report.failed) == (1, ())
    assert library.found("sheets/w3.md") is None
    assert read_in(a_source(folder)).failed == ()


def test_a_file_deleted_beside_one_that_nobody_reads_is_withdrawn(folder: Path, read_in: Pass) -> None:
    sheet = write(folder / "w3.md", SHEET)
    write(folder / "w3.bin", "\x00\x01")
    read_in(a_source(folder))
    sheet.unlink()

    assert read_in(a_source(folder)).withdrawn == 1


def test_a_broken_file_is_named_and_the_rest_goes_on(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    write(folder / "a.pdf", "this is no PDF")
    write(folder / "w3.md", SHEET)

    report = read_in(a_source(folder))

    assert report.failed == (Failure("sheets/a.pdf", "it does not begin like a PDF"),)
    assert report.new == 1


def test_a_file_that_breaks_keeps_its_earlier_document(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    write(folder / "w3.md", SHEET)
    read_in(a_source(folder))
    write(folder / "w3.md", "")

    for _ in range(2):
        report = read_in(a_source(folder))
        assert [failure.id for failure in report.failed] == ["sheets/w3.md"]
        assert report.withdrawn == 0
        assert library.found("sheets/w3.md") is not None

    write(folder / "w3.md", SHEET)
    assert read_in(a_source(folder)).failed == ()


def test_a_broken_row_is_named_each_time_and_keeps_its_earlier_document(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    corpus = write(folder / "corpus.jsonl", rows("a", "b", "c"))
    read_in(a_source(folder))
    corpus.write_text(rows("a") + '{"_id": "b", "text": \n' + rows("d"))

    for new in (1, 0):
        report = read_in(a_source(folder))
        assert [failure.id for failure in report.failed] == ["sheets/corpus.jsonl, line 2"]
        assert (report.new, report.unchanged, report.withdrawn) == (new, 2 - new, 0)
    assert library.found("b") is not None
    assert library.found("c") is not None

    corpus.write_text(rows("a", "d"))
    assert read_in(a_source(folder)).withdrawn == 2
    assert library.found("b") is None


def test_a_row_that_is_gone_is_withdrawn(folder: Path, library: StoredLibrary, read_in: Pass) -> None:
    corpus = write(folder / "corpus.jsonl", rows("a", "b"))
    read_in(a_source(folder))
    corpus.write_text(rows("b"))

    report = read_in(a_source(folder))

    assert (report.unchanged, report.withdrawn) == (1, 1)
    assert library.found("a") is None


def test_many_rows_are_put_in_batches(folder: Path, library: StoredLibrary, read_in: Pass) -> None:
    write(folder / "corpus.jsonl", rows(*(f"r{number}" for number in range(600))))

    report = read_in(a_source(folder))

    assert report.new == 600
    assert library.puts == [64, 128, 256, 152]
    assert read_in(a_source(folder)).unchanged == 600


@pytest.mark.parametrize("puts_before", [0, 1, 2])
def test_an_interrupted_pass_is_finished_by_the_next_one(
    folder: Path, library: StoredLibrary, read_in: Pass, puts_before: int
) -> None:
    corpus = write(folder / "corpus.jsonl", rows(*(f"r{number}" for number in range(600))))
    read_in(a_source(folder))
    corpus.write_text(rows(*(f"r{number}" for number in range(10, 610)), text="new words"))
    library.interrupted_after = puts_before
    with pytest.raises(KeyboardInterrupt):
        read_in(a_source(folder))
    assert library.counts().documents >= 600
    library.interrupted_after = None

    report = read_in(a_source(folder))

    assert report.withdrawn == 10
    assert library.counts().documents == 600
    changed = library.found("r149")
    assert changed is not None
    assert changed.text == "new words r149"


def test_going_back_to_the_old_file_after_an_interruption_brings_the_old_documents_back(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    ids = [f"r{number}" for number in range(300)]
    corpus = write(folder / "corpus.jsonl", rows(*ids))
    read_in(a_source(folder))
    corpus.write_text(rows(*ids, text="new words"))
    library.interrupted_after = 1
    with pytest.raises(KeyboardInterrupt):
        read_in(a_source(folder))
    library.interrupted_after = None
    corpus.write_text(rows(*ids))

    read_in(a_source(folder))

    document = library.found("r0")
    assert document is not None
    assert document.text == "words r0"
