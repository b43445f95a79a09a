"""Roles from user groups, and who is turned away, in an emulated Slack."""

import pytest

from tests.bots.slack.desk import EmulatedDesk, until

pytestmark = pytest.mark.slow


def test_a_member_of_the_agents_group_approves_under_their_own_name(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.slack.groups.put("agents", ["stranger"])
    desk.slack.profiles.mark("stranger", profile={"display_name": "Maria <!channel>"})
    desk.press(case.id, "approve", "stranger")
    until(lambda: desk.is_sent(case.id))
    decision = desk.case(case.id).decision
    assert decision is not None
    assert decision.by == "Maria <!channel>"


def test_a_guest_in_the_group_is_told_privately_why_and_whom_to_ask(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.slack.groups.put("agents", ["stranger"])
    desk.slack.profiles.mark("stranger", is_restricted=True)
    desk.press(case.id, "approve", "stranger")
    until(lambda: desk.whispered("stranger", "is a guest of this Slack and may do nothing"))
    assert desk.whispered("stranger", "ask lena")
    assert desk.x.sent() == []


def test_an_agent_of_the_settings_who_became_a_guest_may_do_nothing(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.slack.profiles.mark("alice", is_ultra_restricted=True)
    desk.press(case.id, "approve", "alice")
    until(lambda: desk.whispered("alice", "may do nothing"))
    assert desk.x.sent() == []


def test_while_slack_does_not_say_who_somebody_is_nothing_is_approved(desk: EmulatedDesk) -> None:
    case = desk.proposed()
    desk.edge.fail_next("users.info", 500)
    desk.press(case.id, "approve", "alice")
    until(lambda: desk.whispered("alice", "nothing was done: Slack does not answer"))
    assert desk.x.sent() == []
    desk.press(case.id, "approve", "bob")
    until(lambda: desk.is_sent(case.id))
