"""Clicks on a Home tab that lead to a case."""

import logging
from collections.abc import Callable

from slack_bolt import Ack, App

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.delivery.places import Standing, decoded
from bots.slack.front import Body, Front
from bots.slack.home.lists import OPEN_CASE
from bots.slack.home.opening import GO_TO_CARD, case_window, refused_window
from bots.slack.home.ports import Shown
from bots.slack.kit.targets import OF_ANOTHER_VERSION
from bots.slack.kit.windows import View
from desk.cases import CaseId, Person
from desk.errors import DeskError, StepNotPossible

logger = logging.getLogger(__name__)


def register(app: App, front: Front, shown: Shown) -> None:
    """The button of each row, and the link to which it leads."""

    def open_case(ack: Ack, body: Body) -> None:
        ack()
        value = str(body["actions"][0]["value"])
        open_from_home(front, body, lambda _: _case_window(front, shown, value))

    def went_to_card(ack: Ack) -> None:
        ack()  # Slack opens the link by itself, and tells us of it

    app.action(OPEN_CASE)(open_case)
    app.action(GO_TO_CARD)(went_to_card)


def open_from_home(front: Front, body: Body, window: Callable[[Person], View]) -> None:
    """Opens a window for somebody of the desk, or one that says why not: a Home tab has no channel to whisper in."""
    try:
        view = window(front.people.person(body["user"]["id"]))
    except DeskError as error:
        view = refused_window(str(error))
    try:
        front.client.views_open(trigger_id=body["trigger_id"], view=view)
    except SLACK_FAILED as error:
        logger.warning("no window could be opened for %s: %s", body["user"]["id"], error)


def _case_window(front: Front, shown: Shown, value: str) -> View:
    if not (value.isascii() and value.isdigit()):
        raise StepNotPossible(OF_ANOTHER_VERSION)
    case = front.workbench.case(CaseId(int(value)))
    return case_window(case, _permalink(front, shown, case.id))


def _permalink(front: Front, shown: Shown, id: CaseId) -> str | None:
    """Of the case's card; None when there is none, or Slack does not say."""
    view = shown.of(id)
    place = decoded(view.place) if view else None
    if not isinstance(place, Standing):
        return None
    try:
        answer = front.client.chat_getPermalink(channel=place.channel, message_ts=place.ts)
    except SLACK_FAILED as error:
        logger.warning("the card of case %s is not to be linked: %s", id, error)
        return None
    return str(answer["permalink"])
