"""The web as the settings describe it: who we are, and where fetched pages are remembered."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from threading import Event

from ingest.crawl.addresses import Resolve, system_resolver
from ingest.crawl.exchange import Exchange, NetworkBackend, Patience, SyncBackend
from ingest.crawl.fetch import Fetcher, Surroundings
from ingest.crawl.memory import Pages
from ingest.crawl.pace import Pace
from ingest.crawl.robots import PRODUCT
from ingest.errors import BadSource
from ingest.sources import Format, Source


@dataclass
class Web:
    """What a web source needs. Sources that share one share the pace at which a host is asked."""

    contact: str | None  # a mail or web address of whoever runs this
    folder: Path
    clock: Callable[[], datetime]
    stackexchange_key: str | None = None
    resolve: Resolve = system_resolver
    backend: NetworkBackend = field(default_factory=SyncBackend)
    patience: Patience = field(default_factory=Patience)
    seconds: Callable[[], float] = time.monotonic
    wait: Callable[[Event, float], object] = Event.wait  # ends early when the event is set
    jitter: Callable[[], float] = random.random
    pace: Pace = field(default_factory=Pace)

    def fetcher(self, source: Source) -> Fetcher:
        """To be closed. Raises BadSource when nobody can be named to the sites that are asked."""
        agent = self._agent(source)
        hosts = frozenset(host.lower() for host in source.crawl.private_hosts)
        exchange = Exchange(self.resolve, hosts, self.backend, self.seconds, self.patience)
        around = Surroundings(self.seconds, lambda: self.clock().timestamp(), self.wait, self.jitter)
        robots = source.format is not Format.STACKEXCHANGE_API
        return Fetcher(source.crawl, exchange, self.pace, agent, around, robots=robots)

    def pages(self) -> Pages:
        """The memory of fetched pages, to be closed."""
        return Pages(self.folder / "pages.db")

    def _agent(self, source: Source) -> str:
        contact = (self.contact or "").strip()
        if not contact or not contact.isascii() or not contact.isprintable():
            raise BadSource(
                f"source {source.name!r} is on the web: set crawler.contact to a mail or web address of yours, "
                f"which every request names{f' (now {contact!r})' if contact else ''}"
            )
        return f"{PRODUCT}/{version('agent-assist')} (+{contact})"
