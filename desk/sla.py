"""When replies are due, and how much staffed time is left until then. Pure.

The clock runs from a message's own time and only while somebody is on duty. It stops with our reply: from then on we
wait for the customer, and nothing is due until they write.
"""

from datetime import datetime, timedelta

from desk.cases import Case, Priority
from desk.messages import Kind, Message
from desk.service_level import USUAL, ServiceLevel
from desk.staffed import after, between
from desk.steps import SETTLED


def due_at(posted_at: datetime, priority: Priority, level: ServiceLevel = USUAL) -> datetime:
    """When a message of this priority should have its first reply where no exception holds."""
    return after(posted_at, level.usual.first.of(priority), level.hours)


def first_due(message: Message, priority: Priority, level: ServiceLevel = USUAL) -> datetime:
    """When this message should have its reply, if its case has had none yet."""
    return after(message.posted_at, level.terms(message).first.of(priority), level.hours)


def next_due(message: Message, priority: Priority, level: ServiceLevel = USUAL) -> datetime:
    """The same for a case that has had a reply before."""
    return after(message.posted_at, level.terms(message).next.of(priority), level.hours)


def waits(case: Case) -> bool:
    """True while the customer waits for us: nobody does who never wrote to us, or once we replied or set aside."""
    return case.stage not in SETTLED and any(one.kind is not Kind.LISTENING for one in case.messages)


def left(case: Case, now: datetime, level: ServiceLevel = USUAL) -> timedelta | None:
    """Staffed time until the case is due, negative when it is overdue; None when nothing is due."""
    return between(now, case.due_at, level.hours) if waits(case) else None


def breached(case: Case, now: datetime) -> bool:
    """True when something is overdue, also while nobody is on duty."""
    return waits(case) and case.due_at < now


def at_risk(case: Case, now: datetime, level: ServiceLevel = USUAL) -> bool:
    """True when something is due soon and not overdue yet."""
    return waits(case) and now <= case.due_at <= level.horizon(case.priority, now)
