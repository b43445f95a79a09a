"""A walk over a web site, breadth first, that goes on where the last one was killed."""

from collections import deque
from collections.abc import Collection, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from ingest.crawl.content import legible, may_be_read
from ingest.crawl.fetch import MOST_REDIRECTS
from ingest.crawl.frontier import Frontier
from ingest.crawl.looking import Looking
from ingest.crawl.page import Page, Role, State
from ingest.crawl.response import Validators
from ingest.crawl.run import begin
from ingest.crawl.scope import scope_of
from ingest.crawl.urls import sameness
from ingest.crawl.web import Web
from ingest.errors import Cause, Unfetchable
from ingest.fingerprint import reading_of
from ingest.parsed import Failure
from ingest.sources import Source
from ingest.walk import Held, Listed, MayRest

_MOST_WORKERS = 16
_AHEAD = 4  # pages that each worker may be ahead of whoever takes them
_MOST_SILENT = 10  # addresses in a row that nobody answers for; then the site is down
_UNDERSTOOD = frozenset((State.LISTED, State.BEHIND, State.GONE, State.IGNORED))


class SiteWalk:
    """The pages and files of a site, to be taken once. Raises BadSource when it cannot be begun.

    A page is written down as soon as it is fetched, and its bytes are kept until it is `stored`. What was not
    reached is covered only after a walk without failures; while there are some, what is in the library and was not
    linked is asked for by itself.
    """

    def __init__(self, source: Source, web: Web, may_rest: MayRest) -> None:
        self._source, self._may_rest = source, may_rest
        self._scope = scope_of(source)
        self._fetcher = web.fetcher(source)
        self._pages = web.pages()
        self._run = begin(self._pages, source.name, f"{reading_of(source)} {self._scope}")
        self._frontier = Frontier(self._scope, source.crawl, self._run, web.clock().year)
        self._looking = Looking(source, self._scope, self._run, self._frontier)
        workers = min(_MOST_WORKERS, source.crawl.at_once * len(self._scope.hosts))
        self._workers = ThreadPoolExecutor(workers, thread_name_prefix=f"crawl {source.name}")
        self._ahead = workers * _AHEAD
        self._place = self._silent = 0
        self._complete = False
        self.failed: list[Failure] = []
        self.ignored = sum(page.state is State.IGNORED for page in self._run.seen() if page.role is Role.LINK)
        self.total = self._frontier.total

    def __iter__(self) -> Iterator[Listed]:
        """Each page once, in the order in which a reader would come by them."""
        self._frontier.begin(self._scope.starts, self._sitemaps())
        under_way: deque[tuple[Page, Future[None]]] = deque()
        while self._silent < _MOST_SILENT:
            for page in self._run.due(self._place, self._ahead - len(under_way)):
                under_way.append((page, self._workers.submit(self._bring, page, self._known(page))))
                self._place = page.place
            if under_way:
                page, future = under_way.popleft()
                future.result()
                yield from self._look_at(page.same)
            elif not (yield from self._last()):
                break
        self._end()

    def covers(self, key: str) -> bool:
        """After the walk: whether a page of this address would have been seen if it were still there."""
        page = self._run.seen_page(sameness(key))
        for _ in range(MOST_REDIRECTS):
            if page and page.state is State.MOVED:
                page = self._run.seen_page(page.target)
        if page is None:
            return self._complete and not self.failed
        return page.state in _UNDERSTOOD

    def stored(self, keys: Collection[str]) -> None:
        """The library has these pages: their bytes are let go, and not brought again while they stay the same."""
        self._run.stored(keys)

    def close(self) -> None:
        """Ends what is under way; the next walk goes on from here."""
        self._fetcher.close()
        self._workers.shutdown(wait=False, cancel_futures=True)
        self._pages.close()

    def _sitemaps(self) -> list[str]:
        """Those of the settings and of robots.txt."""
        found = list(self._source.crawl.sitemaps)
        for start in self._scope.starts:
            try:
                found += self._fetcher.robots(start).sitemaps
            except Unfetchable:
                continue  # the start page fails for the same reason, and that is reported
        return found

    def _known(self, page: Page) -> Validators | None:
        """What allows the server to answer "as it was"; None when the page is needed all the same."""
        needed = page.stored and not self._run.holds_body(page.same) and not self._may_rest(page.address)
        return None if needed else page.validators or None

    def _bring(self, page: Page, known: Validators | None) -> None:
        """In a worker: fetches the page and writes it down, unless that was done before a crash."""
        if page.state is State.FETCHED:
            return
        try:
            response = self._fetcher.step(
                page.address,
                known=known,
                wanted=lambda content_type, address: (
                    page.role is Role.SITEMAP or may_be_read(content_type, address, self._source.kind)
                ),
            )
        except Unfetchable as error:
            if not self._fetcher.ended:
                self._run.missed(page.same, error)
        else:
            self._run.arrived(page.same, response)

    def _look_at(self, same: str) -> Iterator[Listed]:
        page = self._run.seen_page(same)
        if page is None or page.state is State.WAITING:  # it was closed before the answer came
            return
        self._silent = self._silent + 1 if page.cause is Cause.SILENT else 0
        state = self._looking.settle(page)
        self.ignored += state in (State.IGNORED, State.BEHIND) and page.role is Role.LINK
        self.total = self._frontier.total
        if state is State.LISTED:
            yield from self._hand_out(same)

    def _hand_out(self, same: str) -> Iterator[Listed]:
        """The page with its bytes; without them when it may rest; nothing when it has to be brought once more."""
        page = self._run.seen_page(same)
        if page is None or page.format is None:
            return
        if page.stored and self._may_rest(page.address):
            yield Listed(page.address, page.format, None)
            return
        body = self._run.body(same)
        if body is None and (page.stored or page.status == 304):
            self._run.ask_again(page)
        else:
            yield Listed(
                page.address, page.format, Held(legible(body or b"", page.content_type, page.format))
            )

    def _last(self) -> Generator[Listed, None, bool]:
        """Nothing is due any more: who stands behind nobody comes itself, and lost documents are looked for.

        Returns whether there is something due again.
        """
        for page in self._run.behind():
            if not self._looking.spoken_for(page):
                self._run.settle(page, State.LISTED)
                self.ignored -= 1
                yield from self._hand_out(page.same)
        if self._run.due(self._place, 1):
            return True
        return self._looking.started and bool(self._run.failures()) and self._frontier.add_unseen()

    def _end(self) -> None:
        if self._silent < _MOST_SILENT:
            self._run.finish()
            self._complete = True
        self.failed = self._run.failures()
        if not self._complete:
            reason = f"{_MOST_SILENT} addresses in a row gave no answer: the next refresh goes on from there"
            self.failed.append(Failure("", reason))
        elif not self.failed:
            self._run.forget_unseen()
