"""The desk in Slack, built from settings, and what the worker does for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.alarms import Alarms
from app.live_drafts import LiveDrafts
from app.reminders import Reminders
from app.worker import Beside, Front
from bots.slack.delivery.queues import Queue
from bots.slack.desk import SlackDesk
from bots.slack.installation import Access, Places, Rooms, Team
from desk.cases import Role

if TYPE_CHECKING:  # app.wiring builds what is here
    from app.sections import SlackSettings
    from app.wiring import House


@dataclass(frozen=True)
class SlackParts:
    """What the worker brings up to date at each turn, and what goes on beside it; nothing without Slack."""

    fronts: Sequence[Front] = ()
    beside: Sequence[Beside] = ()


def slack_desk(house: "House") -> SlackDesk:
    """The desk in Slack; the settings say all that it needs."""
    said, teamwork = house.settings.slack, house.teamwork
    return SlackDesk(
        house.workbench,
        house.ledger,
        house.clock,
        access=_access(said),
        places=_places(said, house.settings.web.url or ""),
        team=Team(
            house.people,
            by_group={group: frozenset(map(Role, roles)) for group, roles in said.groups.items()},
            allowed=said.allowed,
        ),
        rooms=Rooms(
            inquirer=teamwork.inquirer,
            teaching=teamwork.teaching,
            leading=teamwork.leading,
            gratitude=teamwork.gratitude,
            care=house.care,
            incidents=house.incidents,
        ),
        triage=house.assistant.triage,
        level=house.settings.service_level.level,
    )


def slack_parts(house: "House", slack: SlackDesk) -> SlackParts:
    """What the worker does for the desk in Slack."""
    teamwork = house.teamwork
    reminders = Reminders(slack, house.events, house.ledger, house.inventory.identity)
    return SlackParts(
        fronts=[slack, reminders, teamwork.digests(slack), Alarms(slack, house.ledger, house.clock)],
        beside=[
            LiveDrafts(house.underway.texts, slack.show),
            teamwork.learner(slack),
            teamwork.asker(slack),
        ],
    )


def _access(said: "SlackSettings") -> Access:
    return Access(
        token=said.token.get_secret_value() if said.token else "",
        signing_secret=said.signing_secret.get_secret_value() if said.signing_secret else None,
        app_token=said.app_token.get_secret_value() if said.app_token else None,
        api_url=said.api_url,
    )


def _places(said: "SlackSettings", web: str) -> Places:
    queues = [
        Queue(queue.name, queue.channel, tuple(queue.products), tuple(queue.languages), tuple(queue.topics))
        for queue in said.queues
    ]
    return Places(channel=said.channel or "", queues=queues, leads=said.leads_channel, web=web)
