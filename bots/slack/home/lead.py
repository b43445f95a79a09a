"""The Home tab of somebody who leads: what is at risk, today's figures, what waits for them; pure."""

from collections.abc import Mapping
from datetime import datetime

from assist.days import LeadDay
from bots.slack.home.lists import listing, row
from bots.slack.kit.blocks import Block, button, header, listed, paragraph, run, section
from bots.slack.kit.figures import figures
from bots.slack.kit.text import label, span
from bots.slack.kit.wording import PLACES
from bots.slack.review.target import ReviewTarget
from desk.cases import Case
from desk.metrics import Standing
from desk.queues import Queue
from desk.reviewing import ReviewQueue, agent_of
from desk.service_level import ServiceLevel

REVIEW = "review"
MAX_NAMES = 10
_LONGEST = 100


def lead_sections(day: LeadDay, now: datetime) -> list[Block]:
    """What presses most stands first."""
    return [
        header("The desk now"),
        paragraph(run(_standing(day.standing, day.waiting))),
        *_some("Overdue", "breached", day.breached, now, day.level),
        *_some("At risk", "at-risk", day.at_risk, now, day.level),
        *_half_approved(day.half_approved, now, day.level),
        *_with_experts(day, now),
        *_to_review(day.to_review),
        *_claims(day.claims),
        header("Today"),
        listed([run("Since midnight", bold=True)], [[run(line)] for line in figures(day.today)]),
    ]


def _standing(standing: Standing, waiting: int) -> str:
    return (
        f"{standing.open} open · {waiting} waiting for a person · {standing.with_expert} with experts · "
        f"{standing.at_risk} at risk · {standing.breached} overdue"
    )


def _some(title: str, where: str, queue: Queue, now: datetime, level: ServiceLevel) -> list[Block]:
    """Nothing at all when there is none: the line above says so."""
    if not queue.total:
        return []
    rows = [row(where, case, now, _whose(case), level=level) for case in queue.first]
    return listing(title, rows, queue.total)


def _whose(case: Case) -> str:
    return f"claimed by {label(case.assignee)}" if case.assignee else "nobody's"


def _half_approved(queue: Queue, now: datetime, level: ServiceLevel) -> list[Block]:
    if not queue.total:
        return []
    rows = [
        row("second", case, now, f"approved by {label(case.endorsed.by)}", level=level)
        for case in queue.first
        if case.endorsed
    ]
    return listing("A second person must approve", rows, queue.total)


def _with_experts(day: LeadDay, now: datetime) -> list[Block]:
    if not day.with_experts.total:
        return []
    rows = [
        row("expert", case, now, _asked(case, day, now), level=day.level) for case in day.with_experts.first
    ]
    return listing("Waiting for an expert", rows, day.with_experts.total)


def _asked(case: Case, day: LeadDay, now: datetime) -> str:
    asked = day.asked.get(case.id)
    return f"{label(asked.expert)} was asked {span(now - asked.at)} ago" if asked else "nobody was asked yet"


def _to_review(queue: ReviewQueue) -> list[Block]:
    rows = [_reply(reply) for reply in queue.newest]
    return listing("Sent replies to review", rows, queue.total, "All are reviewed.")


def _reply(reply: Case) -> Block:
    draft = reply.draft
    text = label(draft.text, _LONGEST) if draft else ""
    place = PLACES[draft.to] if draft else "reply"
    how = "in their own words" if draft and draft.by_person else "as drafted"
    value = ReviewTarget(reply.id, draft.version if draft else 0).encoded()
    return section(
        f"Case {reply.id} · {place} of {label(agent_of(reply))}, {how}\n{text}",
        button(REVIEW, "Review", value, spoken=f"Review the reply of case {reply.id}"),
        block_id=f"review-{reply.id}-{draft.version if draft else 0}",
    )


def _claims(claims: Mapping[str, int]) -> list[Block]:
    if not claims:
        return []
    lines = [[run(f"{label(name)}: {number}")] for name, number in list(claims.items())[:MAX_NAMES]]
    if more := len(claims) - len(lines):
        lines.append([run(f"and {more} more people")])
    return [header("Who has what"), listed([run("Open cases by who claimed them", bold=True)], lines)]
