"""The channel hears which cases are at risk or overdue: one message, with whose they are and the way to the cards."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bots.slack.delivery.alarms import MOST_ROWS, AlarmBell
from bots.slack.delivery.line import Line
from bots.slack.delivery.once import Once
from bots.slack.delivery.pacing import MANNERS, Manners
from bots.slack.delivery.places import Standing
from desk import handling
from desk.cases import Case, Priority
from desk.ledger import Ledger
from desk.service_alarms import Noticed
from desk.service_level import USUAL
from tests.bots.slack.desk import workbench_of
from tests.bots.slack.fake_slack import FakeSlack, Json
from tests.bots.slack.reading import words
from tests.builders import ALICE, NOON, a_message
from tests.desk.cases import HandClock
from tests.emulator.block_kit import BlockKit
from tests.templates import a_ledger

MINUTE = timedelta(minutes=1)
HOSTILE = "<!channel> *now* \u202e"


@dataclass
class Desk:
    """A ledger, a Slack, and the bell between them."""

    ledger: Ledger
    slack: FakeSlack
    clock: HandClock
    bell: AlarmBell

    def due(self, minutes: int, text: str = "@FennbyCare E17?") -> Case:
        due_at = NOON + minutes * MINUTE
        made = self.ledger.receive(a_message(text), priority=Priority.NORMAL, due_at=due_at, at=NOON)
        assert made is not None
        return self.ledger.case(made)

    def noticed(self) -> list[Noticed]:
        self.ledger.alarms.notice(self.clock(), USUAL)
        return self.ledger.alarms.after(0, 999)

    @property
    def said(self) -> list[Json]:
        return list(self.slack.messages.values())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    ledger, slack, clock = a_ledger(tmp_path), FakeSlack(), HandClock()
    unhurried = Manners(limits=MANNERS.hastened(1e9).limits, first_rest=0.0)
    bell = AlarmBell(
        Line(slack, unhurried),
        Once(ledger.deliveries("slack"), lambda: NOON),
        workbench_of(ledger),
        ledger.views("slack"),
        {"alice": "U0ALICE"}.get,
        "C0DESK",
        clock,
        USUAL,
    )
    yield Desk(ledger, slack, clock, bell)
    ledger.close()


def test_one_message_says_how_many_of_what_whose_they_are_and_leads_to_the_cards(desk: Desk) -> None:
    late, soon = desk.due(30), desk.due(62)
    desk.ledger.apply(handling.claim(late, ALICE, NOON))
    desk.clock.move(55 * MINUTE)
    assert desk.bell.tell("0-2", desk.noticed())
    [message] = desk.said
    assert message["text"] == "1 case is overdue and 1 case is at risk"
    assert {"type": "user", "user_id": "U0ALICE"} in message["blocks"][0]["elements"][0]["elements"]
    shown = words(message["blocks"])
    assert "overdue by 25 min · claimed by alice" in shown
    assert "7 min left · nobody's" in shown
    buttons = [block["accessory"]["value"] for block in message["blocks"] if "accessory" in block]
    assert buttons == [str(late.id), str(soon.id)]


def test_a_flood_is_one_message_with_the_first_of_them(desk: Desk) -> None:
    for minute in range(40):
        desk.due(minute, HOSTILE)
    desk.clock.move(60 * MINUTE)
    assert desk.bell.tell("0-40", desk.noticed())
    [message] = desk.said
    assert message["text"] == "40 cases are overdue"
    assert sum("accessory" in block for block in message["blocks"]) == MOST_ROWS
    assert f"and {40 - MOST_ROWS} more" in words(message["blocks"])
    assert BlockKit().message_faults(message) == []
    assert "\u202e" not in json.dumps(message, ensure_ascii=False)


def test_it_is_said_where_the_cards_stand(desk: Desk) -> None:
    refunds, other = desk.due(10), desk.due(20)
    desk.ledger.views("slack").move(refunds.id, None, Standing("C0REFUNDS", "1.0").encoded())
    desk.clock.move(60 * MINUTE)
    assert desk.bell.tell("0-2", desk.noticed())
    led_to = {message["channel"]: message["blocks"][-1]["accessory"]["value"] for message in desk.said}
    assert led_to == {"C0REFUNDS": str(refunds.id), "C0DESK": str(other.id)}


@pytest.mark.parametrize("failure", ["timeout", "channel_not_found", "answer lost"])
def test_what_slack_does_not_take_is_said_later_and_once(desk: Desk, failure: str) -> None:
    desk.due(10)
    desk.clock.move(60 * MINUTE)
    desk.slack.failures.append(failure)
    noticed = desk.noticed()
    assert not desk.bell.tell("0-1", noticed)
    assert desk.bell.tell("0-1", noticed)
    assert len(desk.said) == 1
