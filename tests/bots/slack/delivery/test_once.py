"""What Slack delivers again, and what people click twice, has one effect."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import BoltRequest, BoltResponse

from bots.slack.delivery.once import DoubleClicks, Once, Taken
from desk.ledger import Ledger
from tests.bots.slack.delivery.boards import Timepiece
from tests.templates import a_ledger

EVENT = {"type": "event_callback", "event_id": "Ev1", "event": {"type": "app_mention"}}
COMMAND = {"command": "/assist", "trigger_id": "1.2", "text": "E17?"}
SHORTCUT = {"type": "message_action", "trigger_id": "1.3", "message": {"ts": "1.0"}}
WINDOW = {
    "type": "view_submission",
    "view": {"id": "V1", "hash": "h", "state": {"values": {"text": {"text": {"value": "Rinse it."}}}}},
}


def click(user: str = "U1", action: str = "approve", value: str = "v", at: str = "1.0") -> dict[str, Any]:
    return {
        "type": "block_actions",
        "user": {"id": user},
        "container": {"type": "message", "message_ts": "5.0"},
        "message": {"ts": "5.0"},
        "actions": [{"type": "button", "action_id": action, "value": value, "action_ts": at}],
    }


class Desk:
    """Counts what gets through to the listeners, which answer as told."""

    def __init__(self, ledger: Ledger) -> None:
        self.time = Timepiece()
        once = Once(ledger.deliveries("slack"), self.time.wall)
        self.taken = Taken(once, DoubleClicks(self.time.monotonic))
        self.worked = 0
        self.answer = BoltResponse(status=200)

    def deliver(self, body: dict[str, Any]) -> bool:
        """True when a listener saw it."""
        before, request = self.worked, BoltRequest(body=json.dumps(body), mode="socket_mode")
        request.body = body
        response = self.taken(request, self._listener)
        self.taken.settle(request, response)
        assert response.status == 200 or self.worked > before
        return self.worked > before

    def _listener(self) -> BoltResponse:
        self.worked += 1
        return self.answer


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = a_ledger(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return Desk(ledger)


@pytest.mark.parametrize("body", [EVENT, COMMAND, SHORTCUT, WINDOW])
def test_a_delivery_is_taken_once_by_all_processes_of_a_desk(
    desk: Desk, ledger: Ledger, body: dict[str, Any]
) -> None:
    assert [desk.deliver(body), desk.deliver(body), Desk(ledger).deliver(body)] == [True, False, False]


def test_another_event_is_another_delivery(desk: Desk) -> None:
    assert desk.deliver(EVENT)
    assert desk.deliver(EVENT | {"event_id": "Ev2"})


def test_a_window_that_came_back_with_a_mistake_may_be_sent_off_again_as_it_is(desk: Desk) -> None:
    desk.answer = BoltResponse(status=200, body={"response_action": "errors", "errors": {"text": "too long"}})
    assert desk.deliver(WINDOW)
    desk.answer = BoltResponse(status=200)
    assert desk.deliver(WINDOW)
    assert not desk.deliver(WINDOW)


def test_what_broke_before_its_ack_is_taken_again(desk: Desk) -> None:
    desk.answer = BoltResponse(status=500)
    assert desk.deliver(EVENT)
    desk.answer = BoltResponse(status=200)
    assert desk.deliver(EVENT)


def test_a_double_click_is_one_click_and_a_later_one_another(desk: Desk) -> None:
    assert desk.deliver(click())
    desk.time.seconds += 0.3
    assert not desk.deliver(click(at="1.3"))
    desk.time.seconds += 2.0
    assert desk.deliver(click(at="3.3"))


def test_who_approves_undoes_and_thinks_again_is_heard_each_time(desk: Desk) -> None:
    for action in ("approve", "take_back", "approve", "take_back"):
        assert desk.deliver(click(action=action))
        assert not desk.deliver(click(action=action))


@pytest.mark.parametrize("other", [click(user="U2"), click(action="edit"), click(value="draft 2")])
def test_clicks_of_others_and_on_others_count(desk: Desk, other: dict[str, Any]) -> None:
    assert desk.deliver(click())
    assert desk.deliver(other)


def test_a_choice_in_a_window_may_be_changed_and_changed_back(desk: Desk) -> None:
    choice = {**click(), "container": {"type": "view", "view_id": "V1"}}
    del choice["message"]
    assert desk.deliver(choice)
    assert desk.deliver(choice)


def test_deliveries_are_forgotten_after_a_day(desk: Desk, ledger: Ledger) -> None:
    assert desk.deliver(EVENT)
    desk.time.seconds += timedelta(hours=26).total_seconds()
    assert desk.deliver(EVENT | {"event_id": "Ev2"})
    assert ledger.deliveries("slack").at("event:Ev1") is None
    assert ledger.deliveries("slack").at("event:Ev2") is not None
