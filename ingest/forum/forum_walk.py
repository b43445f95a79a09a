"""The walk over a live forum, whatever its software: threads are listed and brought one by one."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.crawl.fetch import Fetcher
from ingest.crawl.web import Web
from ingest.errors import Unfetchable, Unreadable
from ingest.forum.json_shapes import A, read_json
from ingest.parsed import Failure
from ingest.sources import Format, Source
from ingest.walk import Held, Listed, MayRest, covered

_NOT_FOR_US = (401, 403)  # what the public may not read any more


@dataclass(frozen=True)
class Shown:
    """A thread that a forum's list shows. `key` is its web address; `bring` fetches it and raises Unreadable."""

    key: str
    bring: Callable[[], bytes]


class Forum(Protocol):
    """A forum as one kind of software shows it."""

    @property
    def format(self) -> Format:
        """How the threads that it brings are written."""

    def threads(self) -> Iterator[Shown]:
        """All threads, some perhaps twice. Raises BadSource, and Unreadable when the list breaks off."""

    def shows(self, key: str) -> bool:
        """Whether the thread is still there for all to read. Raises Unreadable when that cannot be seen."""


OpenForum = Callable[[Source, Web, Fetcher], Forum]


class ForumWalk:
    """Lists and brings all threads of a forum, and remembers what could not be looked at.

    A thread is brought each time: no forum says reliably that nothing in one was edited. When the list breaks off,
    nothing is covered; when a thread does not come, it is not.
    """

    def __init__(self, forum: OpenForum, source: Source, web: Web, _may_rest: MayRest) -> None:
        self._source = source
        self._fetcher = web.fetcher(source)
        self._forum = forum(source, web, self._fetcher)
        self._keys: set[str] = set()
        self._failed: list[Failure] = []

    @property
    def failed(self) -> Sequence[Failure]:
        """What could not be looked at, so far."""
        return self._failed

    @property
    def ignored(self) -> int:
        """None: a list shows threads only."""
        return 0

    @property
    def total(self) -> int:
        """How many threads were listed by now."""
        return len(self._keys)

    def __iter__(self) -> Iterator[Listed]:
        """Each thread once. Raises BadSource."""
        for thread in self._threads():
            try:
                yield Listed(thread.key, self._forum.format, Held(thread.bring()))
            except Unfetchable as error:
                if not error.gone:  # else it went since it was listed
                    self._failed.append(Failure(thread.key, str(error)))
            except Unreadable as error:
                self._failed.append(Failure(thread.key, str(error)))

    def _threads(self) -> Iterator[Shown]:
        most = self._source.crawl.most_pages
        try:
            for thread in self._forum.threads():
                if thread.key in self._keys:
                    continue
                if len(self._keys) >= most:
                    raise Unreadable(f"it has more than {most} threads: raise crawl.most_pages")
                self._keys.add(thread.key)
                yield thread
        except Unreadable as error:
            self._failed.append(Failure("", f"the list of its threads breaks off: {error}"))

    def covers(self, key: str) -> bool:
        """Whether the thread is really gone: a list whose threads move while it is read may miss one."""
        if not covered(key, self._failed):
            return False
        try:
            return not self._forum.shows(key)
        except Unfetchable as error:
            return error.gone or error.status in _NOT_FOR_US
        except Unreadable:
            return False  # as long as it cannot be seen, what was read of it stays

    def stored(self, keys: Collection[str]) -> None:
        """Nothing is remembered: an interrupted walk begins anew, and what did not change is not read again."""

    def close(self) -> None:
        """Let go of the connections."""
        self._fetcher.close()


def ask(fetcher: Fetcher, address: str, shape: type[A], what: str) -> A:
    """What the forum answers at this address. Raises Unreadable."""
    return read_json(fetcher.get(address).body, shape, what)
