"""The way in for documents, built from settings."""

from functools import partial
from typing import TYPE_CHECKING

from app.happenings import Happenings
from app.knowledge_in import Intake
from ingest.sources import Source

if TYPE_CHECKING:  # app.wiring builds what is here; the other is slow to import
    from app.wiring import House
    from ingest.refresh import Progress, SourceReport


def intake_of(house: "House") -> Intake:
    """Reads sources, and tells the desk what happened to documents."""
    happenings = Happenings(
        events=house.events,
        inventory=house.inventory,
        runs=house.runs,
        document=lambda name, version: house.index.document(name, version),
        ledger=lambda: house.ledger,
        clock=house.clock,
    )
    return Intake(partial(_read, house), house.runs, happenings, house.clock)


def _read(house: "House", source: Source, full: bool, progress: "Progress") -> "SourceReport":
    """One pass over a source, its files read in processes of their own."""
    from ingest.places import open_walk
    from ingest.refresh import refresh
    from ingest.workers import Workers

    walk = partial(open_walk, house.web)
    with Workers() as workers:
        return refresh(
            source,
            house.index,
            now=house.clock,
            open_walk=walk,
            read_all=workers,
            full=full,
            progress=progress,
        )
