"""The Home tab of the desk in Slack: for each person what their roles give them to do. Pure."""

from dataclasses import dataclass
from datetime import datetime

from assist.days import AgentDay, LeadDay
from bots.slack.home.agent import agent_sections
from bots.slack.home.expert import expert_sections
from bots.slack.home.lead import lead_sections
from bots.slack.kit.blocks import context, divider, paragraph, run
from bots.slack.kit.text import utc
from bots.slack.kit.windows import View, home
from bots.slack.knowledge.ports import ExpertHome


@dataclass(frozen=True)
class Day:
    """What somebody sees; None where they have no such role."""

    lead: LeadDay | None = None
    agent: AgentDay | None = None
    expert: ExpertHome | None = None


def home_view(day: Day, now: datetime) -> View:
    """All sections of all roles, within the hundred blocks that a Home tab takes."""
    parts = [
        lead_sections(day.lead, now) if day.lead else [],
        agent_sections(day.agent, now) if day.agent else [],
        expert_sections(day.expert) if day.expert else [],
    ]
    shown = [block for part in parts if part for block in (*part, divider())]
    return home([*shown, context(f"As of {utc(now)}")])


def refusal_view(reason: str) -> View:
    """What somebody sees who is not of the desk."""
    return home([paragraph(run(reason))])
