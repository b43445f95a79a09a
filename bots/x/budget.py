"""Keeps what X costs within a daily budget: first what is only nice to know stops, then hearing slows down."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Protocol

from bots.errors import OverBudget
from bots.x.costs import NEAR, SLOWLY, Charge, Purpose
from bots.x.limits import Window
from desk.ports import Clock

log = logging.getLogger(__name__)


class Spending(Protocol):
    """What each channel cost today, shared by all processes."""

    def add(self, channel: str, what: str, times: int, usd: float) -> None:
        """Adds to today's."""

    def usd_today(self, channel: str) -> float:
        """What the channel took today."""


@dataclass(frozen=True)
class Budget:
    """Today's money for one channel."""

    spending: Spending
    clock: Clock
    usd_per_day: float | None = None  # None: it is counted, and nothing is held back
    hard_stop: bool = False  # past it approved replies wait too, and nothing is heard until tomorrow
    channel: str = "x"

    def windows(self, purpose: Purpose) -> Sequence[Window]:
        """How often, besides X's own limits, something may be asked for this purpose now. Raises OverBudget."""
        if self.usd_per_day is None or self.spending.usd_today(self.channel) < self.usd_per_day:
            return ()
        if self.hard_stop or purpose is Purpose.LOOKING:
            raise OverBudget(
                f"today's budget for X ({self.usd_per_day:.2f} dollars) is used up; it begins anew at midnight UTC,"
                " or set a larger `usd_per_day`",
                _tomorrow(self.clock()),
            )
        return SLOWLY if purpose is Purpose.HEARING else ()

    def count(self, charges: Iterable[Charge]) -> None:
        """What a call took. Whoever crosses the line near the budget says so."""
        usd = 0.0
        for charge in charges:
            self.spending.add(self.channel, charge.what.value, charge.times, charge.usd)
            usd += charge.usd
        if usd and self.usd_per_day is not None:
            self._warn(self.spending.usd_today(self.channel), usd)

    def _warn(self, spent: float, just_now: float) -> None:
        for share in (NEAR, 1.0):
            line = share * (self.usd_per_day or 0.0)
            if spent - just_now < line <= spent:
                log.warning("X cost %.2f of today's %.2f dollars so far", spent, self.usd_per_day)


def _tomorrow(now: datetime) -> datetime:
    return datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
