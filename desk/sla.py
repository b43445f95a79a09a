"""When a first reply is due, and how much time is left."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.cases import Case, Priority


@dataclass(frozen=True)
class ServiceLevel:
    """Time to a first reply, by priority."""

    urgent: timedelta = timedelta(minutes=15)
    high: timedelta = timedelta(minutes=30)
    normal: timedelta = timedelta(hours=1)
    low: timedelta = timedelta(hours=8)

    def target(self, priority: Priority) -> timedelta:
        """How long a customer of this priority may wait."""
        targets = {
            Priority.URGENT: self.urgent,
            Priority.HIGH: self.high,
            Priority.NORMAL: self.normal,
            Priority.LOW: self.low,
        }
        return targets[priority]


USUAL = ServiceLevel()
SOON = timedelta(minutes=10)


def due_at(posted_at: datetime, priority: Priority, level: ServiceLevel = USUAL) -> datetime:
    """When a message of this priority should have its reply."""
    return posted_at + level.target(priority)


def left(case: Case, now: datetime) -> timedelta:
    """Time until the case is due; negative when it is overdue."""
    return case.due_at - now


def at_risk(case: Case, now: datetime) -> bool:
    """True when the case is due soon and not overdue yet."""
    return timedelta(0) <= left(case, now) <= SOON
