"""Somebody looks at the bot: at its Home tab, or at its Messages tab."""

import logging
from collections.abc import Callable, Mapping
from functools import partial

from slack_bolt import App

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.front import Body, Front
from bots.slack.home.homes import Homes
from bots.slack.inquiries.answering import Answering
from bots.slack.inquiries.prompts import prompts_for
from desk.errors import NotAllowed

Shows = Callable[[Body], None]

logger = logging.getLogger(__name__)


def register(app: App, front: Front, homes: Homes, answering: Answering | None) -> None:
    """One listener; the tab decides."""
    tabs: Mapping[object, Shows] = {"home": lambda event: homes.opened(event["user"])}
    if answering is not None:
        tabs = {**tabs, "messages": partial(_suggest, front, answering)}

    def opened(event: Body) -> None:
        show = tabs.get(event.get("tab"))
        if show is not None:
            show(event)

    app.event("app_home_opened")(opened)


def _suggest(front: Front, answering: Answering, event: Body) -> None:
    """Their own questions again; to somebody who may not ask, nothing."""
    try:
        person = front.people.person(event["user"])
        asked = [inquiry.question for inquiry in answering.records.answered(person.name, 3)]
        front.client.assistant_threads_setSuggestedPrompts(
            channel_id=event["channel"], prompts=prompts_for(asked)
        )
    except (NotAllowed, *SLACK_FAILED) as error:
        logger.info("nothing is suggested to %s: %s", event["user"], error)
