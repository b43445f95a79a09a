"""Brings the comments of reviews to the agents, each once."""

import logging
from collections.abc import Callable
from uuid import NAMESPACE_URL, uuid5

from bots.slack.delivery.line import CallFailed, Line, Refused
from bots.slack.kit.blocks import Block, listed, quoted, run
from bots.slack.kit.text import escaped, label, shorten
from bots.slack.review.ports import Reviewing
from bots.slack.review.window import CRITERIA, GRADES, MAX_COMMENT
from desk.cases import Case
from desk.reviewing import Grade, Review, agent_of

AT_A_TIME = 10
SlackIdOf = Callable[[str], str | None]  # of a person of the desk, by name

logger = logging.getLogger(__name__)


class Comments:
    """Goes on where it stopped. Several processes may bring them: Slack takes the same message once."""

    def __init__(self, line: Line, reviews: Reviewing, slack_id_of: SlackIdOf) -> None:
        self._line = line
        self._reviews = reviews
        self._slack_id_of = slack_id_of

    def refresh(self) -> None:
        """Brings those that wait, until Slack takes no more."""
        for review in self._reviews.untold(AT_A_TIME):
            reply = self._reviews.reply(review.case_id, review.draft_version).reply
            if not self._brought(review, reply):
                return
            self._reviews.told(review)

    def _brought(self, review: Review, reply: Case) -> bool:
        """False when it must be tried again; whom Slack does not know the reviewer was asked to tell."""
        agent = agent_of(reply)
        slack_id = self._slack_id_of(agent)
        if slack_id is None:
            logger.warning("%s has no Slack id: the comment on case %s is not told", agent, reply.id)
            return True
        try:
            self._post(slack_id, review, reply)
        except Refused as error:
            logger.warning("the comment on case %s does not reach %s: %s", reply.id, agent, error)
        except CallFailed as error:
            logger.warning("the comment on case %s waits: %s", reply.id, error)
            return False
        return True

    def _post(self, slack_id: str, review: Review, reply: Case) -> None:
        key = f"review:{review.case_id}:{review.draft_version}"
        # Slack does not promise it, but takes a second message of the same client_msg_id for the first one sent again.
        self._line.call(
            "chat.postMessage",
            channel=slack_id,
            text=notification(review),
            blocks=comment_blocks(review, reply),
            client_msg_id=str(uuid5(NAMESPACE_URL, key)),
            unfurl_links=False,
            unfurl_media=False,
        )


def notification(review: Review) -> str:
    """For lock screens and screen readers; Slack reads markup here."""
    words = (
        f"{label(review.reviewer)} reviewed your reply of case {review.case_id}: {label(review.comment, 200)}"
    )
    return escaped(words)


def comment_blocks(review: Review, reply: Case) -> list[Block]:
    """The comment, the grades, and the reply that they are about."""
    title = [run(f"{label(review.reviewer)} reviewed your reply of case {review.case_id}", bold=True)]
    grades = [
        [run(f"{question} {GRADES[review.grades[criterion]]}")]
        for criterion, question in CRITERIA.items()
        if review.grades[criterion] is not Grade.NOT_APPLICABLE
    ]
    text = reply.draft.text if reply.draft else ""
    return [
        quoted(title, shorten(review.comment, MAX_COMMENT)),
        *([listed([run("Grades", bold=True)], grades)] if grades else []),
        quoted([run("Your reply", bold=True)], shorten(text, 1000)),
    ]
