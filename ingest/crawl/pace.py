"""How often a host may be asked: turns with a pause between them, and a host's wish to be left alone."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class Pace:
    """The turns of all who ask, host by host. Seconds are those of one clock that never goes back."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._busy: dict[str, int] = defaultdict(int)
        self._next: dict[str, float] = defaultdict(float)
        self._alone_until: dict[str, float] = {}

    @contextmanager
    def place(self, host: str, at_once: int) -> Iterator[None]:
        """Waits until fewer than `at_once` ask this host, and counts as one until it is left."""
        with self._changed:
            self._changed.wait_for(lambda: self._busy[host] < at_once)
            self._busy[host] += 1
        try:
            yield
        finally:
            with self._changed:
                self._busy[host] -= 1
                self._changed.notify_all()

    def turn(self, host: str, now: float, pause: float) -> float:
        """Takes the next turn; the seconds to wait for it."""
        with self._changed:
            mine = max(now, self._next[host])
            self._next[host] = mine + pause
            return mine - now

    def put_off(self, host: str, until: float) -> None:
        """Nobody's next turn comes before."""
        with self._changed:
            self._next[host] = max(self._next[host], until)

    def leave_alone(self, host: str, until: float) -> None:
        """The host asked not to be asked before."""
        with self._changed:
            self._alone_until[host] = until

    def left_alone(self, host: str, now: float) -> float:
        """The seconds for which the host wants to be left alone; 0 when it may be asked."""
        with self._changed:
            return max(0.0, self._alone_until.get(host, now) - now)
