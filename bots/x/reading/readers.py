"""Builds the readers: for each way of hearing X what goes on beside the worker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event
from typing import Protocol
from urllib.parse import urlsplit

from starlette.applications import Starlette

from bots.x import webhook
from bots.x.accounts import Account
from bots.x.reading.lists import Lists
from bots.x.reading.outage import Webhook
from bots.x.reading.poll import Poller, Round
from bots.x.reading.ports import CHANNEL, Api, Cursors, Desk, Inbox, Streams
from bots.x.reading.recheck import Recheck
from bots.x.reading.stream import StreamReader
from bots.x.reading.subscriptions import Subscriptions
from bots.x.reading.tidying import Purged, Tidying
from desk.ports import Clock


@dataclass(frozen=True)
class Rhythm:
    """How often each list is read. X takes 15 questions for direct messages in 15 minutes."""

    mentions: timedelta = timedelta(seconds=15)
    direct_messages: timedelta = timedelta(seconds=75)
    replies: timedelta = timedelta(minutes=2)
    quotes: timedelta = timedelta(minutes=5)
    listening: timedelta = timedelta(minutes=15)
    recheck: timedelta = timedelta(minutes=30)
    settled: timedelta = timedelta(days=1)
    tidying: timedelta = timedelta(hours=1)
    swept: timedelta = timedelta(minutes=15)  # what X tells by itself is asked for all the same


SETTLED_FOR = timedelta(days=7)  # the words of an answered post are looked at again for so long


class XStore(Inbox, Purged, Protocol):
    """The channel's inbox."""


class XApi(Api, Streams, Protocol):
    """X's API, all of it."""


class Beside(Protocol):
    """Something that goes on in a thread of its own."""

    def run(self, stop: Event, pause: timedelta) -> None:
        """Until `stop` is set."""


@dataclass(frozen=True)
class Readers:
    """What goes on beside the worker, and what X calls (None: nothing); both belong into one process."""

    beside: tuple[Beside, ...]
    app: Starlette | None = None


@dataclass(frozen=True)
class Reading:
    """Everything that the readers are made of. `looking` is the API for what waits when the budget is short."""

    us: Account
    api: XApi
    looking: XApi
    inbox: XStore
    cursors: Cursors
    desk: Desk
    clock: Clock
    oldest: timedelta = timedelta(hours=24)  # how far back is read without a cursor
    products: Sequence[str] = ()  # to listen for
    rhythm: Rhythm = field(default_factory=Rhythm)

    def by_polling(self) -> Readers:
        """We ask for everything."""
        return Readers((self._poller(told=False),))

    def by_stream(self) -> Readers:
        """X tells us over a connection that we open."""
        poller = self._poller(told=True)
        stream = StreamReader(self.api, self.inbox, self._subscriptions.renew, poller.catch_up, self.clock)
        return Readers((stream, poller))

    def by_webhook(self, signer: webhook.Signer, url: str) -> Readers:
        """X calls us at `url`; `app` answers on the same path."""
        poller = self._poller(told=True)
        kept = Webhook(url, self.api, self._subscriptions, self.cursors, poller.catch_up, self.clock)
        app = webhook.asgi_app(signer, self.inbox, self.clock, urlsplit(url).path)
        return Readers((kept, poller), app)

    @property
    def _subscriptions(self) -> Subscriptions:
        return Subscriptions(self.api, self.us)

    def _poller(self, *, told: bool) -> Poller:
        """What X does not tell by itself is asked for on every way, and now and then what it does tell."""
        lists = Lists(
            us=self.us,
            api=self.api,
            looking=self.looking,
            inbox=self.inbox,
            cursors=self.cursors,
            desk=self.desk,
            clock=self.clock,
            oldest=self.oldest,
            products=self.products,
        )
        often = self.rhythm
        return Poller(
            (
                Round(lists.mentions(), often.swept if told else often.mentions),
                Round(lists.direct_messages(), often.swept if told else often.direct_messages),
                Round(lists.quotes(), often.swept if told else often.quotes),
                Round(lists.replies(), often.replies),
                Round(lists.listening(), often.listening),
                Round(self._recheck("open", lambda: self.desk.open_posts(CHANNEL)), often.recheck),
                Round(self._recheck("settled", self._settled), often.settled),
                Round(Tidying(self.inbox, self.cursors, self.clock), often.tidying),
            ),
            self.clock,
        )

    def _recheck(self, which: str, posts: Callable[[], Sequence[str]]) -> Recheck:
        return Recheck(self.api, self.inbox, posts, self.clock, f"{CHANNEL} recheck of {which} cases")

    def _settled(self) -> Sequence[str]:
        return self.desk.settled_posts(CHANNEL, self.clock() - SETTLED_FOR)
