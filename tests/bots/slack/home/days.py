"""Days with something in every list, for tests of what is shown of them."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from assist.days import AgentDay, LeadDay
from desk.cases import Case, CaseId, Endorsement, Stage
from desk.metrics import Flow, Standing
from desk.queues import Asked, Queue
from desk.reviewing import ReviewQueue
from tests.bots.cases import a_case
from tests.builders import NOON, a_draft, a_message

NO_FLOW = Flow(0, 0, None, None, None, None, 0)
NOTHING = Queue()


def cases(
    number: int, stage: Stage = Stage.AWAITING_DECISION, text: str = "hello", **fields: Any
) -> tuple[Case, ...]:
    message = a_message(text, external_id="m-12")
    return tuple(replace(a_case(stage, message=message, **fields), id=CaseId(n + 1)) for n in range(number))


def a_queue(total: int, **fields: Any) -> Queue:
    """Five of so many."""
    return Queue(total, cases(min(total, 5), **fields))


def an_agent_day(mine: Queue = NOTHING, unclaimed: Queue = NOTHING, snoozed: Queue = NOTHING) -> AgentDay:
    return AgentDay(mine, unclaimed, snoozed)


def a_lead_day(**given: Any) -> LeadDay:
    """With nothing in it but what is given."""
    usual: dict[str, Any] = {
        "standing": Standing(0, 0, 0, 0),
        "today": NO_FLOW,
        "waiting": 0,
        "breached": NOTHING,
        "at_risk": NOTHING,
        "half_approved": NOTHING,
        "with_experts": NOTHING,
        "asked": {},
        "claims": {},
        "to_review": ReviewQueue(),
    }
    return LeadDay(**usual | given)


def a_full_agent_day(total: int, text: str) -> AgentDay:
    resting = a_queue(total, text=text, snoozed_until=NOON + timedelta(hours=2), assignee="alice")
    return an_agent_day(a_queue(total, text=text, assignee="alice"), a_queue(total, text=text), resting)


def a_full_lead_day(total: int, text: str) -> LeadDay:
    first = Endorsement(1, "", text or "alice", NOON)
    draft = a_draft(text or "yes", version=1, drafter=f"person:{text}")
    return a_lead_day(
        standing=Standing(total, total, total, total),
        today=Flow(total, total, 4.4, 0.891, 0.7, 0.2, total),
        waiting=total,
        breached=a_queue(total, text=text, assignee=text or None),
        at_risk=a_queue(total, text=text),
        half_approved=a_queue(total, text=text, endorsed=first),
        with_experts=a_queue(total, stage=Stage.WITH_EXPERT, text=text),
        asked={CaseId(1): Asked(text or "sam", NOON - timedelta(minutes=20))},
        claims={f"{text}{number}": total for number in range(30)},
        to_review=ReviewQueue(total, cases(min(total, 5), Stage.SENT, text, draft=draft)),
    )
