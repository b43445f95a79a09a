"""Posts of Mastodon as messages for the desk."""

from typing import Any

import pytest

from bots.mastodon.statuses import age, message_of, status_of
from desk.messages import Kind, Message
from tests.bots.mastodon.posts import US, a_status, said


def heard(**fields: Any) -> Message:
    return message_of(a_status(**fields), "mastodon", US)


def test_a_post_is_told_whole() -> None:
    message = heard(card={"title": "W3 manual"})
    assert (message.author_handle, message.author_name, message.author_reach) == (
        "ann@elsewhere.example",
        "Ann",
        7,
    )
    assert (message.public, message.mentions_us, message.kind) == (True, True, Kind.MENTION)
    assert (message.conversation, message.address, message.link_titles) == ("50", "50", ("W3 manual",))


@pytest.mark.parametrize(
    ("fields", "kind", "public"),
    [
        ({"in_reply_to_id": "9", "in_reply_to_account_id": US}, Kind.REPLY, True),
        ({"visibility": "unlisted"}, Kind.MENTION, True),
        ({"visibility": "private"}, Kind.DIRECT_MESSAGE, False),
        ({"visibility": "direct"}, Kind.DIRECT_MESSAGE, False),
        ({"visibility": "whatever comes in version 9"}, Kind.DIRECT_MESSAGE, False),
    ],
)
def test_what_is_not_for_everybody_is_never_taken_for_public(
    fields: dict[str, Any], kind: Kind, public: bool
) -> None:
    message = heard(**fields)
    assert (message.kind, message.public) == (kind, public)


def test_a_quote_of_ours_is_known_by_its_author_and_not_by_its_words() -> None:
    ours = said(account={"id": US, "acct": "fennbycare"}, content="<p>The W3 is here</p>")
    message = heard(mentions=[], quote={"state": "accepted", "quoted_status": ours})
    assert (message.kind, message.mentions_us, message.quoted) == (Kind.QUOTE, True, "The W3 is here")
    other = heard(mentions=[], quote={"state": "accepted", "quoted_status": said()})
    assert (other.kind, other.mentions_us) == (Kind.MENTION, False)


def test_warnings_polls_and_descriptions_of_pictures_are_read_too() -> None:
    message = heard(
        spoiler_text="rain",
        content="<p>which?</p>",
        poll={"options": [{"title": "W2"}, {"title": "W3"}]},
        media_attachments=[{"description": "the display says E17"}, {"description": None}],
    )
    assert message.text == "rain\nwhich?\n- W2\n- W3\n[the display says E17]"


def test_the_thread_above_is_told_and_names_the_conversation() -> None:
    above = [a_status(id="7"), a_status(id="8", account={"id": US, "acct": "fennbycare"})]
    message = message_of(a_status(in_reply_to_id="8"), "mastodon", US, above)
    assert message.conversation == "7"
    assert [(one.author_handle, one.ours) for one in message.before] == [
        ("ann@elsewhere.example", False),
        ("fennbycare", True),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {},
        said(id="../admin"),
        said(account={"id": "2", "acct": "ann x"}),
        said(created_at="yesterday"),
    ],
)
def test_what_is_no_post_is_none(wrong: Any) -> None:
    assert status_of(wrong) is None


def test_ids_are_sorted_by_age_though_they_are_text() -> None:
    assert sorted(["10", "9", "100"], key=age) == ["9", "10", "100"]
