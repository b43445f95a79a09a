"""Whatever a file holds, reading it ends: hostile files through the worker processes that the pipeline reads with.

ASSIST_DATA=... python tools/hostile_inputs.py      the published sets and the bombs; without ASSIST_DATA only bombs

Prints one table and, below it, why what was refused was refused. Exit status 1 when something crashed, hung or took
more than 1 GB of memory.
"""

import csv
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from io import StringIO
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from app.wiring import now  # noqa: E402  # below the path that it is found on
from index.knowledge import Audience, Kind  # noqa: E402
from ingest.parsed import Failure  # noqa: E402
from ingest.reading import Ready, Result  # noqa: E402
from ingest.sources import Format, Source  # noqa: E402
from ingest.walk import Held, Listed  # noqa: E402
from ingest.workers import Workers  # noqa: E402
from tests.ingest.bombs import BOMBS  # noqa: E402

SIZE = 1_000_000  # of a bomb
MOST_MEGABYTES = 1024
SOURCE = Source("hostile", Kind.DATA_SHEET, "nowhere", Audience.PUBLIC)
COLUMNS = "{:<34}{:>8}{:>8}{:>9}{:>9}{:>6}{:>10}"
_DETAIL = re.compile(r"'[^']*'|\"[^\"]*\"|\d[\d.,]*|b'.*'")


@dataclass
class Outcome:
    """What came of a set of files."""

    inputs: int = 0
    read: int = 0
    crashed: list[str] = field(default_factory=list)
    hung: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    megabytes: float = 0.0

    @property
    def refused(self) -> int:
        return sum(self.reasons.values())

    def count(self, listed: Listed, results: Sequence[Result]) -> None:
        """One file: read when anything came out of it and nothing of it was refused."""
        self.inputs += 1
        failures = [result.reason for result in results if isinstance(result, Failure)]
        if not failures:
            self.read += any(isinstance(result, Ready) for result in results)
        elif "ended the process" in failures[-1]:
            self.crashed.append(listed.key)
        elif "took longer" in failures[-1]:
            self.hung.append(listed.key)
        else:
            self.reasons[_DETAIL.sub("…", failures[-1])] += 1


class Peak:
    """The most memory that the processes below this one ever had, or that this one took on, while it is entered."""

    def __init__(self) -> None:
        self.megabytes = 0.0
        self._before = _megabytes()[os.getpid()].now
        self._over = Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_said: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            processes = _megabytes()
            own = processes.pop(os.getpid()).now - self._before
            self.megabytes = max([self.megabytes, own, *(process.most for process in processes.values())])


class Megabytes(NamedTuple):
    """What a process has now, and the most it ever had."""

    now: float
    most: float


