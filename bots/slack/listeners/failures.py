"""What a person is told when something broke here."""

from logging import Logger

from slack_bolt import App, Respond

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.front import Body, Front, place_of
from desk.errors import DeskError

BROKEN = "Something broke at the desk; it is in the log. Look at the case before you try again."


def register(app: App, front: Front) -> None:
    """The one handler for errors that no listener expected."""

    def failed(error: Exception, body: Body, respond: Respond, logger: Logger) -> None:
        logger.error("a listener failed", exc_info=error)
        if body.get("response_url"):
            try:
                respond(text=BROKEN, response_type="ephemeral", replace_original=False)
            except SLACK_FAILED:
                logger.warning("and the person could not be told")
        elif body.get("view", {}).get("private_metadata"):  # a window, which has no response_url
            _tell_at_card(front, body, logger)

    app.error(failed)


def _tell_at_card(front: Front, body: Body, logger: Logger) -> None:
    """Says it where the card stands that the window belongs to."""
    try:
        channel = place_of(body)
    except DeskError:
        logger.warning("and the person could not be told: the window is none of a card")
    else:
        front.tell(channel, body["user"]["id"], BROKEN)
