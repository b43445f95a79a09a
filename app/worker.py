"""The worker: hears new messages, drafts for them, sends what is approved, and keeps the fronts up to date."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from typing import Protocol

from app.guarded import guarded
from assist.respond import Assistant
from assist.understanding.triage import triaged
from assist.underway import Underway
from desk import handling
from desk.cases import Case, Message
from desk.errors import Conflict
from desk.ledger import Ledger
from desk.ports import Clock, Listener, Publisher
from desk.posting import send_waiting, sweep
from desk.sla import ServiceLevel, due_at
from desk.steps import Step

log = logging.getLogger(__name__)

LAST_WORDS = timedelta(seconds=30)  # what goes on beside may take so long to end


class Front(Protocol):
    """Something that shows cases to people and must be told when they changed."""

    def refresh(self) -> object:
        """Bring every view up to date."""


class Beside(Protocol):
    """Something that goes on in a thread of its own while the worker works."""

    def run(self, stop: Event, pause: timedelta) -> None:
        """Turn after turn until `stop` is set."""


@dataclass(frozen=True)
class Worker:
    """Every step may be repeated at any time: what is done is done once, what fails is tried at the next turn."""

    ledger: Ledger
    assistant: Assistant
    listeners: Sequence[Listener]
    publishers: Mapping[str, Publisher]
    fronts: Sequence[Front]
    service_level: ServiceLevel
    clock: Clock
    lease: timedelta = timedelta(seconds=60)
    beside: Sequence[Beside] = ()
    underway: Underway = field(default_factory=Underway)

    def run(self, stop: Event, pause: timedelta) -> None:
        """Turn after turn until `stop` is set."""
        with self._going_on_beside(stop, pause):
            while not stop.is_set():
                self.turn()
                stop.wait(pause.total_seconds())

    @contextmanager
    def _going_on_beside(self, stop: Event, pause: timedelta) -> Iterator[None]:
        threads = [
            Thread(target=each.run, args=(stop, pause), name=type(each).__name__, daemon=True)
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

    def turn(self) -> None:
        """One round of everything; a part that fails is logged and does not keep the others from their work."""
        for listener in self.listeners:
            guarded(f"hearing {listener.name}", partial(self.hear, listener))
        guarded("drafting", self.draft_all)
        guarded("sending", lambda: send_waiting(self.ledger, self.publishers, self.clock))
        guarded("sweeping", lambda: sweep(self.ledger, self.publishers, self.clock, self.lease))
        guarded("waking", self.wake)
        for front in self.fronts:
            guarded(f"refreshing {type(front).__name__}", front.refresh)

    def hear(self, listener: Listener) -> int:
        """Record what is new on a channel, then move its cursor. Returns how many messages were new."""
        inbox = listener.fetch(self.ledger.cursor(listener.name))
        new = sum(self._record(message) for message in inbox.messages)
        if inbox.cursor is not None:
            self.ledger.save_cursor(listener.name, inbox.cursor)
        return new

    def _record(self, message: Message) -> bool:
        priority = triaged(message.text).priority
        due = due_at(message.posted_at, priority, self.service_level)
        return self.ledger.receive(message, priority=priority, due_at=due, at=self.clock()) is not None

    def draft_all(self, told: Callable[[int, int], None] | None = None) -> None:
        """Respond to every case that waits for a draft; one that fails stays open and is tried at the next turn."""
        new = self.ledger.without_draft()
        for done, case in enumerate(new, start=1):
            guarded(f"drafting for case {case.id}", partial(self._respond, case))
            if told:
                told(done, len(new))

    def wake(self) -> None:
        """Cases that were snoozed come back when their time is over."""
        for case_id in self.ledger.rested(self.clock()):
            self.ledger.change(case_id, self._woken)

    def _woken(self, case: Case) -> Step | None:
        now = self.clock()
        rested = case.snoozed_until is not None and case.snoozed_until <= now
        return handling.wake(case, now) if rested else None

    def _respond(self, case: Case) -> None:
        try:
            with self.underway.drafting(case.id) as told:
                self.ledger.apply(self.assistant.respond(case, self.clock(), told))
        except Conflict:
            log.info("case %s changed while its draft was made; it is drafted again", case.id)
