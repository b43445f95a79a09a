"""Web sources, a web to fetch them with, and walks over them."""

from collections.abc import Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from index.knowledge import Audience, Kind
from ingest.crawl.exchange import Patience
from ingest.crawl.site_walk import SiteWalk
from ingest.crawl.web import Web
from ingest.sources import Crawl, Format, Source
from ingest.walk import Listed
from tests.builders import NOON
from tests.ingest.crawl.site import FakeTime, Internet, Site

HASTY = Patience(connect=2.0, read=0.5, whole=1.0)


def a_web_source(
    location: str,
    *,
    kind: Kind = Kind.SME_NOTE,
    format: Format | None = None,
    pause: float = 0.0,
    at_once: int = 2,
    **crawl: Any,
) -> Source:
    """A site that is read as fast as it answers. `crawl`: other fields of its Crawl."""
    limits = Crawl(pause=timedelta(seconds=pause), at_once=at_once, **crawl)
    return Source("site", kind, location, Audience.PUBLIC, format, crawl=limits)


def source_on(site: Site, path: str = "/", **settings: Any) -> Source:
    """This site, its private address allowed."""
    return a_web_source(site.url(path), private_hosts=(site.host,), **settings)


def a_web(folder: Path, time: FakeTime | None = None, internet: Internet | None = None) -> Web:
    """A web that nobody has to wait for."""
    time = time or FakeTime()
    web = Web(
        contact="care@example.com",
        folder=folder,
        clock=lambda: NOON,
        patience=HASTY,
        seconds=time.seconds,
        wait=time.wait,
        jitter=lambda: 0.0,
    )
    return replace(web, resolve=internet.resolve, backend=internet) if internet else web


@dataclass
class Walked:
    """What one walk brought."""

    listed: list[Listed]
    failed: dict[str, str]
    ignored: int
    walk: SiteWalk  # closed

    @property
    def keys(self) -> list[str]:
        return [listed.key for listed in self.listed]

    @property
    def resting(self) -> list[str]:
        return [listed.key for listed in self.listed if listed.content is None]


def bytes_of(listed: Listed) -> bytes:
    assert listed.content is not None
    with listed.content.open() as file:
        return file.read()


def walk_over(
    source: Source,
    web: Web,
    *,
    resting: Collection[str] | None = None,
    asking: Sequence[str] = (),
    stores: bool = True,
) -> tuple[Walked, dict[str, bool]]:
    """One walk to its end, everything stored, and what it covers of `asking`. `resting` None: all may rest."""
    walk = SiteWalk(source, web, lambda key: resting is None or key in resting)
    with closing(walk):
        listed = list(walk)
        if stores:
            walk.stored([each.key for each in listed])
        covered = {key: walk.covers(key) for key in asking}
        failed = {failure.id: failure.reason for failure in walk.failed}
    return Walked(listed, failed, walk.ignored, walk), covered
