"""A desk in a folder whose customers are on a simulated X and a simulated Mastodon, with the limits of both."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from time import perf_counter

from app.bench.burst.messages import MASTODON, X, write_manuals
from app.bench.burst.order import Book, Noted
from app.settings import FileSettings, read_settings
from app.wiring import House
from app.worker import Worker
from assist.draft.ports import Told, unheard
from assist.respond import Assistant
from assist.text.length import weighted_length
from bots.simulator.channel import Budgets, SimulatedX
from bots.simulator.world.limits import Budget
from desk.cases import Case, CaseId, Stage
from desk.drafts import Problem
from desk.steps import Step
from index.knowledge import Audience, Kind
from ingest.refresh import refresh
from ingest.sources import Source

BEGIN = datetime(2026, 1, 5, 9, tzinfo=UTC)
POSTS_OF_MASTODON = Budget(300, timedelta(hours=3))  # what a Mastodon server lets one account post
_SETTINGS = 'data_dir = "."\n[company]\nname = "Fennby"\nhandle = "@OurCare"\n'


@dataclass
class Simulated:
    """A clock that runs `speed` times as fast as the wall's, or stands still and is moved."""

    now: datetime = BEGIN
    speed: float = 0.0
    since: float = 0.0
    _lost: float = 0.0  # seconds that do not count
    _stopped_at: float | None = None

    def __call__(self) -> datetime:
        return self.now + timedelta(seconds=(self.wall() - self.since) * self.speed)

    def wall(self) -> float:
        """Seconds of the wall that count."""
        return (perf_counter() if self._stopped_at is None else self._stopped_at) - self._lost

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What happens inside takes no time at all."""
        self._stopped_at = perf_counter()
        try:
            yield
        finally:
            self._lost += perf_counter() - self._stopped_at
            self._stopped_at = None

    def run(self, speed: float) -> None:
        """From now on; at a speed of 0 it stands."""
        self.now, self.speed, self.since = self(), speed, self.wall()

    def set(self, to: datetime) -> None:
        """It stands at this time."""
        self.now, self.speed = to, 0.0


@dataclass(frozen=True)
class Watched:
    """An assistant, and when each of its answers was there, by the wall clock."""

    assistant: Assistant
    wall: Callable[[], float]
    done: dict[CaseId, float] = field(default_factory=dict)

    def respond(self, case: Case, at: datetime, told: Told = unheard) -> Step:
        """As the assistant does."""
        step = self.assistant.respond(case, at, told)
        self.done[case.id] = self.wall()
        return step

    def problems_now(self, case: Case) -> tuple[Problem, ...]:
        """The same."""
        return self.assistant.problems_now(case)


@dataclass(frozen=True)
class BurstDesk:
    """Real but for its channels. `models` is where the exported model is; each desk loads its own."""

    folder: Path
    models: Path
    clock: Simulated = field(default_factory=Simulated)

    @cached_property
    def house(self) -> House:
        """As its settings say."""
        settings = read_settings(self.folder / "assist.toml", model=FileSettings, models_dir=self.models)
        return House(settings, base=self.folder, clock=self.clock)

    def prepare(self) -> None:
        """Read the manuals, and load what is loaded once: neither counts."""
        manuals = self.folder / "manuals"
        self.folder.mkdir()
        (self.folder / "assist.toml").write_text(_SETTINGS, encoding="utf-8")
        write_manuals(manuals)
        self.house.embedder.prepare()
        source = Source("manuals", Kind.DATA_SHEET, str(manuals), Audience.PUBLIC)
        refresh(source, self.house.index, now=self.clock)
        self.house.assistant.answer("@OurCare hello, what does F200 on the ZK-900 mean?")

    @cached_property
    def book(self) -> Book:
        """What is approved and waits."""
        ledger = self.house.ledger
        return Book(lambda case_id: ledger.case(case_id).stage is Stage.APPROVED)

    @cached_property
    def channels(self) -> Mapping[str, SimulatedX]:
        """By name. A simulated X with Mastodon's limits stands for Mastodon."""
        of_mastodon = Budgets(public=POSTS_OF_MASTODON, direct=POSTS_OF_MASTODON)
        return {
            name: SimulatedX(
                self.folder / f"{name}.db",
                ["@OurCare"],
                weighted_length,
                self.clock,
                name=name,
                budgets=budgets,
            )
            for name, budgets in ((X, None), (MASTODON, of_mastodon))
        }

    @cached_property
    def assistant(self) -> Watched:
        """The house's."""
        return Watched(self.house.assistant, self.clock.wall)

    @cached_property
    def worker(self) -> Worker:
        """As a house has it, without fronts."""
        return Worker(
            ledger=self.house.ledger,
            assistant=self.assistant,
            listeners=list(self.channels.values()),
            publishers={name: Noted(channel, self.book) for name, channel in self.channels.items()},
            fronts=[],
            service_level=self.house.settings.service_level.level,
            clock=self.clock,
        )

    def close(self) -> None:
        """Let go of the databases."""
        self.house.index.close()
        self.house.ledger.close()
