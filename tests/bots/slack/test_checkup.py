"""`assist doctor` on Slack: what is wrong is named, with what to do about it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bots.slack.checkup import Ailment, Setup, looks
from bots.slack.manifest import SCOPES
from tests.emulator.edge import Edge
from tests.emulator.serving import serving
from tests.emulator.slack import BOT_TOKEN, Slack

pytestmark = pytest.mark.slow


@contextmanager
def edge(slack: Slack, scopes: tuple[str, ...] = tuple(SCOPES)) -> Iterator[str]:
    with serving(Edge(slack, scopes=scopes).app()) as url:
        yield f"{url}/api/"


def told(setup: Setup) -> dict[str, str]:
    """What each look says, or what is wrong."""
    found = {}
    for what, look in looks(setup):
        try:
            found[what] = look()
        except Ailment as ailment:
            found[what] = f"WRONG: {ailment}"
    return found


def test_a_healthy_app_is_told_part_by_part(slack: Slack) -> None:
    slack.groups.put("agents", ["alice", "bob"])
    with edge(slack) as url:
        found = told(Setup(BOT_TOKEN, url, channels={"for cards": slack.channel}, groups=["@agents"]))
    assert found == {
        "slack token": "agent-assist in the workspace Emulate",
        "slack scopes": f"all {len(SCOPES)}",
        "slack requests": "come over HTTP to /slack/events; "
        "set `app_token` for Socket Mode, which needs no public address",
        "slack channel for cards": "#desk, the bot is in it",
        "slack group @agents": "@agents, 2 members",
    }


def test_each_missing_scope_is_named_and_a_needless_one_too(slack: Slack) -> None:
    granted = (*(scope for scope in SCOPES if scope != "usergroups:read"), "search:read")
    with edge(slack, granted) as url:
        found = told(Setup(BOT_TOKEN, url, groups=["agents"]))
        assert found["slack scopes"].startswith("WRONG: missing: usergroups:read; give the app the manifest")
        assert "missing_scope" in found["slack group agents"]
    with edge(slack, (*SCOPES, "search:read")) as url:
        assert told(Setup(BOT_TOKEN, url))["slack scopes"].endswith("not needed: search:read")


def test_a_channel_that_is_archived_left_or_unknown_is_told_with_the_cure(slack: Slack) -> None:
    slack.remove_bot(slack.channels["billing"])
    slack.archive(slack.channels["rain-gauges"])
    named = {"a": slack.channels["billing"], "b": slack.channels["rain-gauges"], "c": "C0NOWHERE"}
    with edge(slack) as url:
        found = told(Setup(BOT_TOKEN, url, channels=named))
    assert "type /invite @agent-assist there" in found["slack channel a"]
    assert "#rain-gauges is archived" in found["slack channel b"]
    assert "compare the id" in found["slack channel c"]


def test_an_unknown_group_is_told_beside_those_that_there_are(slack: Slack) -> None:
    slack.groups.put("agents", ["alice"])
    with edge(slack) as url:
        found = told(Setup(BOT_TOKEN, url, groups=["agentz"]))
    assert found["slack group agentz"].endswith("no user group 'agentz' in use here; there are: @agents")


def test_a_slack_that_cannot_be_reached_is_told_for_each_part() -> None:
    found = told(Setup(BOT_TOKEN, "http://127.0.0.1:9/api/", channels={"for cards": "C1"}))
    assert found.pop("slack requests").startswith("come over HTTP")
    assert all("cannot be reached" in what for what in found.values())
