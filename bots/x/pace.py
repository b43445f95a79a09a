"""Keeps to X's limits in one process: what others use of them is learnt from the headers of our own calls."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from bots.errors import Limited
from bots.x.limits import TOO_MANY, WINDOWS, Usage, Window, began, free_at, learnt
from desk.ports import Clock


@dataclass(frozen=True)
class Pace:
    """How often each endpoint was asked lately, and what X said of it. Threads may share one."""

    clock: Clock
    windows: Mapping[str, Sequence[Window]] = field(default_factory=lambda: WINDOWS)
    _usage: dict[str, Usage] = field(default_factory=dict, repr=False)
    _lock: Lock = field(default_factory=Lock, repr=False)

    def free_at(self, endpoint: str, also: Sequence[Window] = ()) -> datetime | None:
        """When `endpoint` may be asked next, by its own limits and by `also`; None: now."""
        with self._lock:
            return free_at((*self._of(endpoint), *also), self._used(endpoint), self.clock())

    def begin(self, endpoint: str, also: Sequence[Window] = ()) -> datetime:
        """Take a place for one call; returns when it began. Raises Limited when there is none now."""
        with self._lock:
            now, used = self.clock(), self._used(endpoint)
            free = free_at((*self._of(endpoint), *also), used, now)
            if free is not None:
                raise Limited(f"X's limit for {endpoint} is used up until {free:%H:%M:%S} UTC", free)
            self._usage[endpoint] = began((*self._of(endpoint), *also), used, now)
            return now

    def learn(self, endpoint: str, status: int, headers: Mapping[str, str], at: datetime) -> None:
        """What the answer to the call that began `at` says. Raises Limited when X refused it for its limits."""
        with self._lock:
            now = self.clock()
            used = learnt(self._used(endpoint), status, headers, at, now)
            self._usage[endpoint] = used
        if status == TOO_MANY:
            until = used.barred_until or now
            raise Limited(f"X takes no more of {endpoint} until {until:%H:%M:%S} UTC", until)

    def _of(self, endpoint: str) -> Sequence[Window]:
        return self.windows.get(endpoint, ())

    def _used(self, endpoint: str) -> Usage:
        return self._usage.get(endpoint, Usage())
