"""Where a reply goes, and what it costs."""

from dataclasses import replace

import pytest

from assist.planner import cost_usd, length_for, plan_for
from desk.cases import To
from index.knowledge import Audience
from tests.assist.desk import QUESTION


def test_a_public_question_is_answered_in_public_from_public_knowledge() -> None:
    plan = plan_for(QUESTION, public=True, mentions_us=True)
    assert (plan.to, plan.audience, plan.limit) == (To.PUBLIC, Audience.PUBLIC, 280)


@pytest.mark.parametrize("mentions_us", [True, False])
def test_a_direct_message_is_answered_as_one_from_what_customers_may_read(mentions_us: bool) -> None:
    plan = plan_for(QUESTION, public=False, mentions_us=mentions_us)
    assert (plan.to, plan.audience, plan.limit) == (To.DM, Audience.CUSTOMER, 10_000)


def test_a_post_that_does_not_mention_us_gets_no_public_reply_and_the_plan_says_why() -> None:
    plan = plan_for(QUESTION, public=True, mentions_us=False)
    assert plan.to is To.DM
    assert "does not mention us" in plan.reason


def test_a_private_matter_says_so_in_the_reason() -> None:
    private = replace(QUESTION, needs_private="it is about an order")
    assert plan_for(private, public=True, mentions_us=True).reason.startswith("it is about an order")


def test_a_link_makes_a_public_reply_twenty_times_dearer() -> None:
    assert cost_usd(To.PUBLIC, has_link=True) == pytest.approx(20 * cost_usd(To.PUBLIC, has_link=False))
    assert cost_usd(To.DM, has_link=True) == cost_usd(To.DM, has_link=False)


def test_only_public_length_is_weighted() -> None:
    assert length_for(To.PUBLIC, "日本") == 4
    assert length_for(To.DM, "日本") == 2
