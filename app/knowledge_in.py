"""All sources into the index, one after the other; and out of it what no source brings any more."""

from collections.abc import Collection, Sequence

from app.cli.output import Progress
from app.wiring import House, now
from ingest.refresh import SourceReport, refresh
from ingest.sources import Source


def ingest_sources(
    house: House, sources: Sequence[Source], *, full: bool, progress: Progress
) -> list[SourceReport]:
    """Read these sources; the reports stand in their order."""
    return [refresh(source, house.index, now=now, full=full, progress=progress) for source in sources]


def withdraw_removed(house: House, named: Collection[str]) -> dict[str, int]:
    """Withdraw what came from sources that the settings name no more; how many documents, by source."""
    index = house.index
    removed = sorted(index.sources() - set(named))
    return {source: len(index.forget(source, list(index.items(source)), now())) for source in removed}
