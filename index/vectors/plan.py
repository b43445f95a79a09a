"""How many lists to keep, and which way to search: decided by sizes alone. The figures: docs/decisions/0012."""

from dataclasses import dataclass
from math import ceil, isqrt

CLUSTERED_FROM = 30_000
"""So many rows are scanned as fast as a million clustered ones are searched."""

PROBES = 48
"""Lists visited without a filter. With 4 sqrt(rows) lists, what a given recall takes hardly grows with the rows."""

DEPTH = 10
"""Rows seen for each row wanted: lists are visited until a filter leaves so many."""

READ = 240
"""Reading and scoring one row by itself costs as much as passing over so many rows of a list."""

SCORE = 20
"""Scoring one row of a list costs as much as passing over so many that the filter leaves out."""

POINTS = 32
"""Rows that one centroid is trained on."""


@dataclass(frozen=True)
class Scan:
    """Score every row that may be found."""


@dataclass(frozen=True)
class Probe:
    """Let FAISS propose `candidates` out of the `probes` lists nearest to the question, then score those exactly."""

    probes: int
    candidates: int


def plan(rows: int, lists: int, chosen: int, limit: int) -> Scan | Probe:
    """The cheaper way to the `limit` nearest of `chosen` rows out of `rows`, which stand in `lists` lists."""
    if chosen <= limit:
        return Scan()
    share = chosen / rows
    for_recall = PROBES / share**0.5
    for_depth = DEPTH * limit * lists / chosen
    probes = min(lists, ceil(max(for_recall, for_depth)))
    passed = rows * probes / lists
    if READ * chosen <= passed * (1 + SCORE * share):
        return Scan()
    return Probe(probes, limit + limit // 8 + 10)


def lists_for(rows: int, clustered_from: int = CLUSTERED_FROM) -> int:
    """How many lists so many rows are best searched in; 1 is a scan of all."""
    return 1 if rows < clustered_from else max(1, min(4 * isqrt(rows), rows // 8))


def lists_fit(trained: int, added: int) -> bool:
    """Whether lists that were trained for so many rows (0: none were) still serve when so many were added since."""
    return trained > 0 and added <= trained


def points_for(rows: int, lists: int) -> int:
    """How many rows the centroids are trained on."""
    return min(rows, POINTS * lists)
