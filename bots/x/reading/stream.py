"""X's activity stream: one connection after the other, and what was missed between two is asked for."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from threading import Event

from bots.errors import ChannelError, Limited, NotSignedIn, Unanswered, Unreachable
from bots.x.events import deliveries_in
from bots.x.reading.ports import CHANNEL, Inbox, Streams
from desk.ports import Clock

_PATH = "/2/activity/stream"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Backoff:
    """How long to wait before the next attempt. Times as X asks for them, see `BACKOFFS`."""

    first: timedelta
    longest: timedelta
    doubling: bool

    def after(self, failures: int) -> timedelta:
        """With so many failures in a row, 1 at least."""
        factor = 2 ** min(failures - 1, 20) if self.doubling else failures
        return min(self.first * factor, self.longest)


# https://docs.x.com/x-api/fundamentals/handling-disconnections, read 2026-11-22
_NETWORK = Backoff(timedelta(milliseconds=250), timedelta(seconds=16), doubling=False)
_LIMITED = Backoff(timedelta(minutes=1), timedelta(minutes=15), doubling=True)
_REFUSED = Backoff(timedelta(seconds=5), timedelta(seconds=320), doubling=True)
BACKOFFS: dict[type[ChannelError], Backoff] = {
    Unreachable: _NETWORK,
    Unanswered: _NETWORK,
    Limited: _LIMITED,
    NotSignedIn: _REFUSED,
}


@dataclass
class StreamReader:
    """`renew` makes the subscriptions, `catch_up` has everything read that may have been missed."""

    api: Streams
    inbox: Inbox
    renew: Callable[[], None]
    catch_up: Callable[[], None]
    clock: Clock
    _failures: int = 0

    def run(self, stop: Event, _pause: timedelta) -> None:
        """Connection after connection until `stop` is set; after that it ends with the next line."""
        while not stop.is_set():
            stop.wait(self._connection(stop).total_seconds())

    def _connection(self, stop: Event) -> timedelta:
        """Reads until the connection ends; returns how long to wait for the next."""
        try:
            self.renew()
            self._listen(stop)
            log.info("X closed its stream; the next connection follows")
        except ChannelError as error:
            self._failures += 1
            wait = self._wait(error)
            log.warning("X's stream broke off: %s; next attempt in %s", error, wait)
            return wait
        self._failures = 0
        return _NETWORK.first

    def _listen(self, stop: Event) -> None:
        """The first line, be it empty, shows that the stream is open: what came before it is asked for."""
        connected = False
        for line in self.api.stream(_PATH):
            if not connected:
                connected, self._failures = True, 0
                self.catch_up()
            for delivery in deliveries_in(line):
                self.inbox.put(CHANNEL, delivery.key, delivery.raw, self.clock())
            if stop.is_set():
                return

    def _wait(self, error: ChannelError) -> timedelta:
        backoff = next((each for kind, each in BACKOFFS.items() if isinstance(error, kind)), _REFUSED)
        wait = backoff.after(self._failures)
        if isinstance(error, Limited):
            return max(wait, error.reset_at - self.clock())
        return wait
