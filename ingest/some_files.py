"""A walk over a few files of a folder, when it is known which ones are new or changed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from ingest.batch import Library
from ingest.listing import list_files
from ingest.parsed import Failure
from ingest.refresh import Clock, SourceReport, refresh
from ingest.sources import Source
from ingest.walk import Listed, MayRest


@dataclass
class SomeFiles:
    """The walk. What it does not see may well be there, so nothing is withdrawn after it."""

    source: Source
    keys: Collection[str]
    failed: list[Failure] = field(default_factory=list)
    ignored: int = 0

    @property
    def total(self) -> int:
        """How many files there are."""
        return len(self.keys)

    def __iter__(self) -> Iterator[Listed]:
        """Each file once, as a walk over the whole folder would list it."""
        folder = Path(self.source.location)
        for key in self.keys:
            file = folder / key
            if file.resolve() != folder.resolve() / key:
                self.failed.append(Failure(key, "it is a link; copy the file"))
                continue
            alone = list_files(replace(self.source, location=str(file)))
            self.failed += [Failure(key, failure.reason) for failure in alone.failed if file.exists()]
            yield from (replace(listed, key=key) for listed in alone.files)

    def covers(self, key: str) -> bool:  # noqa: ARG002 - the same for each
        """That nothing is known of what was not seen."""
        return False

    def stored(self, keys: Collection[str]) -> None:
        """Nothing is remembered of a folder."""

    def close(self) -> None:
        """Nothing is held open."""


def walk_of(keys: Collection[str], source: Source, _may_rest: MayRest) -> SomeFiles:
    """The walk over these files of a source that is a folder on this machine."""
    return SomeFiles(source, keys)


def read_some(source: Source, library: Library, keys: Collection[str], now: Clock) -> SourceReport:
    """These files of the source into the library, however many others its folder has; they are read in this process."""
    return refresh(source, library, now=now, open_walk=partial(walk_of, keys))
