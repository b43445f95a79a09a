"""Stories of a source that is read again and again while its files change."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from index.knowledge import Audience, Kind
from ingest.parsed import Failure
from ingest.sources import Format, Selectors
from tests.ingest.builders import COMMUNITY, DATA, a_source
from tests.ingest.conftest import Pass
from tests.ingest.stored import StoredLibrary

SHEET = "# W3\n\nE17 means that the rain gauge is blocked.\n"
OTHER = "# W4\n\nE18 means that the wind vane is stuck.\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def rows(*ids: str, text: str = "words") -> str:
    return "".join(json.dumps({"_id": row, "title": row, "text": f"{text} {row}"}) + "\n" for row in ids)


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
    write(folder / "corpus.jsonl", rows(*(f"r{number}" for number in range(150))))

    report = read_in(a_source(folder))

    assert report.new == 150
    assert library.puts == [64, 64, 22]
    assert read_in(a_source(folder)).unchanged == 150


@pytest.mark.parametrize("puts_before", [0, 1, 2])
def test_an_interrupted_pass_is_finished_by_the_next_one(
    folder: Path, library: StoredLibrary, read_in: Pass, puts_before: int
) -> None:
    corpus = write(folder / "corpus.jsonl", rows(*(f"r{number}" for number in range(150))))
    read_in(a_source(folder))
    corpus.write_text(rows(*(f"r{number}" for number in range(10, 160)), text="new words"))
    library.interrupted_after = puts_before
    with pytest.raises(KeyboardInterrupt):
        read_in(a_source(folder))
    assert library.counts().documents >= 150
    library.interrupted_after = None

    report = read_in(a_source(folder))

    assert report.withdrawn == 10
    assert library.counts().documents == 150
    changed = library.found("r149")
    assert changed is not None
    assert changed.text == "new words r149"


def test_going_back_to_the_old_file_after_an_interruption_brings_the_old_documents_back(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    ids = [f"r{number}" for number in range(100)]
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


def test_two_files_with_one_document_do_not_take_it_from_each_other(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    write(folder / "a.jsonl", rows("x"))
    write(folder / "b.jsonl", rows("x", "y", text="other words"))

    for _ in range(2):
        report = read_in(a_source(folder))
        assert report.failed == (Failure("sheets/b.jsonl", "'a.jsonl' holds document 'x' already"),)
        document = library.found("x")
        assert document is not None
        assert document.text == "words x"
    assert library.found("y") is not None


def test_a_file_that_holds_a_document_twice_is_named(folder: Path, read_in: Pass) -> None:
    write(folder / "a.jsonl", rows("x", "x"))

    report = read_in(a_source(folder))

    assert report.new == 1
    assert "twice" in report.failed[0].reason


def test_two_sources_with_one_document_do_not_take_it_from_each_other(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    corpus = write(folder / "a.jsonl", rows("x"))
    read_in(a_source(corpus, name="first"))

    report = read_in(a_source(corpus, name="second"))

    assert report.failed == (Failure("second/a.jsonl", "source 'first' holds document 'x' already"),)
    document = library.found("x")
    assert document is not None
    assert document.source == "first"


def test_a_row_that_moves_to_another_file_stays(folder: Path, library: StoredLibrary, read_in: Pass) -> None:
    write(folder / "a.jsonl", rows("x", "y"))
    read_in(a_source(folder))
    write(folder / "a.jsonl", rows("x"))
    write(folder / "b.jsonl", rows("y"))

    report = read_in(a_source(folder))

    assert report.failed == ()
    assert library.found("y") is not None
    assert read_in(a_source(folder)).unchanged == 2


def test_a_renamed_file_keeps_its_rows(folder: Path, library: StoredLibrary, read_in: Pass) -> None:
    corpus = write(folder / "old.jsonl", rows("x", "y"))
    read_in(a_source(folder))
    corpus.rename(folder / "new.jsonl")

    report = read_in(a_source(folder))

    assert (report.failed, report.unchanged, report.withdrawn) == ((), 2, 0)
    assert library.found("x") is not None


def test_threads_without_a_solution_are_counted_every_time(folder: Path, read_in: Pass) -> None:
    write(folder / "7.html", (DATA / "forum" / "thread-7.html").read_text())
    write(folder / "8.html", (DATA / "forum" / "thread-7.html").read_text().replace("solution", ""))
    source = a_source(folder, kind=Kind.FORUM, selectors=COMMUNITY)

    for new, unchanged in ((1, 0), (0, 1)):
        report = read_in(source)
        assert (report.new, report.unchanged, report.passed_over) == (new, unchanged, 1)


def test_a_thread_that_loses_its_solution_is_withdrawn(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    solved = (DATA / "forum" / "thread-7.html").read_text()
    write(folder / "7.html", solved)
    source = a_source(folder, kind=Kind.FORUM, selectors=COMMUNITY)
    read_in(source)
    write(folder / "7.html", solved.replace("solution", ""))

    report = read_in(source)

    assert (report.withdrawn, report.passed_over) == (1, 1)
    assert library.counts().documents == 0


def test_a_selector_that_is_none_is_named_and_withdraws_nothing(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    write(folder / "7.html", (DATA / "forum" / "thread-7.html").read_text())
    source = a_source(folder, kind=Kind.FORUM, selectors=COMMUNITY)
    read_in(source)

    report = read_in(replace(source, selectors=Selectors(post="div[", body="p")))

    assert "div[" in report.failed[0].reason
    assert library.counts().documents == 1


def test_progress_names_each_item(folder: Path, read_in: Pass) -> None:
    write(folder / "a.md", SHEET)
    write(folder / "b.md", OTHER)
    seen: list[tuple[int, int, str]] = []

    read_in(a_source(folder), progress=lambda *at: seen.append(at))

    assert seen == [(0, 2, "a.md"), (1, 2, "b.md")]


def test_the_report_says_how_long_it_took(folder: Path, read_in: Pass) -> None:
    write(folder / "a.md", SHEET)

    assert read_in(a_source(folder)).seconds > 0


def test_a_link_out_of_the_folder_is_refused_by_name(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    secret = write(folder.parent / "secret.md", "# Prices of next year")
    (folder / "w3.md").symlink_to(secret)
    write(folder / "w4.md", OTHER)

    report = read_in(a_source(folder))

    assert [failure.id for failure in report.failed] == ["sheets/w3.md"]
    assert "out of the folder" in report.failed[0].reason
    assert report.new == 1


def test_a_refused_link_does_not_keep_other_files_from_being_withdrawn(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    (folder / "w3.md").symlink_to(write(folder.parent / "secret.md", "# Prices of next year"))
    write(folder / "w4.md", OTHER)
    read_in(a_source(folder))
    (folder / "w4.md").unlink()

    assert read_in(a_source(folder)).withdrawn == 1


def test_a_file_that_became_too_large_keeps_its_earlier_document(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    sheet = write(folder / "w3.md", SHEET)
    read_in(a_source(folder))
    os.truncate(sheet, 11 * 2**20)

    report = read_in(a_source(folder))

    assert report.failed == (
        Failure("sheets/w3.md", "it has 11.0 MB; 10 MB is the most for markdown: split it"),
    )
    assert library.found("sheets/w3.md") is not None


def test_a_corpus_of_rows_may_be_of_any_length(folder: Path, read_in: Pass) -> None:
    corpus = write(folder / "corpus.jsonl", rows("x"))
    with corpus.open("ab") as file:
        for _ in range(60):
            file.write(b" " * 2**20 + b"\n")

    assert read_in(a_source(folder, format=Format.JSONL)).new == 1


def test_nothing_is_read_of_a_pipe(folder: Path, read_in: Pass) -> None:
    os.mkfifo(folder / "endless.md")

    report = read_in(a_source(folder))

    assert (report.new, report.ignored, report.failed) == (0, 1, ())
