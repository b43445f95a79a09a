"""`/assist QUESTION`: a sourced answer for the asker alone."""

from slack_bolt import Ack, App, Respond

from bots.slack.front import Body
from bots.slack.inquiries.answering import Answering
from bots.slack.inquiries.answers import HELP, LOOKING, asks_for_help
from bots.slack.inquiries.asking import command_heard
from bots.slack.inquiries.ways import ByResponse
from bots.slack.kit.text import escaped
from bots.slack.manifest import COMMAND


def register(app: App, answering: Answering) -> None:
    """The one command."""

    def assist(ack: Ack, body: Body, respond: Respond) -> None:
        heard = command_heard(body)
        if asks_for_help(heard.question):
            ack(text=escaped(HELP), response_type="ephemeral")
            return
        inquiry = answering.take(heard)
        ack(text=LOOKING, response_type="ephemeral")
        if inquiry is not None:
            answering.answer(inquiry, ByResponse(respond))

    app.command(COMMAND)(assist)
