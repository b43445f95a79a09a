"""What a pass refuses or passes over: two holders of one document, threads without a solution, odd files."""

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from index.knowledge import Kind
from ingest.parsed import Failure
from ingest.refresh import SourceReport, refresh
from ingest.sources import Format, Selectors
from ingest.walk import Held, Listed
from tests.ingest.builders import COMMUNITY, DATA, a_source, rows, write
from tests.ingest.conftest import Pass
from tests.ingest.stored import StoredLibrary

SHEET = "# W3\n\nE17 means that the rain gauge is blocked.\n"
OTHER = "# W4\n\nE18 means that the wind vane is stuck.\n"


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

    assert report.duplicates == (Failure("x", "source 'first' holds it"),)
    assert report.failed == ()
    document = library.found("x")
    assert document is not None
    assert document.source == "first"


def test_a_document_that_one_source_lets_go_is_taken_by_the_other(
    folder: Path, library: StoredLibrary, read_in: Pass
) -> None:
    first, second = write(folder / "a.jsonl", rows("x", "y")), write(folder / "b.jsonl", rows("x", "z"))
    read_in(a_source(first, name="first"))
    assert read_in(a_source(second, name="second")).new == 1
    write(first, rows("y"))
    assert read_in(a_source(first, name="first")).withdrawn == 1

    assert read_in(a_source(second, name="second")).duplicates == ()

    document = library.found("x")
    assert document is not None
    assert document.source == "second"


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


class Pages:
    """A walk over pages that are held here."""

    def __init__(self, *names: str) -> None:
        self._names = names
        self.failed: list[Failure] = []
        self.ignored = 0

    @property
    def total(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[Listed]:
        for name in self._names:
            yield Listed(f"https://a.example/{name}", Format.TEXT, Held(f"words of {name}".encode()))

    def covers(self, key: str) -> bool:
        return True

    def stored(self, keys: Collection[str]) -> None: ...

    def close(self) -> None: ...


def test_a_site_that_hides_most_of_its_pages_does_not_empty_the_index(
    library: StoredLibrary, clock: Callable[[], datetime]
) -> None:
    source, names = a_source("https://a.example/"), [f"p{number}" for number in range(30)]

    def walked(*found: str, full: bool = False) -> SourceReport:
        return refresh(source, library, now=clock, open_walk=lambda *_: Pages(*found), full=full)

    assert walked(*names).new == 30
    assert walked(*names[:20]).withdrawn == 10

    hidden = walked("login")

    assert (hidden.new, hidden.withdrawn) == (1, 0)
    assert "20 of 20 documents are not to be seen any more" in hidden.failed[0].reason
    assert library.counts().documents == 21
    assert walked("login", full=True).withdrawn == 20


def test_a_note_that_waits_for_its_day_is_named_by_every_pass(folder: Path, read_in: Pass) -> None:
    write(folder / "later.md", "---\nvalid_from: 2030-02-03\n---\n# Later\n\nThe lamp will be green.")
    for _ in range(2):
        report = read_in(a_source(folder, kind=Kind.SME_NOTE))
        (waiting,) = report.not_now
        assert waiting.id == "sheets/later.md"
        assert "2030-02-03" in waiting.reason
