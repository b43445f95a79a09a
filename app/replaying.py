"""Recorded messages through the desk as if they came in: into the simulated X, heard, drafted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.cli.output import Progress
from app.wiring import House


@dataclass(frozen=True)
class Outcome:
    """How many messages came in, and where their cases stand now."""

    fed: int
    seen_before: int
    refused: tuple[str, ...]  # rows that cannot be read, each with its reason
    stages: Mapping[str, int]


def replay_rows(house: House, rows: Iterable[object], progress: Progress) -> Outcome:
    """Feed the rows, hear them and draft for each; sends nothing."""
    fed = house.simulator.feed(rows)
    house.worker.hear(house.simulator)
    house.worker.draft_all(progress)
    stages = Counter(case.stage.value for case in house.ledger.cases())
    refused = tuple(f"row {bad.number} ({bad.id or 'without an id'}): {bad.reason}" for bad in fed.bad)
    return Outcome(fed.taken, fed.known, refused, dict(stages))
