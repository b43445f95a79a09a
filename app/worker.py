"""The worker: hears new messages, drafts for them, sends what is approved, and keeps the fronts up to date."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from itertools import count
from threading import Event, Thread
from time import monotonic
from typing import Protocol

from app.drafting import Drafting
from app.guarded import guarded
from app.patience import Patience
from assist.customers.hearing import Hearing
from assist.draft.ports import Told
from assist.understanding.triage import triaged
from assist.underway import Underway
from desk import handling
from desk.cases import Case
from desk.drafts import Problem
from desk.following import send_postscripts
from desk.ledger import Ledger
from desk.messages import Message
from desk.ports import Clock, Listener, Publisher
from desk.posting import send_waiting, sweep
from desk.service_level import ServiceLevel
from desk.sla import first_due, next_due
from desk.steps import Step

LAST_WORDS = timedelta(seconds=30)  # what goes on beside may take so long to end
SLICE = timedelta(seconds=2)  # of drafting, before the rest has its turn again


def _to_nobody(_done: int, _total: int) -> None:
    """Nobody wants to know."""


class Front(Protocol):
    """Something that shows cases to people and must be told when they changed."""

    def refresh(self) -> object:
        """Bring every view up to date."""


class Beside(Protocol):
    """Something that goes on in a thread of its own while the worker works."""

    def run(self, stop: Event, pause: timedelta) -> None:
        """Turn after turn until `stop` is set."""


class Assists(Protocol):
    """Makes what becomes of a case, and says what speaks against a draft by now; the assistant does."""

    def respond(self, case: Case, at: datetime, told: Told) -> Step:
        """`told` hears what is written, before it is done."""

    def problems_now(self, case: Case) -> tuple[Problem, ...]:
        """Empty without a draft."""


@dataclass(frozen=True)
class Worker:
    """Every step may be repeated at any time: what is done is done once, what fails is tried at the next turn."""

    ledger: Ledger
    assistant: Assists
    listeners: Sequence[Listener]
    publishers: Mapping[str, Publisher]
    fronts: Sequence[Front]
    service_level: ServiceLevel
    clock: Clock
    lease: timedelta = timedelta(seconds=60)
    beside: Sequence[Beside] = ()
    underway: Underway = field(default_factory=Underway)
    ticks: Callable[[], float] = monotonic  # seconds

    def run(self, stop: Event, pause: timedelta) -> None:
        """Turn after turn until `stop` is set, without a pause while cases wait for drafts."""
        with self._going_on_beside(stop, pause):
            while not stop.is_set():
                if not self.turn(pause, stop):
                    stop.wait(pause.total_seconds())

    @contextmanager
    def _going_on_beside(self, stop: Event, pause: timedelta) -> Iterator[None]:
        threads = [
            Thread(target=_going_on, args=(each, stop, pause), name=type(each).__name__, daemon=True)
            for each in self.beside
        ]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join(LAST_WORDS.total_seconds())

    def turn(self, drafting: timedelta = SLICE, stop: Event | None = None) -> bool:
        """One round of everything; a part that fails is logged and does not keep the others from their work.

        It drafts for as long as said, or until `stop` is set, but once at least. True when more drafts may wait.
        """
        for listener in self.listeners:
            guarded(f"hearing {listener.name}", partial(self.hear, listener))
        guarded("keeping wishes", self.hearing.keep)
        more = self._draft_for(drafting, stop or Event())
        for name, publisher in self.publishers.items():  # one that breaks does not silence the others
            guarded(f"sending on {name}", partial(send_waiting, self.ledger, {name: publisher}, self.clock))
        guarded("following up", lambda: send_postscripts(self.ledger, self.publishers, self.clock))
        guarded("sweeping", lambda: sweep(self.ledger, self.publishers, self.clock, self.lease))
        guarded("waking", self.wake)
        for front in self.fronts:
            guarded(f"refreshing {type(front).__name__}", front.refresh)
        return more

    def hear(self, listener: Listener) -> int:
        """Record what is new, edited or gone on a channel, then move its cursor. Returns how many messages were new."""
        inbox = listener.fetch(self.ledger.cursor(listener.name))
        new = sum(self._record(message) for message in inbox.messages)
        for gone in inbox.gone:
            self.ledger.take_back(gone, self.clock())
        if inbox.cursor is not None:
            self.ledger.save_cursor(listener.name, inbox.cursor)
        return new

    def _record(self, message: Message) -> bool:
        if self.hearing.heard(message):
            return False
        priority = triaged(message.text).priority
        known = self.ledger.receive(
            message,
            priority=priority,
            due_at=first_due(message, priority, self.service_level),
            next_due_at=next_due(message, priority, self.service_level),
            at=self.clock(),
            thanks=self.hearing.thanks(message),
        )
        return known is not None

    def draft_all(self, told: Callable[[int, int], None] = _to_nobody) -> None:
        """Draft for every case that waits, however long it takes; `told` hears how many are done, of how many."""
        total, done = len(self.ledger.without_draft()), count(1)

        def one_more() -> bool:
            told(min(next(done), total), total)
            return False

        self.drafting.until(one_more)

    @cached_property
    def drafting(self) -> Drafting:
        """What drafts for the cases."""
        return Drafting(self.ledger, self.assistant, self.clock, self.underway, Patience(self.clock))

    @cached_property
    def hearing(self) -> Hearing:
        """What hears wishes, thanks and scores."""
        return Hearing(self.ledger, self.assistant, self.clock)

    def _draft_for(self, length: timedelta, stop: Event) -> bool:
        ends, more = self.ticks() + length.total_seconds(), list[bool]()
        guarded(
            "drafting",
            lambda: more.append(self.drafting.until(lambda: stop.is_set() or self.ticks() >= ends)),
        )
        return any(more)

    def wake(self) -> None:
        """Cases that were snoozed come back when their time is over."""
        for case_id in self.ledger.rested(self.clock()):
            self.ledger.change(case_id, self._woken)

    def _woken(self, case: Case) -> Step | None:
        now = self.clock()
        rested = case.snoozed_until is not None and case.snoozed_until <= now
        return handling.wake(case, now) if rested else None


def _going_on(beside: Beside, stop: Event, pause: timedelta) -> None:
    """What an error ended, such as a full disk, begins again, unless `stop` is set."""
    work = partial(beside.run, stop, pause)
    while not guarded(type(beside).__name__, work, then="it begins again") and not stop.is_set():
        stop.wait(pause.total_seconds())
