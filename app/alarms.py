"""The worker's part of service levels: what is at risk or overdue is noticed, and a front tells people, in no flood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from desk.cases import CaseId
from desk.ledger import Ledger
from desk.ports import Clock
from desk.service_alarms import Noticed, still_to_tell
from desk.service_level import ServiceLevel

MOST = 1000  # of one message
PAUSE = timedelta(minutes=5)  # between two of them


@dataclass(frozen=True)
class Watch:
    """Notices. Any number of processes may."""

    ledger: Ledger
    level: ServiceLevel
    clock: Clock

    def refresh(self) -> None:
        """What came at risk or is overdue since the last look."""
        self.ledger.alarms.notice(self.clock(), self.level)


class Bell(Protocol):
    """A front that tells people."""

    name: str

    def show(self, id: CaseId) -> None:
        """Show the case anew: its mark changed."""

    def tell_alarms(self, key: str, alarms: Sequence[Noticed]) -> bool:
        """Tell all of them at once, and for one key once; False when it may be told later."""


class Alarms:
    """Rings one bell. What comes while it pauses is told together; after a crash it goes on under the same key."""

    def __init__(self, bell: Bell, ledger: Ledger, clock: Clock) -> None:
        self._bell = bell
        self._ledger = ledger
        self._clock = clock
        self._shown = ledger.alarms.newest()
        self._not_before: datetime | None = None

    def refresh(self) -> None:
        """Show what is new at once, and tell of it when it is time."""
        for one in self._ledger.alarms.after(self._shown, MOST):
            if one.holds:
                self._bell.show(one.case_id)
            self._shown = one.number
        now = self._clock()
        if self._not_before is None or now >= self._not_before:
            self._tell(now)

    def _tell(self, now: datetime) -> None:
        """The cursor says up to where was told, and, from before the first try on, up to where is being told."""
        place = f"alarms:{self._bell.name}"
        told, _, begun = (self._ledger.cursor(place) or "0").partition("-")
        upto = int(begun) if begun else self._ledger.alarms.newest()
        new = [one for one in self._ledger.alarms.after(int(told), MOST) if one.number <= upto]
        if not new:
            return
        last = new[-1].number
        if alarms := still_to_tell(new):
            self._ledger.save_cursor(place, f"{told}-{last}")
            if not self._bell.tell_alarms(f"{told}-{last}", alarms):
                return
            self._not_before = now + PAUSE
        self._ledger.save_cursor(place, str(last))
