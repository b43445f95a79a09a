"""One burst at one desk: customers write for some minutes, the desk works, and everything is sent in the end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import product
from time import perf_counter, process_time, sleep

from app.bench.burst.agent import decide
from app.bench.burst.desk import BEGIN, BurstDesk
from app.bench.burst.messages import Wanted
from app.bench.scale.material import Told
from desk.cases import Stage
from desk.drafts import To

SLICE = timedelta(seconds=2)  # of drafting, as a desk's worker has it
_A_MOMENT = timedelta(seconds=1)


@dataclass
class Spent:
    """Seconds of the wall and of CPU, all together, and for how many drafts."""

    wall: float = 0.0
    cpu: float = 0.0
    drafts: int = 0

    @contextmanager
    def counting(self) -> Iterator[None]:
        """What happens inside counts."""
        wall, cpu = perf_counter(), process_time()
        try:
            yield
        finally:
            self.wall += perf_counter() - wall
            self.cpu += process_time() - cpu


@dataclass
class Burst:
    """`spent` is the worker's time: not its customers', its agents' or its waiting.

    After each turn the desk `beside`, which has heard its messages before, makes as many drafts and does nothing else:
    so a busy machine slows both down. Neither that nor what agents do takes any of the burst's time.
    """

    desk: BurstDesk
    beside: BurstDesk
    spent: Spent = field(default_factory=Spent)
    alone: Spent = field(default_factory=Spent)
    written: dict[str, float] = field(default_factory=dict)  # by id of the message: when, by the wall
    waited: list[float] = field(default_factory=list)  # seconds by the wall, from message to draft

    def come(self, wanted: Sequence[Wanted], length: timedelta, speed: float, told: Told) -> None:
        """All messages, over so much simulated time; the desk works until each has its draft."""
        clock, left, more = self.desk.clock, list(reversed(wanted)), True
        clock.run(speed)
        while left or more:
            share = (clock() - BEGIN) / length
            coming = list[Wanted]()
            while left and left[-1].at <= share:
                coming.append(left.pop())
            self._write(coming)
            more = self._turn()
            if left and not more:
                sleep(self.desk.house.settings.poll_seconds)  # as a worker does with nothing to draft
            told(len(self.waited), len(wanted), "drafting in the burst")

    def drain(self, told: Told) -> timedelta:
        """Until everything is sent; the simulated time that it takes. Time jumps to when the next reply may go."""
        clock, book = self.desk.clock, self.desk.book
        clock.set(clock())
        began = clock()
        while book.open:
            sent = book.sent
            self._turn()
            told(book.sent, book.sent + len(book.open), "sending")
            if book.sent == sent:
                self._leave_to_people()
            if book.sent == sent and book.open:
                clock.set(max(self._next_at(), clock() + _A_MOMENT))
        return clock() - began

    def _leave_to_people(self) -> None:
        """What a channel handed back waits for other words, and not for its turn."""
        for case in self.desk.house.ledger.cases({Stage.AWAITING_DECISION}):
            self.desk.book.taken_back(case.id)

    def _write(self, coming: Sequence[Wanted]) -> None:
        now = self.desk.clock().isoformat()
        for name, channel in self.desk.channels.items():
            rows = [{**one.row, "created_at": now} for one in coming if one.channel == name]
            if rows:
                channel.feed(rows)
        self.written |= {str(one.row["id"]): self.desk.clock.wall() for one in coming}

    def _turn(self) -> bool:
        """True when more drafts may wait."""
        self.desk.book.turn_at = self.desk.clock()
        with self.spent.counting():
            more = self.desk.worker.turn(SLICE)
        with self.desk.clock.aside():
            self._draft_beside(len(self.desk.assistant.done))
            self._decide()
        return more

    def _draft_beside(self, drafts: int) -> None:
        if drafts == 0:
            return
        made = self.beside.assistant.done
        with self.alone.counting():
            self.beside.worker.drafting.until(lambda: len(made) >= drafts)
        self.spent.drafts += drafts
        self.alone.drafts += len(made)
        made.clear()

    def _decide(self) -> None:
        ledger, done = self.desk.house.ledger, self.desk.assistant.done
        for case_id, at in done.items():
            self.waited.append(at - self.written[ledger.case(case_id).message.external_id])
            decide(ledger, case_id, self.desk.book, self.desk.clock)
        done.clear()

    def _next_at(self) -> datetime:
        """When the first of those that wait may go, by its channel and its people."""
        book, now = self.desk.book, self.desk.clock()
        kinds = product(self.desk.channels.items(), To)
        return min(
            max(free_from, channel.free_at(to) or now)
            for (name, channel), to in kinds
            if (free_from := book.free_from((name, to))) is not None
        )
