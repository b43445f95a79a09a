"""A thread that may wait is not refused for coming a moment early."""

import pytest

from bots.slack.delivery.line import Line, NotNow
from bots.slack.delivery.pacing import Limit, Manners
from tests.bots.slack.fake_slack import FakeSlack

ONE_AT_A_TIME = Manners(limits={"chat.postMessage": Limit(every=0.05, burst=1)})


def test_a_call_waits_for_its_turn_as_long_as_it_may() -> None:
    slack = FakeSlack()
    line = Line(slack, ONE_AT_A_TIME)
    for _ in range(3):
        line.in_turn("chat.postMessage", 1.0, channel="C1", text="a question")
    assert len(slack.messages) == 3


def test_and_no_longer() -> None:
    line = Line(FakeSlack(), ONE_AT_A_TIME)
    line.in_turn("chat.postMessage", 0.01, channel="C1", text="a question")
    with pytest.raises(NotNow):
        line.in_turn("chat.postMessage", 0.01, channel="C1", text="another")
