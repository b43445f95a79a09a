"""Times, memory and disk of a process that measures itself: standard library and numpy, so that a peer can use it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

import numpy as np

MEGABYTE = 1024 * 1024
T = TypeVar("T")


@dataclass(frozen=True)
class Times:
    """Milliseconds of one kind of call: wall clock of the median, the 95th percentile and the first; CPU on average.

    CPU is the whole process's, so that threads of a library count.
    """

    p50: float
    p95: float
    first: float
    cpu: float
    calls: int


@dataclass(frozen=True)
class Memory:
    """Of this process, in MB: now, the most ever, and of what is there now how much are files that others share."""

    resident: float
    peak: float
    of_files: float


def times(wall: Sequence[float], cpu: float) -> Times:
    """Of calls that took so many seconds, and so many of CPU together."""
    return Times(
        p50=float(np.percentile(wall, 50)) * 1000,
        p95=float(np.percentile(wall, 95)) * 1000,
        first=wall[0] * 1000,
        cpu=cpu / len(wall) * 1000,
        calls=len(wall),
    )


def timed(call: Callable[[T], object], values: Iterable[T]) -> list[float]:
    """Seconds of each call, by the wall clock."""
    wall = []
    for value in values:
        begun = perf_counter()
        call(value)
        wall.append(perf_counter() - begun)
    return wall


def for_a_while(values: Iterable[T], seconds: float) -> Iterator[T]:
    """The values until so many seconds have passed; always the first one."""
    until = perf_counter() + seconds
    for value in values:
        yield value
        if perf_counter() > until:
            return


def times_of(call: Callable[[T], object], values: Iterable[T]) -> Times:
    """Of calls one after the other, while the process does nothing else."""
    used = process_time()
    wall = timed(call, values)
    return times(wall, process_time() - used)


def memory() -> Memory:
    """As Linux counts it: man 5 proc_pid_status."""
    lines = (line.split() for line in Path("/proc/self/status").read_text().splitlines())
    said = {words[0].rstrip(":"): int(words[1]) / 1024 for words in lines if words[-1] == "kB"}
    return Memory(said["VmRSS"], said["VmHWM"], said["RssFile"] + said["RssShmem"])


def disk(folder: Path) -> dict[str, float]:
    """MB of each thing in the folder, and of all of it."""
    parts = {path.name: _size(path) / MEGABYTE for path in sorted(folder.iterdir())}
    return parts | {"all": sum(parts.values())}


def plain(measured: Times | Memory) -> dict[str, float]:
    """As JSON has it."""
    return asdict(measured)


def _size(path: Path) -> int:
    if path.is_file():
        return path.stat().st_size
    return sum(each.stat().st_size for each in path.rglob("*") if each.is_file())
