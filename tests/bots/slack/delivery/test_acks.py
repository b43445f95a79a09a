"""Clicks are acked in time while the same process drafts."""

import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles
from threading import Event, Thread

import pytest

from app.settings import FileSettings, read_settings
from app.wiring import House
from bots.slack.cards.beside import beside
from bots.slack.cards.card import card
from desk.cases import Case, CaseId, Priority, Stage
from desk.casework import propose
from ingest.refresh import refresh
from tests.bots.slack.delivery.clicking import acks
from tests.bots.slack.desk import until
from tests.builders import QUESTION, a_draft, a_message
from tests.emulator.driver import Driver
from tests.emulator.edge import Edge
from tests.emulator.lines import SignedHttp
from tests.emulator.serving import serving
from tests.emulator.slack import BOT_TOKEN, SIGNING_SECRET, Slack
from tests.templates import a_ledger_url

SAMPLE = Path(__file__).parents[4] / "app" / "sample"
WAITS = "u-waits"  # the customer of all cases that are decided


@dataclass
class BusyDesk:
    """The desk of the sample, all in one process as `assist serve` has it."""

    house: House
    driver: Driver
    bot: str

    def clicks_on_approve(self, count: int) -> list[str]:
        """One for each of so many cases with a draft."""
        bench, now = self.house.workbench, self.house.clock()
        cases = [bench.case(self._proposed(number)) for number in range(count)]
        cards = [{"ts": f"{case.id}.0", "blocks": card(case, beside(bench, case, now))} for case in cases]
        return [self.driver.click(message, "approve", "alice") for message in cards]

    def _proposed(self, number: int) -> CaseId:
        now, ledger = self.house.clock(), self.house.ledger
        message = a_message(external_id=f"m{number}", posted_at=now, author_id=WAITS)
        case_id = ledger.receive(message, priority=Priority.NORMAL, due_at=now + timedelta(hours=1), at=now)
        assert case_id is not None
        draft = a_draft(f"Rinse it {number} times.", citations=[], drafter="person:bob")
        ledger.apply(propose(ledger.case(case_id), QUESTION, "E17?", draft, now))
        return case_id

    def customers_write(self, count: int) -> None:
        """The sample's messages, each by many authors."""
        rows = [json.loads(line) for line in (SAMPLE / "messages.jsonl").read_text("utf-8").splitlines()]
        again = [
            rows[number % len(rows)] | {"id": f"x{number}", "author": f"c{number}"} for number in range(count)
        ]
        self.house.simulator.feed(again)

    def answered(self) -> int:
        """Clicks that came to something: the reply was approved, or the checks held it back."""
        return self._with_entry(self._cases(clicked=True), "approved", "held back")

    def drafted(self) -> int:
        """Cases of the customers who write now that were looked at."""
        return sum(case.stage is not Stage.NEW for case in self._cases(clicked=False))

    def _cases(self, *, clicked: bool) -> list[Case]:
        return [case for case in self.house.ledger.cases() if (case.message.author_id == WAITS) is clicked]

    def _with_entry(self, cases: list[Case], *actions: str) -> int:
        histories = (self.house.ledger.history(case.id) for case in cases)
        return sum(any(entry.action in actions for entry in entries) for entries in histories)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        stop = Event()
        thread = Thread(target=self.house.worker.run, args=(stop, timedelta(seconds=1)), name="worker")
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join(120)


@contextmanager
def busy_desk(slack: Slack, folder: Path, models: Path) -> Iterator[BusyDesk]:
    a_ledger_url(folder)
    edge = Edge(slack)
    with ExitStack() as stack:
        url = stack.enter_context(serving(edge.app()))
        settings = read_settings(
            SAMPLE / "assist.toml",
            model=FileSettings,
            data_dir=folder,
            models_dir=models,
            people=[{"name": "alice", "slack_id": slack.users["alice"]}],
            slack={
                "token": BOT_TOKEN,
                "signing_secret": SIGNING_SECRET,
                "channel": slack.channel,
                "api_url": f"{url}/api/",
            },
        )
        house = House(settings, base=SAMPLE)
        stack.callback(house.ledger.close)
        stack.callback(house.index.close)
        house.embedder.prepare()  # as after the first minute of a desk
        for source in house.sources:
            refresh(source, house.index, now=house.clock)
        assert house.slack is not None
        stack.callback(house.slack.close)
        bot = stack.enter_context(serving(house.slack.asgi))
        yield BusyDesk(house, Driver(slack, SignedHttp(bot), f"{url}/response"), bot)


def acks_while_drafting(desk: BusyDesk, clicks: int, seconds: float) -> list[float]:
    bodies = desk.clicks_on_approve(clicks)
    desk.customers_write(count=clicks * 5)
    with desk.at_work(), ProcessPoolExecutor(1, get_context("spawn")) as other:
        until(lambda: desk.drafted() > 0, seconds=60)
        before = desk.drafted()
        waited = other.submit(acks, desk.bot, bodies, seconds).result()
        drafted = desk.drafted() - before
        until(lambda: desk.answered() == clicks, seconds=240)
    p50, p95 = (quantiles(waited, n=100)[rank - 1] for rank in (50, 95))
    print(
        f"{clicks} clicks in {seconds} s, {drafted} drafts: p50 {p50:.3f} p95 {p95:.3f} max {max(waited):.3f} s"
    )
    assert drafted > 0
    return waited


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("models")


@pytest.mark.prove
def test_two_hundred_clicks_in_ten_seconds_are_acked_within_a_second_while_drafts_are_made(
    slack: Slack, tmp_path: Path, models: Path
) -> None:
    with busy_desk(slack, tmp_path, models) as desk:
        waited = acks_while_drafting(desk, clicks=200, seconds=10)
    assert quantiles(waited, n=100)[94] < 1.0
    assert max(waited) < 3.0


@pytest.mark.slow
def test_clicks_are_acked_within_three_seconds_while_drafts_are_made(
    slack: Slack, tmp_path: Path, models: Path
) -> None:
    with busy_desk(slack, tmp_path, models) as desk:
        assert max(acks_while_drafting(desk, clicks=20, seconds=2)) < 3.0
