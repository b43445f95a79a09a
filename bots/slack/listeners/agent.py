"""What else people do with the assistant: rate an answer, pass a question on, have a reply drafted."""

from slack_bolt import Ack, App

from bots.slack.delivery.line import SLACK_FAILED
from bots.slack.front import Body, Front
from bots.slack.inquiries.answering import Answering
from bots.slack.inquiries.answers import ASK_EXPERT, FEEDBACK
from bots.slack.inquiries.asking import shortcut_heard
from bots.slack.inquiries.drafting import NO_TEXT, told_window, working_window
from bots.slack.inquiries.rating import SAVE_WHY, WHY, inquiry_of, opinion_of, why_window
from bots.slack.inquiries.ways import InWindow
from bots.slack.kit.text import shorten
from bots.slack.kit.windows import View, written
from bots.slack.manifest import DRAFT_REPLY
from desk.errors import DeskError
from desk.inquiries import Feedback

THANKS = "Thank you: kept. You may change your mind with the same buttons."
PASSED_ON = "It is among the open questions of the experts now."
NOT_OPEN = "It is among the open questions already, or was answered meanwhile."


def register(app: App, front: Front, answering: Answering) -> None:
    """One listener for each button, window and shortcut."""
    desk = _Desk(front, answering)
    app.action(FEEDBACK)(desk.rate)
    app.action(ASK_EXPERT)(desk.ask_expert)
    app.view(SAVE_WHY)(desk.save_why)
    app.message_shortcut(DRAFT_REPLY)(desk.draft)


class _Desk:
    def __init__(self, front: Front, answering: Answering) -> None:
        self._front = front
        self._answering = answering

    def rate(self, ack: Ack, body: Body) -> None:
        ack()
        with self._front.telling(body):
            person = self._front.people.person(body["user"]["id"])
            inquiry_id, feedback = opinion_of(body["actions"][0]["value"])
            self._answering.records.rate(inquiry_id, person, feedback)
            if feedback is Feedback.NOT_HELPFUL:
                self._open(body, why_window(inquiry_id))
            else:
                self._tell(body, THANKS)

    def save_why(self, ack: Ack, body: Body) -> None:
        """The words are kept before Slack closes the window."""
        inquiry_id = inquiry_of(body["view"]["private_metadata"])
        try:
            person = self._front.people.person(body["user"]["id"])
            self._answering.records.rate(inquiry_id, person, Feedback.NOT_HELPFUL, written(body, WHY))
        except DeskError as error:
            ack(response_action="errors", errors={WHY: shorten(str(error), 500)})
            return
        ack()

    def ask_expert(self, ack: Ack, body: Body) -> None:
        ack()
        with self._front.telling(body):
            self._front.people.person(body["user"]["id"])
            passed_on = self._answering.records.ask_expert(inquiry_of(body["actions"][0]["value"]))
            self._tell(body, PASSED_ON if passed_on else NOT_OPEN)

    def draft(self, ack: Ack, body: Body) -> None:
        """The window first: Slack opens it within three seconds or never."""
        ack()
        heard = shortcut_heard(body)
        view = self._open(body, working_window(heard.question) if heard.question else told_window(NO_TEXT))
        inquiry = self._answering.take(heard) if view and heard.question else None
        if view and inquiry:
            self._answering.answer(inquiry, InWindow(self._front.client, view["id"]))

    def _open(self, body: Body, window: View) -> View | None:
        """The window as Slack has it; None when it did not open."""
        try:
            opened: View = self._front.client.views_open(trigger_id=body["trigger_id"], view=window)["view"]
        except SLACK_FAILED as error:
            self._tell(body, f"Slack opened no window ({type(error).__name__}); try again")
            return None
        return opened

    def _tell(self, body: Body, words: str) -> None:
        self._front.answer(body, words)
