"""The desk's Home tab in Slack: what waits for a person. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bots.slack.kit.blocks import Block, Run, header, listed, paragraph, run
from bots.slack.kit.text import label, time_left
from bots.slack.kit.wording import PRIORITIES, STAGES
from desk import sla
from desk.cases import Case

MAX_CASES = 30


def home_view(queue: Sequence[Case], now: datetime) -> dict[str, Any]:
    """The queue, soonest due first."""
    return {"type": "home", "blocks": [header("What waits for a person"), _waiting(queue, now)]}


def refusal_view(reason: str) -> dict[str, Any]:
    """What somebody sees who is not of the desk."""
    return {"type": "home", "blocks": [paragraph(run(reason))]}


def _waiting(queue: Sequence[Case], now: datetime) -> Block:
    if not queue:
        return paragraph(run("Nothing waits."))
    lines = [_line(case, now) for case in queue[:MAX_CASES]]
    if more := len(queue[MAX_CASES:]):
        lines.append([run(f"and {more} more")])
    return listed([run(f"{len(queue)} open", bold=True)], lines)


def _line(case: Case, now: datetime) -> list[Run]:
    return [
        run(f"Case {case.id}", bold=True),
        run(f" {STAGES[case.stage]} · {PRIORITIES[case.priority]} · {time_left(sla.left(case, now))} · "),
        run(f"@{label(case.message.author_handle)}: {label(case.message.text, 120)}"),
    ]
