"""The Home tab of somebody who approves: their cases, what waits for anybody, and what rests; pure."""

from datetime import datetime

from assist.days import AgentDay
from bots.slack.home.lists import listing, row
from bots.slack.kit.blocks import Block
from bots.slack.kit.text import span
from desk.cases import Case
from desk.queues import Queue
from desk.service_level import ServiceLevel


def agent_sections(day: AgentDay, now: datetime) -> list[Block]:
    """Each list soonest due first."""
    return [
        *_cases("Your cases", "mine", day.mine, now, day.level, "You have claimed none."),
        *_cases("Waiting and nobody's", "unclaimed", day.unclaimed, now, day.level, "Nothing waits."),
        *_snoozed(day.snoozed, now, day.level),
    ]


def _cases(
    title: str, where: str, queue: Queue, now: datetime, level: ServiceLevel, nothing: str
) -> list[Block]:
    rows = [row(where, case, now, level=level) for case in queue.first]
    return listing(title, rows, queue.total, nothing)


def _snoozed(queue: Queue, now: datetime, level: ServiceLevel) -> list[Block]:
    """Nothing at all when nothing rests."""
    if not queue.total:
        return []
    rows = [row("snoozed", case, now, _wakes(case, now), level=level) for case in queue.first]
    return listing("Snoozed", rows, queue.total)


def _wakes(case: Case, now: datetime) -> str:
    return f"wakes in {span(case.snoozed_until - now)}" if case.snoozed_until else "awake"
