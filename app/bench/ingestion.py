"""Ingestion against a plain LangChain pipeline, interleaved, each run in a process of its own."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree
from statistics import median

from app.bench.runs import run
from index.embedding.origin import packaged_model

Figures = Mapping[str, float]
Told = Callable[[int, int, str], None]
PEER = Path(__file__).with_name("langchain_pipeline.py")
CHANGED_SHARE = 0.01
STAGES = ("fetch", "parse", "split", "embed", "store")


@dataclass(frozen=True)
class Runs:
    """The figures of all rounds: ours on an empty store, on the same files again, with 1 % changed, and the peer's."""

    first: Sequence[Figures]
    unchanged: Sequence[Figures]
    one_percent: Sequence[Figures]
    peer: Sequence[Figures]
    stages: Figures


def measure(folder: Path, work: Path, *, rounds: int, peer: Path | None, told: Told) -> Runs:
    """`work` is an empty folder for copies and stores. `peer` is a Python that has LangChain; None: only ours."""
    files = copytree(folder, work / "files", ignore=lambda _, names: [n for n in names if n.startswith(".")])
    first, unchanged, one_percent, peers = [], [], [], []
    steps = rounds * 4 + 1
    for number in range(rounds):
        store = _folder(work / f"ours-{number}")
        told(number * 4, steps, "ours, first time")
        first.append(_ours(files, store))
        told(number * 4 + 1, steps, "LangChain")
        if peer:
            peers.append(
                run([str(peer), str(PEER), str(files), str(packaged_model()), str(work / f"peer-{number}")])
            )
        told(number * 4 + 2, steps, "ours, unchanged")
        unchanged.append(_ours(files, store))
        told(number * 4 + 3, steps, "ours, 1 % changed")
        _change(files, number)
        one_percent.append(_ours(files, store))
    told(steps - 1, steps, "stages")
    return Runs(first, unchanged, one_percent, peers, _ours(files, _folder(work / "stages"), "--stages"))


def summary(runs: Runs) -> dict[str, object]:
    """Medians of the rounds, rates by stage, and how many times faster than the peer."""
    again = (
        [_median(runs.peer, "seconds") / _median(each, "seconds") for each in _three(runs)]
        if runs.peer
        else []
    )
    names = ("first", "unchanged", "one_percent_changed")
    return {
        "rounds": len(runs.first),
        "ours": {name: _medians(each) for name, each in zip(names, _three(runs), strict=True)},
        "stages": {
            stage: {
                "seconds": runs.stages[stage],
                "documents_per_second": runs.stages["documents"] / max(runs.stages[stage], 1e-9),
                "passages_per_second": runs.stages["passages"] / max(runs.stages[stage], 1e-9),
            }
            for stage in STAGES
        },
        "langchain": _medians(runs.peer) if runs.peer else None,
        "times_faster": dict(zip(names, again, strict=True)) if again else None,
    }


def _three(runs: Runs) -> tuple[Sequence[Figures], Sequence[Figures], Sequence[Figures]]:
    return runs.first, runs.unchanged, runs.one_percent


def _medians(runs: Sequence[Figures]) -> dict[str, float]:
    return {name: _median(runs, name) for name in runs[0]}


def _median(runs: Sequence[Figures], name: str) -> float:
    return median(run[name] for run in runs)


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _ours(files: Path, store: Path, *options: str) -> Figures:
    return run([sys.executable, "-m", "app.bench.pipeline", str(files), str(store), *options])


def _change(files: Path, number: int) -> None:
    """A new line at the end of 1 % of the text files, other ones in each round."""
    texts = sorted(path for path in files.rglob("*") if path.suffix.lower() in {".md", ".txt", ".html"})
    many = max(1, round(CHANGED_SHARE * sum(path.is_file() for path in files.rglob("*"))))
    for path in texts[number * many : (number + 1) * many]:
        with path.open("a", encoding="utf-8") as file:
            file.write(f"\n\nChanged in round {number} of the bench.\n")
