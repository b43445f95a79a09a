"""`/assist QUESTION`: a sourced draft for the asker alone."""

from slack_bolt import Ack, App, Respond

from bots.slack.front import Body, Front
from bots.slack.inquiries.answers import USAGE, answer_blocks
from bots.slack.kit.text import escaped, label
from desk.errors import DeskError

COMMAND = "/assist"


def register(app: App, front: Front) -> None:
    """The one command."""

    def assist(ack: Ack, body: Body, respond: Respond) -> None:
        ack()
        question = str(body.get("text") or "").strip()
        if not question:
            respond(text=USAGE, response_type="ephemeral")
            return
        try:
            answer = front.workbench.ask(question, front.people.person(body["user_id"]))
        except DeskError as error:
            respond(text=escaped(str(error)), response_type="ephemeral")
            return
        words = escaped(label(answer.draft.text if answer.draft else answer.reason or "No draft", 300))
        guidance = front.workbench.guidance(answer.guidance)
        respond(text=words, blocks=answer_blocks(question, answer, guidance), response_type="ephemeral")

    app.command(COMMAND)(assist)
