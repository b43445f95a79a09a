"""All sources into the index, one after the other."""

from collections.abc import Sequence

from app.cli.output import Progress
from app.wiring import House, now
from ingest.refresh import SourceReport, refresh
from ingest.sources import Source


def ingest_sources(
    house: House, sources: Sequence[Source], *, full: bool, progress: Progress
) -> list[SourceReport]:
    """Read every source; the reports stand in the order of the sources."""
    return [refresh(source, house.index, now=now, full=full, progress=progress) for source in sources]
