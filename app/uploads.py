"""Files that people hand over: tried first, put into the folder of a source, and read at once."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.knowledge_in import Intake
from index.inventory import Inventory
from ingest.errors import BadSource, Unreadable
from ingest.parsed import Failure, identity
from ingest.placing import Added, Arrival, folder_of, format_of, place, safe_name
from ingest.reading import NotNow, Ready
from ingest.refresh import Clock, SourceReport
from ingest.sources import Source
from ingest.walk import Held, Listed
from ingest.workers import Workers

PATIENCE = 60  # seconds to wait for another process that reads the source

File = tuple[str, bytes]  # as it is called where it comes from, and what is in it


@dataclass(frozen=True)
class Uploads:
    """Adds files to the sources that are folders. What cannot be read never gets into a folder."""

    sources: Sequence[Source]
    intake: Intake
    inventory: Inventory
    clock: Clock
    sleep: Callable[[float], None] = time.sleep

    def add(self, source_name: str, files: Sequence[File]) -> list[Added]:
        """What became of each file, in their order. Raises BadSource when there is no such folder."""
        source = self._source(source_name)
        arrived = [self._arrived(source, name, content) for name, content in files]
        if all(added.arrival is Arrival.REFUSED for added in arrived):
            return arrived
        report = self._read(source)
        return [self._outcome(source, added, report) for added in arrived]

    def taking(self, name: str) -> Source:
        """The source of this name, whose folder takes files. Raises BadSource when there is none."""
        source = self._source(name)
        folder_of(source)
        return source

    def _source(self, name: str) -> Source:
        for source in self.sources:
            if source.name == name:
                return source
        known = ", ".join(source.name for source in self.sources)
        raise BadSource(f"no source is called {name!r}; there are: {known or 'none'}")

    def _arrived(self, source: Source, written: str, content: bytes) -> Added:
        folder = folder_of(source)
        try:
            name = safe_name(written)
            self._try(Listed(name, format_of(name, content, source), Held(content)), source)
            return Added(name, place(folder, name, content))
        except Unreadable as error:
            return Added(written, Arrival.REFUSED, reason=str(error))

    def _try(self, listed: Listed, source: Source) -> None:
        """Read it in a process of its own. Raises Unreadable when no document comes out."""
        with Workers(1) as workers:
            ((_, results),) = workers([listed], source, self.clock)
            read = list(results)
        if not any(isinstance(result, Ready | NotNow) for result in read):
            reasons = (result.reason for result in read if isinstance(result, Failure))
            raise Unreadable(next(reasons, "nothing in it is a document"))

    def _read(self, source: Source) -> SourceReport | None:
        """A pass over the source; None when another process is at it and goes on and on."""
        for _ in range(PATIENCE):
            if report := self.intake.take(source, full=False, progress=_silent):
                return report
            self.sleep(1)
        return None

    def _outcome(self, source: Source, added: Added, report: SourceReport | None) -> Added:
        if added.arrival is Arrival.REFUSED:
            return added
        if report is None:
            return replace(added, reason="another process is reading the source; it takes the file next time")
        made = self.inventory.made_of(source.name, added.name)
        return replace(added, made=made, reason=None if made else why_none(source, added.name, report))


def _silent(_done: int, _total: int, _what: str) -> None:
    """Tell nobody."""


def why_none(source: Source, key: str, report: SourceReport) -> str:
    """Why no document of this file can be found after the pass."""
    its = (identity(source, key), source.name)
    reasons = (
        failure.reason
        for failure in (*report.failed, *report.not_now, *report.duplicates)
        if failure.id in its
    )
    return next(reasons, "it lies in the folder, and no document of it can be found now")
