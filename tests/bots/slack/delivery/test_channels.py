"""Cards by queue, and what becomes of them when their channel is gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bots.slack.delivery.board import FRONT
from bots.slack.delivery.places import Chosen, decoded
from bots.slack.delivery.queues import Queue
from desk.ledger import Ledger
from tests.bots.slack.delivery.boards import Delivery
from tests.bots.slack.delivery.received import drafted, received
from tests.bots.slack.desk import workbench_of
from tests.bots.slack.fake_slack import FakeSlack
from tests.templates import a_ledger

RAIN = Queue("rain", "C0RAIN", languages=("en",))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = a_ledger(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def slack() -> FakeSlack:
    return FakeSlack()


def in_channel(slack: FakeSlack, channel: str) -> int:
    return sum(message["channel"] == channel for message in slack.messages.values())


def test_a_card_stands_in_the_channel_of_its_queue_and_stays_there(ledger: Ledger, slack: FakeSlack) -> None:
    case = received(ledger)
    Delivery(slack, workbench_of(ledger), ledger, queues=[RAIN]).refresh()
    assert in_channel(slack, "C0RAIN") == 1
    drafted(ledger, case.id)
    Delivery(slack, workbench_of(ledger), ledger, queues=[]).refresh()
    assert in_channel(slack, "C0RAIN") == 1


@pytest.mark.parametrize("why", ["is_archived", "not_in_channel", "channel_not_found"])
def test_the_cards_of_a_channel_that_is_gone_are_repaired_in_the_default_one(
    ledger: Ledger, slack: FakeSlack, why: str
) -> None:
    desk = Delivery(slack, workbench_of(ledger), ledger, queues=[RAIN])
    changed, unchanged = received(ledger), received(ledger)
    desk.refresh()
    drafted(ledger, changed.id)
    slack.gone["C0RAIN"] = why
    desk.refresh()
    assert desk.channels.untold() == {"C0RAIN": why}
    desk.board.bring_over("C0RAIN")
    desk.work_off()
    assert in_channel(slack, "C0DESK") == 2
    assert all(
        "C0DESK" in view.place
        for view in map(ledger.views(FRONT).of, (changed.id, unchanged.id))
        if view is not None
    )


def test_a_channel_that_came_back_takes_new_cases_again_and_no_old_ones(
    ledger: Ledger, slack: FakeSlack
) -> None:
    desk = Delivery(slack, workbench_of(ledger), ledger, queues=[RAIN])
    slack.gone["C0RAIN"] = "is_archived"
    old = received(ledger)
    desk.refresh()
    del slack.gone["C0RAIN"]
    received(ledger)
    desk.refresh()
    assert in_channel(slack, "C0DESK") == 2
    desk.time.seconds += 601
    received(ledger)
    drafted(ledger, old.id)
    desk.refresh()
    assert (in_channel(slack, "C0DESK"), in_channel(slack, "C0RAIN")) == (2, 1)


def test_cards_wait_when_the_default_channel_itself_is_gone(ledger: Ledger, slack: FakeSlack) -> None:
    desk, case = Delivery(slack, workbench_of(ledger), ledger), received(ledger)
    slack.gone["C0DESK"] = "is_archived"
    desk.board.refresh()
    desk.work_off(seconds=90)
    view = ledger.views(FRONT).of(case.id)
    assert view
    assert decoded(view.place) == Chosen("C0DESK")
    del slack.gone["C0DESK"]
    desk.work_off()
    assert len(slack.messages) == 1
