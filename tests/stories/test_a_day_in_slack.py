"""A day of an agent, of an expert and of a lead, in an emulated Slack: the whole desk, signed requests."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from desk.cases import CaseId, Stage
from tests.bots.slack.desk import until
from tests.emulator.block_kit import BlockKit
from tests.emulator.node import block_kit_schema
from tests.emulator.payloads import payload_faults
from tests.emulator.slack import slack_emulator
from tests.stories.slack_house import PATIENCE, SlackHouse, all_of, slack_house

pytestmark = pytest.mark.slow

Json = dict[str, Any]
DOUBLE_CLICK = 2.0  # seconds in which the same click by the same person is one
TOO_LONG = "This is far too long for X. " * 20


Opened = Callable[..., SlackHouse]


@pytest.fixture(scope="session")
def block_kit() -> BlockKit:
    return BlockKit(json.loads(block_kit_schema().read_text()))


@pytest.fixture
def opened(tmp_path: Path, block_kit: BlockKit) -> Iterator[Opened]:
    """Opens a house; whatever happens in it, Slack itself would have taken every payload."""
    with ExitStack() as stack:
        slack, houses = stack.enter_context(slack_emulator()), list[SlackHouse]()

        def open_house(**settings: Any) -> SlackHouse:
            houses.append(stack.enter_context(slack_house(slack, tmp_path, **settings)))
            return houses[-1]

        yield open_house
        assert [fault for house in houses for fault in payload_faults(house.edge, block_kit)] == []


@pytest.mark.parametrize("over_socket", [False, True], ids=["http", "socket mode"])
def test_an_agents_day(opened: Opened, over_socket: bool) -> None:
    """Claims a case, edits its draft, approves, thinks again, approves; then it goes out, once."""
    desk = opened(over_socket=over_socket)
    case = desk.writes("rainy", "my W3 shows E17, what does that mean?")
    desk.shows(case, "waiting for a decision")
    desk.press(case, "claim", "alice")
    desk.shows(case, "claimed by alice")
    _edits(desk, case)
    desk.press(case, "approve", "alice")
    desk.shows(case, "Goes out at")
    desk.press(case, "take_back", "alice")
    desk.shows(case, "waiting for a decision")
    desk.later(seconds=11)
    assert desk.sent() == []
    until(lambda: time.monotonic() > desk.pressed_at + DOUBLE_CLICK)
    desk.press(case, "approve", "alice")
    desk.shows(case, "Goes out at")
    desk.later(seconds=11)
    desk.shows(case, "answered")
    assert [post.text for post in desk.sent()] == ["E17: the rain gauge is blocked."]
    assert desk.case(case).stage is Stage.SENT
    assert len(desk.cards(case)) == 1


def _edits(desk: SlackHouse, case: CaseId) -> None:
    """A colleague is asked whether to take a claimed case over; what is wrong with a text is said at its field."""
    desk.press(case, "edit", "bob")
    desk.driver.close(desk.window("bob", "alice"), "bob")
    desk.press(case, "edit", "alice")
    window = desk.window("alice", "E17")
    refused = desk.driver.fill(window, {"text": TOO_LONG}, "alice").json()
    assert "280" in refused["errors"]["text"]
    assert desk.driver.fill(window, {"text": "E17: the rain gauge is blocked."}, "alice").text == ""
    desk.shows(case, "E17: the rain gauge is blocked.")
    assert desk.case(case).assignee == "alice"


def test_an_experts_day(opened: Opened) -> None:
    """Is asked, answers once, and hears that three waiting cases have drafts; confirms a stale note."""
    desk = opened()
    asked = [
        desk.writes("far", "how far from the router may the W3 be?"),
        desk.writes("wide", "how many metres may lie between the W3 and the router?"),
        desk.writes("near", "what is the range of the W3 from the router?"),
    ]
    for case in asked:
        desk.shows(case, "needs an expert")
    request = desk.told("sam", "how far from the router may the W3 be?")
    assert desk.driver.press(request, "answer_request", "sam").status_code == 200
    window = desk.window("sam", "What you know")
    answer = "The W3 may be up to 30 metres from the router: that is its range."
    assert desk.driver.fill(window, {"answer": answer}, "sam").json()["response_action"] == "update"
    desk.told("sam", "your note answered 3 waiting cases")
    for case in asked:
        desk.shows(case, "up to 30 metres")
        assert desk.case(case).stage is Stage.AWAITING_DECISION
    _confirms(desk)


def _confirms(desk: SlackHouse) -> None:
    """The note that was to be looked at on November 1 is right for another while."""
    desk.driver.open_home("sam")
    home = desk.window("sam", "W3 in frost")
    desk.driver.press_in(home, "confirm_note", "sam")
    until(lambda: "review by: 2027" in (desk.folder / "notes" / "frost.md").read_text(encoding="utf-8"))
    desk.window("sam", "2 notes up to date")


def test_a_leads_day(opened: Opened) -> None:
    """Two people let a refund out; the lead reviews it, its agent hears of it, and on Monday all read the week."""
    approval = {"two_for_topics": ["refund"], "undo_seconds": 0}
    desk = opened(approval=approval)
    case = desk.writes("payback", "I want a refund: when does my money for the W3 arrive?")
    desk.shows(case, "Two people must approve, because it is about a refund.")
    desk.press(case, "edit", "alice")
    text, window = "The refund arrives within 14 days.", desk.window("alice", "refund")
    held_back = desk.driver.fill(window, {"text": text}, "alice").json()
    assert "promises money back" in held_back["errors"]["why"]
    vouched = {"text": text, "why": "it stands in our guarantee"}
    assert desk.driver.fill(window, vouched, "alice").text == ""
    desk.shows(case, "it stands in our guarantee")
    desk.press(case, "approve", "alice")
    desk.shows(case, "Approved by alice; a second person must approve")
    _refuses_the_same_again(desk, case)
    desk.press(case, "approve", "bob")
    desk.shows(case, "answered")
    assert [post.text for post in desk.sent()] == [text]
    _reviews(desk)
    desk.later(days=4)  # from Friday noon to Monday after the digest is due
    until(lambda: any("week" in all_of(one) for one in desk.slack.messages()), seconds=PATIENCE)


def _refuses_the_same_again(desk: SlackHouse, case: CaseId) -> None:
    again = desk.card(case)
    until(lambda: time.monotonic() > desk.pressed_at + DOUBLE_CLICK)
    assert desk.driver.press(again, "approve", "alice").status_code == 200
    until(lambda: any("another" in said or "second" in said for said in desk.slack.whispers("alice")))
    assert desk.sent() == []


def _reviews(desk: SlackHouse) -> None:
    """From the Home tab; what was typed is told to the agent."""
    desk.driver.open_home("lena")
    desk.driver.press_in(desk.window("lena", "Review"), "review", "lena")
    grades = dict.fromkeys(("correct", "complete", "sourced", "channel"), "yes") | {"tone": "no"}
    window = desk.window("lena", "Is the tone right?")
    sent = desk.driver.fill(window, {**grades, "comment": "Say sorry first, please."}, "lena")
    assert sent.text == ""
    assert "Is the tone right?" in all_of(desk.told("alice", "Say sorry first, please."))
