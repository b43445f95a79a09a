"""The weekly digest for those who lead: which week it is about, and what is in it. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from desk.gaps import KnowledgeGap
from desk.metrics import Flow
from desk.reviewing import Criterion, Grade, Review
from desk.staffing import Weekday

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Schedule:
    """When the digest is due, each week, where the team is."""

    zone: tzinfo
    day: Weekday = Weekday.MONDAY
    at: time = time(9)

    def week(self, now: datetime) -> "Week":
        """The week that the newest digest is about which is due by now: the one before that in which it is due."""
        over = self.over(now)
        due = datetime.combine(over.monday + _WEEK + timedelta(days=self.day.value), self.at, self.zone)
        return over if due <= now else over.before()

    def over(self, now: datetime) -> "Week":
        """The newest week that is over, whether its digest is due or not."""
        today = now.astimezone(self.zone)
        return Week(today.date() - timedelta(days=today.isoweekday() - 1) - _WEEK, self.zone)


@dataclass(frozen=True)
class Week:
    """From a Monday to the next, in the team's own time."""

    monday: date
    zone: tzinfo

    @property
    def key(self) -> str:
        """Such as 2026-W47; of two weeks the later one has the greater key."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"

    @property
    def since(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.monday, time(), self.zone)

    @property
    def until(self) -> datetime:
        """The first moment that is not of it any more."""
        return self.before(-1).since

    def before(self, weeks: int = 1) -> "Week":
        """So many weeks earlier."""
        return Week(self.monday - weeks * _WEEK, self.zone)


@dataclass(frozen=True)
class Source:
    """A document that carried replies."""

    title: str
    url: str | None
    replies: int


@dataclass(frozen=True)
class Reviewed:
    """What the reviews of a week say: of each criterion how many replies met it, and of how many that was asked."""

    total: int
    met: Mapping[Criterion, tuple[int, int]]


@dataclass(frozen=True)
class Digest:
    """One week, and the one before it to compare it with."""

    week: Week
    flow: Flow
    before: Flow
    rejections: Sequence[tuple[str, int]]  # by reason, most first
    gaps: Sequence[Sequence[KnowledgeGap]]  # open now, alike together, most asked first
    notes: Sequence[Source]  # most replies first
    reviewed: Reviewed


def reasons(rejections: Mapping[str, int], limit: int) -> list[tuple[str, int]]:
    """How often which reason was given, most first: what somebody wrote beside it does not make it another one."""
    counted: Counter[str] = Counter()
    for reason, times in rejections.items():
        counted[reason.partition(": ")[0]] += times
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))[:limit]


def summed_up(reviews: Iterable[Review]) -> Reviewed:
    """What does not apply to a reply is not counted."""
    graded = [review.grades for review in reviews]
    met = {
        criterion: (
            sum(grades[criterion] is Grade.YES for grades in graded),
            sum(grades[criterion] is not Grade.NOT_APPLICABLE for grades in graded),
        )
        for criterion in Criterion
    }
    return Reviewed(len(graded), met)
