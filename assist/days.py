"""What there is to do today, for whom, the same for every front."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo

from assist.workbench import WAITING_FOR_A_PERSON
from desk.cases import CaseId, Person, Stage
from desk.ledger import Ledger
from desk.metrics import Flow, Standing
from desk.ports import Clock
from desk.queues import Asked, Queue
from desk.reviewing import ReviewQueue
from desk.service_level import USUAL, ServiceLevel

MOST = 5  # cases of a list


@dataclass(frozen=True)
class AgentDay:
    """What an agent has to do."""

    mine: Queue  # claimed, soonest due first
    unclaimed: Queue  # what waits for a person and is nobody's, soonest due first
    snoozed: Queue  # theirs, the first to wake first
    level: ServiceLevel = USUAL  # by which the time left is counted


@dataclass(frozen=True)
class LeadDay:
    """How the desk stands, and what somebody who leads should look at."""

    standing: Standing
    today: Flow  # since midnight where the team is
    waiting: int  # cases that wait for a person
    breached: Queue
    at_risk: Queue
    half_approved: Queue  # a second person must approve these
    with_experts: Queue
    asked: Mapping[CaseId, Asked]  # by case: which expert was asked last
    claims: Mapping[str, int]  # open cases by who has them, most first
    to_review: ReviewQueue
    level: ServiceLevel = USUAL  # by which the time left is counted


@dataclass(frozen=True)
class Days:
    """Looks at the ledger each time it is asked; however many cases there are, it reads few."""

    ledger: Ledger
    clock: Clock
    zone: tzinfo = UTC  # of the team
    review_share: float = 0.0
    level: ServiceLevel = USUAL

    def agent(self, by: Person) -> AgentDay:
        """For somebody who approves."""
        queues = self.ledger.queues
        return AgentDay(
            mine=queues.claimed_by(by.name, MOST),
            unclaimed=queues.unclaimed(WAITING_FOR_A_PERSON, MOST),
            snoozed=queues.snoozed(by.name, MOST),
            level=self.level,
        )

    def lead(self) -> LeadDay:
        """For somebody who leads."""
        now, queues, figures = self.clock(), self.ledger.queues, self.ledger.figures
        with_experts = queues.at({Stage.WITH_EXPERT}, MOST)
        return LeadDay(
            standing=figures.standing(now, self.level),
            today=figures.flow(self._midnight(now), now),
            waiting=queues.at(WAITING_FOR_A_PERSON, 0).total,
            breached=queues.breached(now, MOST),
            at_risk=queues.at_risk(now, MOST, self.level),
            half_approved=queues.half_approved(MOST),
            with_experts=with_experts,
            asked=queues.asked([case.id for case in with_experts.first]),
            claims=queues.claims(),
            to_review=self.ledger.reviews(self.clock, self.review_share).waiting(MOST),
            level=self.level,
        )

    def _midnight(self, now: datetime) -> datetime:
        return datetime.combine(now.astimezone(self.zone).date(), time(), self.zone)
