"""How the comment of a review reaches the agent."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from bots.slack.delivery.line import Line
from bots.slack.delivery.pacing import MANNERS
from bots.slack.review.comments import Comments, comment_blocks, notification
from desk.cases import CaseId, Person, Stage
from desk.reviewing import Criterion, Grade, Review, Reviewable
from tests.bots.cases import a_case
from tests.bots.slack.fake_slack import FakeSlack
from tests.builders import NOON, a_draft
from tests.emulator.block_kit import BlockKit

SLACK = BlockKit()
GRADES = dict.fromkeys(Criterion, Grade.YES) | {
    Criterion.TONE: Grade.NO,
    Criterion.SOURCED: Grade.NOT_APPLICABLE,
}


def a_review(comment: str = "Mind the tone.", case_id: int = 12) -> Review:
    return Review(CaseId(case_id), 2, "lena", NOON, GRADES, comment)


def a_reply(drafter: str = "person:bob") -> Reviewable:
    return Reviewable(a_case(Stage.SENT, draft=a_draft("Rinse it.", version=2, drafter=drafter)), None)


@dataclass
class Told:
    """Reviews that wait, and those of which the agents heard."""

    waiting: list[Review] = field(default_factory=list)
    heard: list[Review] = field(default_factory=list)
    drafter: str = "person:bob"

    def reply(self, case_id: CaseId, draft_version: int) -> Reviewable:
        return a_reply(self.drafter)

    def review(self, case_id: CaseId, draft_version: int, by: Person, grades: Any, comment: str) -> Review:
        raise AssertionError("nobody reviews here")

    def untold(self, limit: int) -> list[Review]:
        return [one for one in self.waiting if one not in self.heard][:limit]

    def told(self, review: Review) -> None:
        self.heard.append(review)


@pytest.fixture
def slack() -> FakeSlack:
    return FakeSlack()


def comments(slack: FakeSlack, told: Told) -> Comments:
    line = Line(slack, MANNERS.hastened(10_000))
    return Comments(line, told, {"bob": "U0BOB", "alice": "U0ALICE"}.get)


def test_the_agent_gets_each_comment_once(slack: FakeSlack) -> None:
    told = Told([a_review()])
    for _ in range(3):
        comments(slack, told).refresh()
    [message] = slack.messages.values()
    assert message["channel"] == "U0BOB"
    assert message["text"] == "lena reviewed your reply of case 12: Mind the tone."
    assert told.heard == [a_review()]


def test_a_comment_that_slack_does_not_take_waits_and_is_sent_as_the_same_message(slack: FakeSlack) -> None:
    told = Told([a_review()])
    for failure in ("ratelimited", "answer lost", None):
        slack.failures.append(failure)
        comments(slack, told).refresh()
    assert told.heard == [a_review()]
    assert len({message["client_msg_id"] for message in slack.messages.values()}) == 1


def test_whom_slack_does_not_know_keeps_no_other_waiting(slack: FakeSlack) -> None:
    told = Told([a_review()], drafter="person:gone")
    comments(slack, told).refresh()
    assert slack.messages == {}
    assert told.heard == [a_review()]
    slack.failures.append("channel_not_found")
    told = Told([a_review()])
    comments(slack, told).refresh()
    assert told.heard == [a_review()]


@pytest.mark.parametrize("text", ["", "<!channel> now", "日" * 5000, "a" * 10_000, "\x00\u202e"])
def test_slack_takes_the_message_whatever_is_in_it(text: str) -> None:
    review = Review(CaseId(12), 2, text, NOON, GRADES, text)
    message = {"text": notification(review), "blocks": comment_blocks(review, a_reply().reply)}
    assert SLACK.message_faults(message) == []
    assert "<!channel>" not in message["text"]


def test_the_agent_reads_the_grades_that_say_something_and_the_reply() -> None:
    seen = str(comment_blocks(a_review(), a_reply().reply))
    assert "Is the tone right? No" in seen
    assert "Do the sources carry it?" not in seen
    assert "Rinse it." in seen
