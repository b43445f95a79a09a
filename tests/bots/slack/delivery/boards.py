"""Boards without a thread, behind a Slack in memory: what is to be written is written when a test says so."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from assist.understanding.triage import triaged
from assist.workbench import Workbench
from bots.slack.cards.beside import beside
from bots.slack.delivery.board import FRONT, Board
from bots.slack.delivery.channels import Channels
from bots.slack.delivery.line import Line
from bots.slack.delivery.outlet import Outlet
from bots.slack.delivery.pacing import MANNERS, Manners
from bots.slack.delivery.queues import Queue
from bots.slack.delivery.waiting import Wish
from bots.slack.delivery.writer import CardWriter
from desk.cases import CaseId
from desk.ledger import Ledger
from tests.bots.slack.fake_slack import FakeSlack
from tests.builders import NOON


@dataclass
class Timepiece:
    """Both clocks of a desk: the one on the wall, and the one that only goes forward."""

    seconds: float = 0.0

    def wall(self) -> datetime:
        return NOON + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds


@dataclass
class Delivery:
    """One process that writes cards."""

    slack: FakeSlack
    workbench: Workbench
    ledger: Ledger
    time: Timepiece = field(default_factory=Timepiece)
    channel: str = "C0DESK"
    queues: Sequence[Queue] = ()
    manners: Manners = MANNERS
    by: str = "here"

    def __post_init__(self) -> None:
        self.line = Line(self.slack, self.manners, self.time.monotonic)
        self.channels = Channels(
            self.channel, self.queues, lambda case: triaged(case.message.text), self.time.monotonic
        )
        views = self.ledger.views(FRONT)
        self.writer = CardWriter(
            self.line,
            self.workbench,
            views,
            self.channels,
            lambda case: beside(self.workbench, case, self.time.wall()),
            self.time.wall,
            self.by,
        )
        self.outlet = Outlet(self.line, self.writer, self.manners, self.time.monotonic)
        self.board = Board(self.outlet, self.writer, self.workbench, views)

    def work_off(self, seconds: float = 600) -> float:
        """Lets time pass until nothing waits, or for so long; returns how long it took."""
        began = self.time.seconds
        while (wait := self.outlet.turn()) is not None and self.time.seconds - began < seconds:
            self.time.seconds += max(wait, 0.001)
        return self.time.seconds - began

    def refresh(self) -> None:
        """As the worker does, until all is written."""
        self.board.refresh()
        self.work_off()


@dataclass(frozen=True)
class AtOnce:
    """Wishes that come true in the same moment, for tests of those who wish."""

    delivery: Delivery

    def __contains__(self, case_id: CaseId) -> bool:
        return case_id in self.delivery.outlet

    def want(self, wish: Wish) -> None:
        self.delivery.outlet.want(wish)
        self.delivery.work_off()


def board_at_once(slack: FakeSlack, workbench: Workbench, ledger: Ledger, channel: str = "C1") -> Board:
    """A board whose cards are written when they are asked for."""
    delivery = Delivery(slack, workbench, ledger, channel=channel)
    return Board(AtOnce(delivery), delivery.writer, workbench, ledger.views(FRONT))
