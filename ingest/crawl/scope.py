"""What belongs to a web source: where it starts, and which addresses its settings mean."""

from dataclasses import dataclass
from fnmatch import fnmatchcase
from urllib.parse import urlsplit

from ingest.crawl.urls import cleaned
from ingest.errors import BadSource, Unfetchable
from ingest.sources import Source


@dataclass(frozen=True)
class Scope:
    """The reach of a source: hosts (www. does not count), and patterns of paths with or without a query."""

    starts: tuple[str, ...]
    include: tuple[str, ...]
    exclude: tuple[str, ...]

    def holds(self, address: str) -> bool:
        """Whether a page of this (cleaned) address belongs to the source."""
        parts = urlsplit(address)
        forms = (parts.path, f"{parts.path}?{parts.query}")
        if not self.knows_host(address) or _fits(forms, self.exclude):
            return False
        if self.include:
            return _fits(forms, self.include)
        return any(_host(start) == _host(address) and _below(parts.path, start) for start in self.starts)

    def knows_host(self, address: str) -> bool:
        """Whether a start page names the host."""
        return _host(address) in self.hosts

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts that the start pages name, with their ports."""
        return frozenset(map(_host, self.starts))


def scope_of(source: Source) -> Scope:
    """The reach that the settings give. Raises BadSource for a start page that is no web address."""
    try:
        starts = tuple(cleaned(start) for start in (source.location, *source.crawl.start))
    except Unfetchable as error:
        raise BadSource(f"source {source.name!r} cannot start: {error}") from error
    return Scope(starts, source.crawl.include, source.crawl.exclude)


def _host(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")


def _below(path: str, start: str) -> bool:
    """Whether the path is in the folder of a start page, which for "/docs" is "/docs", for "/a/index.html" "/a"."""
    folder, _, last = urlsplit(start).path.rpartition("/")
    top = folder if "." in last else f"{folder}/{last}".rstrip("/")
    return path == top or path.startswith(f"{top}/")


def _fits(forms: tuple[str, ...], patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(form, pattern) for form in forms for pattern in patterns)
