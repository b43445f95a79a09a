"""Who may be asked what a case needs: by the settings, and by Slack's user groups."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.settings import Settings
from app.wiring import House
from desk.experts import Group
from tests.desk.cases import HandClock
from tests.emulator.edge import Edge
from tests.emulator.serving import serving
from tests.emulator.slack import BOT_TOKEN, SIGNING_SECRET, Slack, slack_emulator

pytestmark = pytest.mark.slow


@pytest.fixture
def slack() -> Iterator[Slack]:
    with slack_emulator() as slack:
        yield slack


@pytest.fixture
def house(slack: Slack, tmp_path: Path) -> Iterator[House]:
    slack.groups.put("experts", ["bob", "sam"])
    people = [
        {"name": "bob", "roles": ["agent"], "slack_id": slack.users["bob"], "products": ["W3"]},
        {"name": "paper", "roles": ["sme"]},
    ]
    with serving(Edge(slack).app()) as url:
        said = {
            "token": BOT_TOKEN,
            "signing_secret": SIGNING_SECRET,
            "channel": slack.channel,
            "api_url": f"{url}/api/",
            "groups": {"experts": ["sme"]},
        }
        house = House(Settings(data_dir=tmp_path, people=people, slack=said), clock=HandClock())
        yield house
        assert house.slack is not None
        house.slack.close()
        house.ledger.close()


def test_an_agent_of_the_settings_in_the_experts_user_group_is_asked_what_they_know(house: House) -> None:
    asked = {expert.name: expert for expert in house.teamwork.in_slack()}
    assert (asked["bob"].group, asked["bob"].products) == (Group.EXPERT, frozenset({"W3"}))
    assert asked["sam"].group is Group.EXPERT


def test_nobody_waits_for_an_expert_whom_slack_does_not_know(house: House) -> None:
    assert "paper" in {expert.name for expert in house.teamwork.experts()}
    assert "paper" not in {expert.name for expert in house.teamwork.in_slack()}
