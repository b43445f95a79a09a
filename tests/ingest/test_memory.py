"""Memory does not grow with what is read: only keys and fingerprints are kept of each document."""

import subprocess
import sys
from pathlib import Path

import pytest

READ = """
import resource, sys
from itertools import count
from datetime import timedelta
from pathlib import Path
from ingest.refresh import refresh
from tests.builders import NOON
from tests.ingest.builders import a_source
from tests.ingest.stored import StoredLibrary

seconds = count()
library = StoredLibrary(Path(sys.argv[2]))
report = refresh(a_source(sys.argv[1]), library, now=lambda: NOON + timedelta(seconds=next(seconds)))
print(report.new, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
WORDS = (
    "The pump hums when the filter is full of lime and the lamp beside the lid turns from green to red. " * 30
)


def kilobytes(location: Path, store: Path, documents: int) -> int:
    """The most memory of a process that reads the location."""
    command = [sys.executable, "-c", READ, str(location), str(store)]
    new, used = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert int(new) == documents
    return int(used)


def corpus(path: Path, documents: int) -> Path:
    """A file of JSON lines, 3 kB each."""
    with path.open("w") as file:
        for number in range(documents):
            file.write(f'{{"id": "d{number}", "title": "Note {number}", "text": "{number} {WORDS}"}}\n')
    return path


@pytest.mark.slow
def test_a_long_corpus_takes_little_more_memory_than_a_short_one(tmp_path: Path) -> None:
    few, many = 500, 5_000
    small = kilobytes(corpus(tmp_path / "few.jsonl", few), tmp_path / "few.db", few)
    large = kilobytes(corpus(tmp_path / "many.jsonl", many), tmp_path / "many.db", many)
    assert large - small < (many - few) * 1.0  # kB; a document has 3 kB of text


@pytest.mark.slow
def test_a_folder_of_many_files_takes_little_more_memory_than_one_of_few(tmp_path: Path) -> None:
    used = []
    for documents in (200, 2_000):
        folder = tmp_path / str(documents)
        folder.mkdir()
        for number in range(documents):
            (folder / f"n{number}.md").write_text(f"# Note {number}\n\n{number} {WORDS}")
        used.append(kilobytes(folder, tmp_path / f"{documents}.db", documents))
    assert used[1] - used[0] < 1_800 * 2.5


@pytest.mark.prove
def test_a_hundred_thousand_documents_fit_into_little_memory(tmp_path: Path) -> None:
    documents = 100_000
    used = kilobytes(corpus(tmp_path / "corpus.jsonl", documents), tmp_path / "library.db", documents)
    print(f"{documents} documents of 3 kB: {used / 1024:.0f} MB at most")
    assert used < 600 * 1024
