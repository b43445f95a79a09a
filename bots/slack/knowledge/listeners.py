"""Ties what experts do to the app. Slack hears at once that it was heard; the work comes afterwards."""

import logging
from collections.abc import Callable
from concurrent.futures import Future

from slack_bolt import Ack, App

from bots.slack.front import Body
from bots.slack.home.expert import ANSWER_GAP, CONFIRM_NOTE
from bots.slack.knowledge import answering, teaching
from bots.slack.knowledge.asked import ANSWER, NOT_MINE, OPEN_CASE
from bots.slack.knowledge.files import drops_files, take_files
from bots.slack.knowledge.outcome import TRY_AGAIN
from bots.slack.knowledge.room import Room
from bots.slack.knowledge.saving import save
from bots.slack.knowledge.window import TEACH
from bots.slack.manifest import SAVE_KNOWLEDGE

logger = logging.getLogger(__name__)

Deed = Callable[[Room, Body], None]

BUTTONS: dict[str, Deed] = {
    ANSWER: answering.answer,
    NOT_MINE: answering.decline,
    OPEN_CASE: answering.look,
    ANSWER_GAP: teaching.answer_gap,
    CONFIRM_NOTE: teaching.confirm_note,
    TRY_AGAIN: teaching.try_again,
}


def register(app: App, room: Room) -> None:
    """One listener for each thing."""
    for action, deed in BUTTONS.items():
        app.action(action)(_doing(room, deed))
    app.shortcut(SAVE_KNOWLEDGE)(_doing(room, teaching.save_conversation))

    def saved(ack: Ack, body: Body) -> None:
        save(room, ack, body)

    def dropped(event: Body) -> None:
        room.later.submit(take_files, room, event).add_done_callback(_logged)

    app.view(TEACH)(saved)
    app.event("message", matchers=[drops_files])(dropped)


def _logged(done: Future[None]) -> None:
    """What nobody waits for must not fail unheard."""
    error = done.exception()
    if error is not None:
        logger.error("files that were dropped could not be taken", exc_info=error)


def _doing(room: Room, deed: Deed) -> Callable[[Ack, Body], None]:
    def clicked(ack: Ack, body: Body) -> None:
        ack()
        with room.telling(body):
            deed(room, body)

    return clicked
