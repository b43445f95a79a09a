"""A desk that asks experts, and walls on which their questions hang, for tests of the worker's part."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from app.asking import GIVE_UP, Asker
from assist.knowledge.evidence import Knowledge
from desk.experts import Expert
from desk.ledger import Ledger
from desk.request_store import Requests
from desk.requests import Asking, ExpertRequest
from desk.routing import USUAL, Ladder
from desk.staffing import ALWAYS
from tests.desk.cases import HandClock
from tests.desk.experts import LEA, MINUTE
from tests.fakes.knowledge import FakeKnowledge

SAM = Expert("sam", products=frozenset({"W3"}))
KIM = Expert("kim", products=frozenset({"W3"}))
LEAD = replace(LEA, hours=ALWAYS)
TEAM = (SAM, KIM, LEAD)


@dataclass
class Wall:
    """A front that remembers what hangs on it, may be down, and may not know everybody."""

    down: bool = False
    unknown: set[str] = field(default_factory=set)
    hung: list[Asking] = field(default_factory=list)
    closed: list[str] = field(default_factory=list)  # the keys of what says that it is over
    tried: int = 0

    def show(self, request: ExpertRequest, asking: Asking) -> str | None:
        self.tried += 1
        if self.down:
            raise OSError("no connection")
        if asking.expert in self.unknown:
            return None
        if request.closed_at is not None:
            self.closed.append(asking.key)
        else:
            self.hung.append(asking)
        return f"wall {asking.key}"

    @property
    def names(self) -> list[str]:
        return [asking.expert for asking in self.hung]

    @property
    def keys(self) -> list[str]:
        return [asking.key for asking in self.hung]


@dataclass
class Desk:
    """A ledger, a wall and what it takes to ask."""

    ledger: Ledger
    requests: Requests
    wall: Wall = field(default_factory=Wall)
    clock: HandClock = field(default_factory=HandClock)
    knowledge: Knowledge = field(default_factory=FakeKnowledge)
    team: Sequence[Expert] = TEAM
    ladder: Ladder = USUAL

    def asker(self) -> Asker:
        return Asker(
            self.requests,
            self.ledger.case,
            self.knowledge,
            lambda: self.team,
            self.wall,
            self.clock,
            self.ladder,
        )

    def turns(self, asker: Asker, number: int, every: timedelta = 15 * MINUTE) -> None:
        for _ in range(number):
            asker.turn()
            self.clock.move(every)


class Picky(Wall):
    def show(self, request: ExpertRequest, asking: Asking) -> str | None:
        if request.case_id <= GIVE_UP:
            raise ValueError("this one cannot be shown")
        return super().show(request, asking)


@dataclass
class Slow(Wall):
    meanwhile: Callable[[], None] = lambda: None

    def show(self, request: ExpertRequest, asking: Asking) -> str | None:
        self.tried += 1
        if self.tried == 1:
            self.meanwhile()
        return super().show(request, asking)


class Dying(Wall):
    def show(self, request: ExpertRequest, asking: Asking) -> str | None:
        raise KeyboardInterrupt
