"""When Home tabs are published."""

import json
from collections.abc import Iterator
from concurrent.futures import wait
from dataclasses import dataclass, field
from typing import Any

import pytest

from assist.days import AgentDay, LeadDay
from bots.slack.home.homes import AT_A_TIME, PAUSE, STAYS_OPEN, Homes
from bots.slack.knowledge.ports import ExpertHome
from bots.slack.people import People
from desk.cases import Person, Role
from tests.bots.slack.fake_slack import FakeSlack
from tests.bots.slack.home.days import a_lead_day, a_queue, an_agent_day
from tests.builders import ALICE, BOB, LENA, NOON, SAM

MANY = [Person(f"p{number}", ALICE.roles, f"U0P{number}") for number in range(AT_A_TIME + 5)]
ALL_ROUND = Person("mara", frozenset({Role.TEAM_LEAD, Role.SME}), "U0MARA")


class Tabs(FakeSlack):
    """Keeps what was published, by user."""

    def __init__(self) -> None:
        super().__init__()
        self.published: list[tuple[str, str]] = []

    def _done(self, method: str, message: dict[str, Any]) -> dict[str, Any]:
        if method == "views.publish":
            self.published.append((message["user_id"], json.dumps(message["view"])))
        return super()._done(method, message)


@dataclass
class Desk:
    """Days that may change, and the time that passes."""

    slack: Tabs = field(default_factory=Tabs)
    day: AgentDay = field(default_factory=an_agent_day)
    now: float = 1000.0
    homes: Homes = field(init=False)

    def __post_init__(self) -> None:
        people = People([ALICE, BOB, LENA, SAM, ALL_ROUND, *MANY])
        self.homes = Homes(self.slack, self, people, lambda: NOON, self, monotonic=lambda: self.now)

    def agent(self, by: Person) -> AgentDay:
        if by == BOB:
            raise ZeroDivisionError
        return self.day

    def lead(self) -> LeadDay:
        return a_lead_day()

    def home(self, by: Person) -> ExpertHome:
        return ExpertHome()

    def after(self, seconds: float) -> list[tuple[str, str]]:
        """What is published by a refresh after this time."""
        self.now += seconds
        before = len(self.slack.published)
        wait([self.homes.refresh()])
        return self.slack.published[before:]


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    yield desk
    desk.homes.close()


def test_a_tab_shows_what_its_owner_may_see(desk: Desk) -> None:
    for person, seen, unseen in (
        (ALICE, "Your cases", "The desk now"),
        (SAM, "Your notes", "Your cases"),
        (LENA, "The desk now", "Your notes"),
        (ALL_ROUND, "Your notes", "not known"),
    ):
        assert person.slack_id
        desk.homes.opened(person.slack_id)
        user, view = desk.slack.published[-1]
        assert user == person.slack_id
        assert seen in view
        assert unseen not in view
    desk.homes.opened("U0STRANGER")
    assert "not known at this desk" in desk.slack.published[-1][1]


def test_an_open_tab_is_renewed_when_something_changed_and_not_before_a_pause(desk: Desk) -> None:
    desk.homes.opened("U0ALICE")
    assert desk.after(PAUSE) == []
    desk.day = an_agent_day(unclaimed=a_queue(3))
    assert desk.after(PAUSE - 1) == []
    [(user, view)] = desk.after(1)
    assert user == "U0ALICE"
    assert "nobody's (3)" in view


def test_a_tab_that_was_opened_long_ago_is_left_alone(desk: Desk) -> None:
    desk.homes.opened("U0ALICE")
    desk.day = an_agent_day(unclaimed=a_queue(3))
    assert desk.after(STAYS_OPEN) == []
    desk.homes.opened("U0ALICE")
    assert "nobody's (3)" in desk.slack.published[-1][1]


def test_what_somebody_did_is_seen_at_once_and_opening_publishes_always(desk: Desk) -> None:
    desk.homes.opened("U0ALICE")
    desk.homes.opened("U0ALICE")
    assert len(desk.slack.published) == 2
    desk.day = an_agent_day(unclaimed=a_queue(3))
    desk.homes.changed("U0ALICE")
    assert len(desk.slack.published) == 3


def test_what_slack_does_not_take_is_tried_again_after_the_pause(desk: Desk) -> None:
    desk.slack.failures.extend(["ratelimited", "timeout"])
    desk.homes.opened("U0ALICE")
    assert desk.after(PAUSE) == []
    [(user, _)] = desk.after(PAUSE)
    assert user == "U0ALICE"


def test_so_many_tabs_are_renewed_in_turn_that_slack_takes_them(desk: Desk) -> None:
    for person in MANY:
        desk.homes.opened(str(person.slack_id))
    desk.day = an_agent_day(unclaimed=a_queue(3))
    assert len(desk.after(PAUSE)) == AT_A_TIME
    assert len(desk.after(0)) == 5


def test_a_tab_that_cannot_be_made_is_told_of_and_the_next_turn_comes(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(ZeroDivisionError):
        desk.homes.opened("U0BOB")
    desk.homes.opened("U0ALICE")
    desk.day = an_agent_day(unclaimed=a_queue(3))
    desk.after(PAUSE)
    desk.after(PAUSE)
    assert "not all Home tabs" in caplog.text
