"""Adds up the figures of one group, case after case; it keeps a number for each reply, and no cases."""

from array import array
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil
from statistics import median

from desk.metrics import Decided
from desk.outcomes import Matter
from desk.service_report import Decisions, Line, Outcomes, Responses, Share, Times
from desk.surveys import satisfaction
from desk.waits import Phase, Wait


def _minutes() -> "array[float]":
    return array("d")


@dataclass(frozen=True)
class MeasuredReply:
    """How long a reply took, in minutes."""

    first: bool
    wall: float
    staffed: float
    met: bool
    direct: bool
    linked: bool
    dwell: Mapping[Phase, float]  # staffed, by what was waited for


@dataclass
class Waited:
    """First replies, or later ones."""

    wall: "array[float]" = field(default_factory=_minutes)
    staffed: "array[float]" = field(default_factory=_minutes)
    met: int = 0
    overdue: int = 0  # and not answered at the end

    def responses(self) -> Responses:
        """What it comes to."""
        share = Share(self.met, len(self.wall) + self.overdue)
        return Responses(times(self.wall), times(self.staffed), share)


@dataclass
class Tally:
    """One group."""

    received: int = 0
    first: Waited = field(default_factory=Waited)
    next: Waited = field(default_factory=Waited)
    began: int = 0  # waits
    ended: int = 0  # those of them that were answered
    direct: int = 0
    linked: int = 0
    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    matters: int = 0
    resolved: int = 0
    first_contact: int = 0
    reopened: int = 0
    dwell: "defaultdict[Phase, array[float]]" = field(default_factory=lambda: defaultdict(_minutes))
    scores: list[int | None] = field(default_factory=list)

    def answer(self, reply: MeasuredReply) -> None:
        """One reply that went out."""
        waited = self.first if reply.first else self.next
        waited.wall.append(reply.wall)
        waited.staffed.append(reply.staffed)
        waited.met += reply.met
        self.direct += reply.direct
        self.linked += reply.linked
        for phase, minutes in reply.dwell.items():
            self.dwell[phase].append(minutes)

    def miss(self, wait: Wait) -> None:
        """One reply that was overdue at the end."""
        waited = self.first if wait.first else self.next
        waited.overdue += 1

    def ask(self, answered: bool) -> None:
        """One wait that began."""
        self.began += 1
        self.ended += answered

    def decide(self, decided: Decided) -> None:
        """One decision about a draft."""
        self.rejected += not decided.approved
        self.edited += decided.approved and decided.by_person
        self.accepted += decided.approved and not decided.by_person

    def close(self, matter: Matter) -> None:
        """One matter that was answered."""
        self.matters += 1
        self.resolved += matter.resolved_at is not None
        self.first_contact += matter.first_contact
        self.reopened += matter.resolved_at is not None and matter.reopened_at is not None

    def line(self) -> Line:
        """What it comes to."""
        replies = len(self.first.wall) + len(self.next.wall)
        return Line(
            received=self.received,
            first=self.first.responses(),
            next=self.next.responses(),
            answered=Share(self.ended, self.began),
            direct=Share(self.direct, replies),
            linked=Share(self.linked, replies),
            decisions=self._decisions(),
            outcomes=Outcomes(
                first_contact=Share(self.first_contact, self.resolved),
                reopened=Share(self.reopened, self.resolved),
                unknown=Share(self.matters - self.resolved, self.matters),
            ),
            dwell={phase: times(self.dwell[phase]) for phase in Phase},
            satisfaction=satisfaction(self.scores),
        )

    def _decisions(self) -> Decisions:
        decided = self.accepted + self.edited + self.rejected
        return Decisions(Share(self.accepted, decided), Share(self.edited, decided), self.rejected)


def times(minutes: "array[float]") -> Times:
    """The median, and what nine of ten did not exceed: the nearest rank, a length that there was."""
    if not minutes:
        return Times(0, None, None)
    ranked = sorted(minutes)
    return Times(len(ranked), median(ranked), ranked[ceil(len(ranked) * 0.9) - 1])
