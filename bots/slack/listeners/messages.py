"""What people write to the bot: in a channel by naming it, or directly."""

from collections.abc import Callable

from slack_bolt import App, BoltContext

from bots.slack.front import Body
from bots.slack.inquiries.answering import Answering
from bots.slack.inquiries.answers import asks_for_help
from bots.slack.inquiries.asking import Heard, mention_heard, message_heard

Hear = Callable[[Body, str | None], Heard | None]
_ASKED = "assist_asked"  # in a request's context


def register(app: App, answering: Answering) -> None:
    """One listener for each kind; a message with a subtype is an edit, a file or a broadcast, and not for it."""

    def answer(context: BoltContext) -> None:
        if (asked := context.get(_ASKED)) is None:
            return
        spot, inquiry = asked
        if inquiry is None:
            answering.help(answering.way_to(spot))
        else:
            answering.answer(inquiry, answering.way_to(spot))

    app.event("app_mention", middleware=[_keeping(answering, mention_heard)])(answer)
    app.event({"type": "message", "subtype": None}, middleware=[_keeping(answering, message_heard)])(answer)


def _keeping(answering: Answering, hear: Hear) -> Callable[..., None]:
    """A middleware: Bolt acks an event before its listener runs, and a crash then must not lose the question."""

    def keep(body: Body, context: BoltContext, next: Callable[[], object]) -> None:
        heard = hear(body, context.bot_user_id)
        if heard is not None and asks_for_help(heard.question):
            context[_ASKED] = heard.spot, None
        elif heard is not None and (inquiry := answering.take(heard)) is not None:
            context[_ASKED] = heard.spot, inquiry
        next()

    return keep
