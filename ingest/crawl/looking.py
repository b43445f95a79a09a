"""What becomes of an address once its answer is there: a page to list, a redirect, something gone."""

from dataclasses import replace

from ingest.crawl.content import legible, read_as, written_as
from ingest.crawl.fetch import MOST_REDIRECTS
from ingest.crawl.frontier import Frontier
from ingest.crawl.leads import MOST_LINKS, MOST_LISTED, Leads, leads_of, read_sitemap
from ingest.crawl.page import Page, Role, State
from ingest.crawl.response import PERMANENT, directives_of
from ingest.crawl.robots import PRODUCT
from ingest.crawl.run import Run
from ingest.crawl.scope import Scope
from ingest.crawl.urls import redirected, sameness
from ingest.errors import Cause, Unfetchable, Unreadable
from ingest.sources import Format, Source


class Looking:
    """Settles fetched pages one after the other, and hands on where they lead."""

    def __init__(self, source: Source, scope: Scope, run: Run, frontier: Frontier) -> None:
        self._source, self._scope, self._run, self._frontier = source, scope, run, frontier
        self.started = False  # a start page could be read

    def settle(self, page: Page) -> State:
        """What became of the page. LISTED: it is to be handed out."""
        if page.cause is not None:
            return self._missed(page, page.cause)
        if page.location:
            return self._moved(page)
        try:
            read = self._understood(page)
        except Unreadable as error:
            return self._settled(page, State.FAILED, reason=str(error))
        self.started |= page.role is Role.START
        self._frontier.lead(read, read.links)
        return self._ranked(read)

    def spoken_for(self, page: Page) -> bool:
        """Whether a page that stands behind another one can stay there: that one, or a twin of either, is listed."""
        passed: set[str] = set()
        following: Page | None = page
        while following and following.state in (State.BEHIND, State.MOVED) and following.same not in passed:
            if self._run.listed_twin(following):
                return True
            passed.add(following.same)
            following = self._run.seen_page(following.target) if following.target else None
        return following is not None and following.state is State.LISTED

    def _missed(self, page: Page, cause: Cause) -> State:
        if cause is Cause.GONE:
            if page.role is not Role.LINK:
                self._run.refuse(page.address, f"the source begins here, and {page.reason}")
            return self._settled(page, State.GONE)
        if cause is Cause.FORBIDDEN and page.role is Role.LINK:
            return self._settled(page, State.IGNORED)
        return self._settled(page, State.FAILED, reason=page.reason)

    def _moved(self, page: Page) -> State:
        try:
            target = redirected(page.address, page.location)
        except Unfetchable as error:
            return self._settled(page, State.FAILED, reason=str(error))
        if not self._follows(page, target):
            reason = (
                f"it leads to {target!r}, outside of this source; add that to crawl.start if it belongs here"
            )
            kept = page.stored or page.role is not Role.LINK
            return self._settled(page, State.FAILED if kept else State.IGNORED, reason=reason)
        if page.hops >= MOST_REDIRECTS:
            return self._settled(page, State.FAILED, reason=f"it redirects more than {MOST_REDIRECTS} times")
        if self._circles(page, target):
            return self._settled(
                page, State.FAILED, reason=f"its redirects go round in a circle by {target!r}"
            )
        self._frontier.move(page, target)
        if page.stored and page.status not in PERMANENT:
            reason = f"it leads to {target!r} for the time being (status {page.status}); what it held is kept"
            return self._settled(page, State.FAILED, reason=reason)
        return self._settled(page, State.MOVED, target=sameness(target))

    def _follows(self, page: Page, target: str) -> bool:
        reach = self._scope.holds if page.role is Role.LINK else self._scope.knows_host
        return reach(target)

    def _circles(self, page: Page, target: str) -> bool:
        same = sameness(target)
        for _ in range(MOST_REDIRECTS + 1):
            passed = self._run.seen_page(same)
            if same == page.same or passed is None or passed.state is not State.MOVED:
                break
            same = passed.target
        return same == page.same

    def _understood(self, page: Page) -> Page:
        """The page with what its bytes say; remembered when they did not change. Raises Unreadable."""
        body = self._run.body(page.same)
        if body is None and (page.status == 304 or page.stored):
            return page
        if page.role is Role.SITEMAP:
            leads, form = self._sitemap(page, body or b""), None
        else:
            leads, form = self._page(page, body or b"")
        links = self._frontier.in_reach(leads.links) if leads.follow else []
        canonical = next(iter(self._frontier.in_reach([leads.canonical] if leads.canonical else [])), "")
        self._run.understood(page, links, canonical, index=leads.index, form=form)
        return replace(page, links=tuple(links), canonical=canonical, index=leads.index, format=form)

    def _sitemap(self, page: Page, body: bytes) -> Leads:
        sitemap = read_sitemap(body)
        if sitemap.cut:
            self._run.refuse(page.address, f"it lists more than {MOST_LISTED} addresses; the first are taken")
        self._frontier.further_sitemaps(page, sitemap.sitemaps)
        return Leads(links=list(sitemap.pages), index=False)

    def _page(self, page: Page, body: bytes) -> tuple[Leads, Format | None]:
        written = written_as(page.content_type, page.address, body, self._source.kind)
        leads = Leads()
        if written is Format.HTML and not body:  # a hiccup: it must not pass for a page that leads nowhere
            raise Unreadable("the server says that all is well, and sends nothing")
        if written is Format.HTML:
            leads = leads_of(legible(body, page.content_type, written), page.address)
        if leads.cut:
            reason = f"it has more than {MOST_LINKS} links; the first {MOST_LINKS} are followed"
            self._run.refuse(page.address, reason)
        said = directives_of(page.robots_tag, PRODUCT)
        leads.index &= "noindex" not in said
        leads.follow &= "nofollow" not in said
        return leads, read_as(written, self._source)

    def _ranked(self, page: Page) -> State:
        """Whether it is listed, or stands behind a page that says the same."""
        if not page.index or page.format is None or not self._scope.holds(page.address):
            return self._settled(page, State.IGNORED)
        if page.canonical and sameness(page.canonical) != page.same:
            self._frontier.lead(replace(page, depth=page.depth - 1), [page.canonical])
            return self._settled(page, State.BEHIND, target=sameness(page.canonical))
        if self._run.listed_twin(page) or (not page.stored and self._run.elder_twin(page)):
            return self._settled(page, State.BEHIND)
        return self._settled(page, State.LISTED)

    def _settled(self, page: Page, state: State, *, target: str = "", reason: str = "") -> State:
        self._run.settle(page, state, target=target, reason=reason)
        return state
