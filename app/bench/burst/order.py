"""Whether each reply that went out was the soonest due of those that could have gone out then."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush

from desk.cases import Case, CaseId, Receipt, Reply
from desk.drafts import To
from desk.ports import Publisher

Kind = tuple[str, To]  # the channel, and in public or as a direct message


@dataclass(frozen=True, order=True)
class Waiting:
    """An approved reply, by when it is due; it may go at `send_after`."""

    due_at: datetime
    case_id: CaseId
    send_after: datetime


@dataclass
class Book:
    """What is approved and waits, kept beside the ledger so that its queries are not judged by themselves."""

    stands: Callable[[CaseId], bool]  # whether a case is approved by now: its customer may write again
    waiting: defaultdict[Kind, list[Waiting]] = field(default_factory=lambda: defaultdict(list))  # heaps
    open: dict[CaseId, tuple[Kind, Waiting]] = field(default_factory=dict)
    turn_at: datetime | None = None  # when the worker's turn began: what may go later goes in the next one
    sent: int = 0
    out_of_order: int = 0

    def approved(self, case: Case) -> None:
        """From now on it waits."""
        assert case.send_after is not None  # noqa: S101 - the burst's approvals have one
        assert case.draft is not None  # noqa: S101 - it was approved
        one = Waiting(case.due_at, case.id, case.send_after)
        kind = case.channel, case.draft.to
        self.open[case.id] = kind, one
        heappush(self.waiting[kind], one)

    def taken_back(self, id: CaseId) -> None:
        """It does not wait any more: its customer wrote again."""
        self.open.pop(id, None)

    def went(self, reply: Reply) -> None:
        """It went out; was another one due before it, that could have gone? What follows a reply does not count."""
        if reply.case_id not in self.open:
            return
        self.sent += 1
        _, mine = self.open.pop(reply.case_id)
        could_go = [
            one
            for one in self._sooner(reply, mine)
            if one.due_at < mine.due_at and (self.turn_at is None or one.send_after <= self.turn_at)
        ]
        self.out_of_order += any(self.stands(one.case_id) for one in could_go)

    def _sooner(self, reply: Reply, mine: Waiting) -> list[Waiting]:
        """Of this kind, those that are due before it and still wait."""
        heap = self.waiting[reply.channel, reply.to]
        sooner = list[Waiting]()
        while heap and heap[0] <= mine:
            one = heappop(heap)
            if self.open.get(one.case_id) == ((reply.channel, reply.to), one):
                sooner.append(one)
        for one in sooner:
            heappush(heap, one)
        return sooner

    def free_from(self, kind: Kind) -> datetime | None:
        """When the first of this kind may go as far as its people are concerned; None: none waits."""
        return min((one.send_after for its, one in self.open.values() if its == kind), default=None)


@dataclass(frozen=True)
class Noted:
    """A publisher whose every send is noted in the book."""

    publisher: Publisher
    book: Book

    def send(self, reply: Reply) -> Receipt:
        """Raises as the publisher does."""
        receipt = self.publisher.send(reply)
        self.book.went(reply)
        return receipt

    def find(self, reply: Reply) -> Receipt | None:
        """As the publisher does."""
        return self.publisher.find(reply)

    def free_at(self, to: To) -> datetime | None:
        """As the publisher says."""
        return self.publisher.free_at(to)
