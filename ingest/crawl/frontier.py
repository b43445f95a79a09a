"""Which addresses a walk goes to next: those in reach, as deep and as many as the settings allow, and no traps."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ingest.crawl.content import worth_asking
from ingest.crawl.page import Page, Role
from ingest.crawl.run import Run
from ingest.crawl.scope import Scope
from ingest.crawl.traps import VARIANTS, trap_in
from ingest.crawl.urls import cleaned, sameness
from ingest.errors import Unfetchable
from ingest.sources import Crawl


class Frontier:
    """Puts addresses to the end of the walk, each once, and names what it leaves out. `year`: the one we live in."""

    def __init__(self, scope: Scope, crawl: Crawl, run: Run, year: int) -> None:
        self._scope, self._crawl, self._run, self._year = scope, crawl, run, year
        self._seen: set[str] = set()
        self._variants: Counter[str] = Counter()
        for page in run.seen():
            self._count(page.same)

    @property
    def total(self) -> int:
        """Addresses that the walk has come by."""
        return len(self._seen)

    @property
    def full(self) -> bool:
        """Whether these are as many as the settings allow."""
        return self.total >= self._crawl.most_pages

    def begin(self, starts: Iterable[str], sitemaps: Iterable[str]) -> None:
        """Where the walk starts: whatever else the settings say, these are asked for."""
        for address in starts:
            self._add(address, depth=0, role=Role.START)
        for address in self._known_hosts(sitemaps):
            self._add(address, depth=0, role=Role.SITEMAP)

    def further_sitemaps(self, index: Page, sitemaps: Iterable[str]) -> None:
        """Those that an index lists; an index of indexes would be endless."""
        for address in self._known_hosts(sitemaps) if index.depth == 0 else ():
            if not self.full:
                self._add(address, depth=1, role=Role.SITEMAP)

    def move(self, page: Page, target: str) -> None:
        """Where a redirect leads, which counts as the page itself."""
        self._add(target, depth=page.depth, hops=page.hops + 1, role=page.role)

    def lead(self, page: Page, links: Iterable[str]) -> None:
        """Where a page or a sitemap leads: addresses in reach."""
        depth = 0 if page.role is Role.SITEMAP else page.depth + 1
        fresh = []
        for address in links:
            same = sameness(address)
            if same in self._seen:
                continue
            if reason := self._why_not(address, depth):
                self._run.refuse(address, reason)
            else:
                self._count(same)
                fresh.append((same, address))
        self._run.add(fresh, depth=depth)

    def add_unseen(self) -> bool:
        """Puts in what is in the library and no link has led to, while there is room; whether there was any."""
        unseen = [] if self.full else self._run.add_unseen()
        for page in unseen:
            self._count(page.same)
        return bool(unseen)

    def in_reach(self, links: Iterable[str]) -> list[str]:
        """Of what a page links to, the cleaned addresses of this source that may be read, each once."""
        found = dict.fromkeys(_cleaned(links))
        return [address for address in found if self._scope.holds(address) and worth_asking(address)]

    def _known_hosts(self, links: Iterable[str]) -> list[str]:
        return [address for address in dict.fromkeys(_cleaned(links)) if self._scope.knows_host(address)]

    def _why_not(self, address: str, depth: int) -> str | None:
        if trap := trap_in(address, self._year):
            return trap
        path, query, _ = address.partition("?")
        if query and self._variants[path] >= VARIANTS:
            return f"it is one of more than {VARIANTS} addresses that differ only in their query"
        if depth > self._crawl.depth:
            return f"links lead deeper than crawl.depth = {self._crawl.depth}"
        if self.full:
            return f"there are more pages than crawl.most_pages = {self._crawl.most_pages}"
        return None

    def _add(self, address: str, *, depth: int, hops: int = 0, role: Role) -> None:
        same = sameness(address)
        self._run.add([(same, address)], depth=depth, hops=hops, role=role)
        self._count(same)

    def _count(self, same: str) -> None:
        if same not in self._seen:
            self._seen.add(same)
            path, query, _ = same.partition("?")
            if query:
                self._variants[path] += 1


def _cleaned(links: Iterable[str]) -> Iterator[str]:
    for link in links:
        try:
            yield cleaned(link)
        except Unfetchable:
            continue  # nobody could follow it
