"""The one message of an incident: posted once, kept up to date, and letters only whatever customers write."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from assist.checks.run import Checker
from assist.respond import Assistant
from assist.surge.room import IncidentRoom
from assist.workbench import Workbench
from bots.slack.cards.card import Beside, card
from bots.slack.delivery.line import Line
from bots.slack.delivery.pacing import MANNERS
from bots.slack.incidents.board import IncidentBoard
from bots.slack.incidents.listeners import incident_of
from bots.slack.incidents.message import incident_blocks, notification
from desk.errors import StepNotPossible
from desk.ledger import Ledger
from tests.bots.slack.fake_slack import FakeSlack
from tests.builders import LENA, NOON, a_document
from tests.desk.cases import HandClock
from tests.emulator.block_kit import BlockKit
from tests.fakes.shelf import FirstSentence, Shelf
from tests.incidents import a_room, complaint, suspected
from tests.templates import a_ledger

SLACK = BlockKit()
WEB = "https://desk.example"


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    ledger = a_ledger(tmp_path)
    yield ledger
    ledger.close()


@pytest.fixture
def room(ledger: Ledger, clock: HandClock) -> IncidentRoom:
    assistant = Assistant(Checker(Shelf(a_document())), [FirstSentence()])
    return a_room(ledger, assistant, Workbench(ledger, assistant, {}, clock), clock)


def board(room: IncidentRoom, slack: FakeSlack, by: str = "one") -> IncidentBoard:
    line = Line(slack, MANNERS.hastened(10_000))
    return IncidentBoard(line, room, room.ledger.incidents, "C-LEADS", WEB, room.clock, by)


def test_an_incident_is_one_message_that_changes_with_it(room: IncidentRoom) -> None:
    slack = FakeSlack()
    found = suspected(room.ledger, [complaint(room.ledger, 1)])
    for _ in range(3):
        board(room, slack).refresh()
    [message] = slack.messages.values()
    assert message["channel"] == "C-LEADS"
    assert "an incident?" in str(message["blocks"])
    assert "34 people wrote nearly the same in 20 minutes, usually 2.0." in str(message["blocks"])
    room.confirm(found, LENA)
    board(room, slack).refresh()
    [message] = slack.messages.values()
    assert "Not an incident" not in str(message["blocks"])
    assert "It is over" in str(message["blocks"])
    assert f"{WEB}/incidents/{found}" in str(message["blocks"])


def test_a_post_whose_answer_was_lost_is_found_again_and_not_repeated(
    room: IncidentRoom, clock: HandClock
) -> None:
    slack = FakeSlack()
    suspected(room.ledger, [complaint(room.ledger, 1)])
    slack.failures.append("answer lost")
    board(room, slack).refresh()
    clock.move(timedelta(minutes=2))
    for _ in range(3):
        board(room, slack, by="another").refresh()
    assert len(slack.messages) == 1
    assert room.ledger.incidents.behind("slack") == []


def test_a_message_that_somebody_deleted_is_posted_again(room: IncidentRoom) -> None:
    slack = FakeSlack()
    found = suspected(room.ledger, [complaint(room.ledger, 1)])
    board(room, slack).refresh()
    slack.messages.clear()
    room.dismiss(found, LENA)
    for _ in range(3):
        board(room, slack).refresh()
    assert len(slack.messages) == 1


@pytest.mark.parametrize("text", ["<!channel> now *bold*", "日" * 5000, "a" * 10_000, "\u202e:siren:"])
def test_slack_takes_the_message_whatever_customers_write(room: IncidentRoom, text: str) -> None:
    case = complaint(room.ledger, 1, text=text)
    incident = room.incident(suspected(room.ledger, [case]))
    blocks = incident_blocks(incident, room.examples(incident), WEB)
    assert SLACK.message_faults({"text": notification(incident), "blocks": blocks}) == []
    assert "mrkdwn" not in str(blocks)


def test_without_an_address_of_the_web_desk_there_is_no_link(room: IncidentRoom) -> None:
    incident = room.incident(suspected(room.ledger, [complaint(room.ledger, 1)]))
    assert "Open the list" not in str(incident_blocks(incident, [], ""))


@pytest.mark.parametrize("value", ["", "x", "²", "-1", "9" * 30])
def test_a_click_on_what_is_none_of_ours_is_refused(value: str) -> None:
    with pytest.raises(StepNotPossible):
        incident_of({"actions": [{"value": value}]})


def test_the_card_of_a_case_says_of_which_incident_it_is(room: IncidentRoom) -> None:
    case = complaint(room.ledger, 1)
    incident = room.incident(suspected(room.ledger, [case]))
    stands = room.ledger.case(case)
    customer = room.workbench.customer(stands)
    told = str(card(stands, Beside(customer, NOON, web=WEB, incident=incident)))
    assert f"{WEB}/incidents/{incident.id}" in told
    assert "1 customers wrote nearly the same" in told
    assert "Part of" not in str(card(stands, Beside(customer, NOON, web=WEB)))
