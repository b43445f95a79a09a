"""The figures that those who lead look at, each with how many it is of. docs/figures.md defines them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from desk.metrics import Flow
from desk.surveys import Satisfaction
from desk.waits import Phase


class By(Enum):
    """What the figures are told apart by."""

    CHANNEL = "channel"
    AGENT = "agent"
    PRIORITY = "priority"
    DAY = "day"


@dataclass(frozen=True)
class Times:
    """Lengths of time in minutes; None of nothing."""

    of: int
    median: float | None
    p90: float | None


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    part: int
    of: int

    @property
    def share(self) -> float | None:
        """0 to 1; None of nothing, never 0."""
        return self.part / self.of if self.of else None


@dataclass(frozen=True)
class Responses:
    """How soon replies went out: by the clock on the wall, in staffed time, and whether as soon as promised."""

    wall: Times
    staffed: Times
    in_target: Share  # of the replies sent and of what was open and overdue at the end


@dataclass(frozen=True)
class Decisions:
    """What people did with drafts."""

    accepted: Share  # approved as drafted
    edited: Share  # approved as a person worded it
    rejected: int


@dataclass(frozen=True)
class Outcomes:
    """What became of the matters that were answered; nobody's silence is a resolution."""

    first_contact: Share  # of those resolved with evidence: by one reply, and not reopened
    reopened: Share  # of those resolved with evidence
    unknown: Share  # of all


@dataclass(frozen=True)
class Line:
    """All figures of one group, or of all."""

    received: int  # messages
    first: Responses
    next: Responses
    answered: Share  # of the waits that began in this time
    direct: Share  # of the replies
    linked: Share  # of the replies
    decisions: Decisions
    outcomes: Outcomes
    dwell: Mapping[Phase, Times]  # in staffed time; CUSTOMER by the clock on the wall
    satisfaction: Satisfaction

    @property
    def replies(self) -> int:
        """Those that went out."""
        return self.direct.of

    @property
    def in_target(self) -> Share:
        """Of first and later replies together."""
        first, later = self.first.in_target, self.next.in_target
        return Share(first.part + later.part, first.of + later.of)


@dataclass(frozen=True)
class Report:
    """All together, and apart by what was asked for."""

    all: Line
    groups: Mapping[str, Line]


def flow_of(line: Line) -> Flow:
    """The few of them that everybody looks at daily."""
    return Flow(
        received=line.received,
        answered=line.replies,
        first_response_minutes=line.first.wall.median,
        sla_met_share=line.in_target.share,
        acceptance_rate=line.decisions.accepted.share,
        edit_rate=line.decisions.edited.share,
        rejected=line.decisions.rejected,
    )
