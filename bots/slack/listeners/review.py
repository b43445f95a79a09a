"""Reviews of sent replies: the window opens from the Home tab, and what was typed is kept before its ack."""

from slack_bolt import Ack, App

from bots.slack.front import Body, Front
from bots.slack.home.homes import Homes
from bots.slack.home.lead import REVIEW
from bots.slack.kit.text import shorten
from bots.slack.kit.windows import View
from bots.slack.listeners.home import open_from_home
from bots.slack.review.ports import Reviewing
from bots.slack.review.target import decoded
from bots.slack.review.window import COMMENT, SAVE_REVIEW, comment_of, grades_of, review_window
from desk.cases import Person
from desk.errors import DeskError
from desk.reviewing import agent_of, expect_reviewer

_MAX_ERROR = 500


def register(app: App, front: Front, reviews: Reviewing, homes: Homes) -> None:
    """The button of a reply that waits for a review, and the window behind it."""

    def look_at(ack: Ack, body: Body) -> None:
        ack()
        value = str(body["actions"][0]["value"])
        open_from_home(front, body, lambda by: _window(front, reviews, value, by))

    def save(ack: Ack, body: Body) -> None:
        user = body["user"]["id"]
        try:
            reply = decoded(body["view"]["private_metadata"])
            by = front.people.person(user)
            reviews.review(reply.case_id, reply.draft_version, by, grades_of(body), comment_of(body))
        except DeskError as error:
            ack(response_action="errors", errors={COMMENT: shorten(str(error), _MAX_ERROR)})
            return
        ack()
        homes.changed(user)

    app.action(REVIEW)(look_at)
    app.view(SAVE_REVIEW)(save)


def _window(front: Front, reviews: Reviewing, value: str, by: Person) -> View:
    target = decoded(value)
    about = reviews.reply(target.case_id, target.draft_version)
    expect_reviewer(about.reply, by)
    return review_window(about, front.people.slack_id(agent_of(about.reply)) is not None)
