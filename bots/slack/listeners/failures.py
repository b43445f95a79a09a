"""What a person is told when something broke here."""

from logging import Logger

from slack_bolt import App, Respond

from bots.slack.delivery.board import SLACK_FAILED
from bots.slack.front import Body, Front

BROKEN = "Something broke at the desk; it is in the log. Look at the case before you try again."


def register(app: App, front: Front) -> None:  # noqa: ARG001 - one shape for all listeners
    """The one handler for errors that no listener expected."""

    def failed(error: Exception, body: Body, respond: Respond, logger: Logger) -> None:
        logger.error("a listener failed", exc_info=error)
        if body.get("response_url"):
            try:
                respond(text=BROKEN, response_type="ephemeral", replace_original=False)
            except SLACK_FAILED:
                logger.warning("and the person could not be told")

    app.error(failed)
