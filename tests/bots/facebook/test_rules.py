"""When Facebook lets a page write a direct message."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.facebook.rules import check_length, check_private_reply, messaging_type
from desk.errors import SendRefused
from tests.builders import NOON

TAGGED = {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
A_SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("since", "human_agent", "marks"),
    [
        (timedelta(0), False, {"messaging_type": "RESPONSE"}),
        (timedelta(hours=24) - A_SECOND, True, {"messaging_type": "RESPONSE"}),
        (timedelta(hours=24), True, TAGGED),
        (timedelta(days=7) - A_SECOND, True, TAGGED),
    ],
)
def test_a_message_is_marked_by_how_long_ago_the_customer_wrote(
    since: timedelta, human_agent: bool, marks: dict[str, str]
) -> None:
    assert messaging_type(NOON - since, human_agent, NOON) == marks


@pytest.mark.parametrize(
    ("since", "human_agent", "why"),
    [
        (timedelta(hours=24), False, "24 hours"),
        (timedelta(days=7), True, "7 days"),
        (timedelta(days=400), True, "7 days"),
    ],
)
def test_after_the_window_a_message_is_refused_for_ever_and_why_is_said(
    since: timedelta, human_agent: bool, why: str
) -> None:
    with pytest.raises(SendRefused, match=why) as refused:
        messaging_type(NOON - since, human_agent, NOON)
    assert not refused.value.again


def test_who_never_wrote_to_us_directly_gets_no_message() -> None:
    with pytest.raises(SendRefused, match="never wrote"):
        messaging_type(None, True, NOON)


def test_a_comment_gets_a_private_reply_for_seven_days() -> None:
    check_private_reply(NOON - timedelta(days=7) + A_SECOND, True, NOON)
    with pytest.raises(SendRefused, match="7 days only"):
        check_private_reply(NOON - timedelta(days=7), True, NOON)


def test_a_comment_gets_one_private_reply() -> None:
    with pytest.raises(SendRefused, match="one private reply"):
        check_private_reply(NOON, False, NOON)


@given(st.integers(0, 40))
def test_what_is_too_long_by_one_is_refused(limit: int) -> None:
    check_length("a" * limit, limit)
    with pytest.raises(SendRefused, match=f"{limit + 1} characters"):
        check_length("a" * (limit + 1), limit)
