"""What customers are promised: how soon they hear from us, by priority, channel and hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desk.cases import Priority
from desk.messages import Message
from desk.staffed import after
from desk.staffing import ALWAYS, Hours

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Lengths:
    """A length of staffed time for each priority."""

    urgent: timedelta
    high: timedelta
    normal: timedelta
    low: timedelta

    def of(self, priority: Priority) -> timedelta:
        """The one for this priority."""
        return (self.urgent, self.high, self.normal, self.low)[priority.value - 1]


PROMISED = Lengths(15 * _MINUTE, 30 * _MINUTE, 60 * _MINUTE, 480 * _MINUTE)
SOON = Lengths(*[10 * _MINUTE] * 4)


@dataclass(frozen=True)
class Terms:
    """How soon the first reply of a case is due, and each later one."""

    first: Lengths = PROMISED
    next: Lengths = PROMISED


@dataclass(frozen=True)
class Exceptional:
    """Terms of their own for one channel, or for what is public or direct there."""

    channel: str
    terms: Terms
    direct: bool | None = None  # None: both

    def holds_for(self, message: Message) -> bool:
        """True when the message came this way."""
        return message.channel == self.channel and self.direct in {None, not message.public}


@dataclass(frozen=True)
class ServiceLevel:
    """All promises, and the hours in which their clock runs."""

    usual: Terms = Terms()
    exceptions: tuple[Exceptional, ...] = ()  # the first that holds for a message wins
    hours: Hours = ALWAYS
    risk: Lengths = SOON  # so long before it is due a case is at risk
    reopened_within: timedelta = timedelta(
        days=7
    )  # who writes again so soon after a case was resolved reopens it

    def terms(self, message: Message) -> Terms:
        """What holds for this message."""
        fitting = (one.terms for one in self.exceptions if one.holds_for(message))
        return next(fitting, self.usual)

    def horizon(self, priority: Priority, now: datetime) -> datetime:
        """What is due from now on and by then is at risk."""
        return after(now, self.risk.of(priority), self.hours)


USUAL = ServiceLevel()