def _megabytes() -> dict[int, Megabytes]:
    """Of this process and all below it."""
    parents: dict[int, int] = {}
    found: dict[int, Megabytes] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            said = dict(line.split(":", 1) for line in status.read_text().splitlines())
        except OSError:  # it ended meanwhile
            continue
        now, most = (int(said.get(name, "0 kB").split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
        parents[int(said["Pid"])] = int(said["PPid"])
        found[int(said["Pid"])] = Megabytes(now, most)
    return {pid: megabytes for pid, megabytes in found.items() if _is_below(pid, os.getpid(), parents)}


def _is_below(pid: int, top: int, parents: dict[int, int]) -> bool:
    while pid not in (0, top):
        pid = parents.get(pid, 0)
    return pid == top


def pdfs(data: Path) -> Iterator[Listed]:
    """Damaged, encrypted and fuzzed PDFs."""
    for file in sorted((data / "bad-pdf").rglob("*")):
        if file.is_file() and file.name not in {"index.tsv", "SOURCE.md"}:
            yield Listed(file.relative_to(data).as_posix(), Format.PDF, Held(file.read_bytes()))


def pages(data: Path) -> Iterator[Listed]:
    """Odd pages, feeds and sitemaps, all read as HTML."""
    for file in sorted((data / "bad-html-misc").iterdir()):
        if file.name != "SOURCE.md":
            yield Listed(file.name, Format.HTML, Held(file.read_bytes()))


def tokenizer_cases(data: Path) -> Iterator[Listed]:
    """The inputs of the tokenizer's test cases, each a page."""
    for file in sorted((data / "bad-html5lib-tests" / "tokenizer").glob("*.test")):
        said = json.loads(file.read_text(encoding="utf-8"))
        for number, case in enumerate(said.get("tests", said.get("xmlViolationTests", []))):
            text = case["input"]
            if case.get("doubleEscaped"):
                text = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda found: chr(int(found[1], 16)), text)
            yield _held(f"{file.name}/{number}", Format.HTML, text)


def encoding_cases(data: Path) -> Iterator[Listed]:
    """The inputs of the cases of charset detection, each a page."""
    for file in sorted((data / "bad-html5lib-tests" / "encoding").rglob("*.dat")):
        parts = re.split(rb"(?:^|\n)#data\n", file.read_bytes())[1:]
        for number, part in enumerate(parts):
            yield Listed(f"{file.name}/{number}", Format.HTML, Held(part.rpartition(b"\n#encoding\n")[0]))


def naughty_strings(data: Path, form: Format) -> Iterator[Listed]:
    """Each naughty string as a note, a page, a row of CSV or of JSON."""
    strings = json.loads((data / "bad-strings" / "blns.json").read_text(encoding="utf-8"))
    for number, text in enumerate(strings):
        yield _held(f"{number}", form, _written(text, form))


def _written(text: str, form: Format) -> str:
    match form:
        case Format.CSV:
            made = StringIO()
            csv.writer(made).writerows([("question", "answer"), (f"What of {text}", f"See {text}")])
            return made.getvalue()
        case Format.JSONL:
            return json.dumps({"_id": "1", "title": text, "text": f"See {text}"}, ensure_ascii=False) + "\n"
        case Format.HTML:
            return f"<h1>See</h1><p>{text}</p>"
        case _:
            return f"# See\n\n{text}\n"


def _held(key: str, form: Format, text: str) -> Listed:
    return Listed(key, form, Held(text.encode("utf-8", errors="surrogatepass")))


def bombs() -> Iterator[Listed]:
    """Files that we wrote, each made when it is its turn."""
    for name, (form, bomb) in BOMBS.items():
        yield Listed(name, form, Held(bomb(SIZE)))


def outcome_of(things: Iterable[Listed], *, tell: bool = False) -> Outcome:
    """All of them read by one worker process."""
    outcome = Outcome()
    with Peak() as peak, Workers(1, wall=timedelta(minutes=1)) as workers:
        for listed, results in workers(things, SOURCE, now):
            told = list(results)
            outcome.count(listed, told)
            if tell:
                print(f"  {listed.key}: {_told(told)}")
    outcome.megabytes = peak.megabytes
    return outcome


def _told(results: Sequence[Result]) -> str:
    failures = [result.reason for result in results if isinstance(result, Failure)]
    return failures[-1] if failures else f"read, {len(results)} documents"


def sets() -> Iterator[tuple[str, Iterable[Listed]]]:
    """What there is to try, by name."""
    if said := os.environ.get("ASSIST_DATA"):  # noqa: TID251  # not a setting of the product
        data = Path(said)
        yield "bad-pdf", pdfs(data)
        yield "bad-html-misc", pages(data)
        yield "bad-html5lib-tests: tokenizer", tokenizer_cases(data)
        yield "bad-html5lib-tests: encoding", encoding_cases(data)
        for form in (Format.MARKDOWN, Format.HTML, Format.CSV, Format.JSONL):
            yield f"bad-strings: {form.value}", naughty_strings(data, form)
    yield "bombs", bombs()


def main() -> None:
    """Try them all, and say what came of it."""
    found: dict[str, Outcome] = {}
    for name, things in sets():
        print(f"{name} ...", flush=True)
        found[name] = outcome_of(things, tell=name == "bombs")
    print("\n" + COLUMNS.format("set", "inputs", "read", "refused", "crashed", "hung", "peak MB"))
    for name, outcome in found.items():
        ended = (len(outcome.crashed), len(outcome.hung))
        print(
            COLUMNS.format(
                name, outcome.inputs, outcome.read, outcome.refused, *ended, round(outcome.megabytes)
            )
        )
    for name, outcome in found.items():
        print(f"\n{name}")
        for reason, count in outcome.reasons.most_common():
            print(f"  {count:>5}  {reason}")
        for key in [*outcome.crashed, *outcome.hung]:
            print(f"  crashed or hung: {key}")
    bad = any(
        outcome.crashed or outcome.hung or outcome.megabytes > MOST_MEGABYTES for outcome in found.values()
    )
    sys.exit(bad)


if __name__ == "__main__":
    main()
