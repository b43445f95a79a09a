"""How Slack's deliveries are read."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.slack.inquiries.asking import command_heard, mention_heard, message_heard, shortcut_heard, spot_of
from bots.slack.inquiries.streaming import MOST_PIECES, pieces_of
from bots.slack.kit.markup import spoken
from bots.slack.kit.text import escaped, letters_of
from desk.inquiries import Inquiry
from tests.builders import NOON

BOT = "U0BOT"
MESSAGE = {
    "type": "message",
    "channel": "D1",
    "channel_type": "im",
    "user": "U1",
    "ts": "2.1",
    "text": "E17?",
}


def event(**changes: Any) -> dict[str, Any]:
    return {"event_id": "Ev1", "team_id": "T1", "event": MESSAGE | changes}


def test_a_direct_message_begins_a_thread_or_goes_on_in_one() -> None:
    first, second = message_heard(event(), BOT), message_heard(event(thread_ts="1.0"), BOT)
    assert first
    assert second
    assert (first.spot.thread, first.spot.begun, first.spot.direct) == ("2.1", False, True)
    assert (second.spot.thread, second.spot.begun) == ("1.0", True)
    assert (first.key, first.question) == ("Ev1", "E17?")


@pytest.mark.parametrize(
    "change",
    [
        {"subtype": "message_changed"},
        {"subtype": "file_share"},
        {"edited": {"ts": "3.0"}},
        {"hidden": True},
        {"bot_id": "B1"},
        {"user": BOT},
        {"user": None},
        {"channel_type": "channel"},
    ],
)
def test_what_no_person_wrote_to_the_bot_just_now_is_not_heard(change: dict[str, Any]) -> None:
    assert message_heard(event(**change), BOT) is None


def test_a_mention_is_heard_in_channels_only_for_a_direct_message_comes_by_itself() -> None:
    heard = mention_heard(event(channel="C1", text=f"<@{BOT}> E17 &amp; E18?"), BOT)
    assert heard
    assert heard.question == "E17 & E18?"
    assert not heard.spot.direct
    assert mention_heard(event(), BOT) is None


def test_a_command_and_a_shortcut_are_for_the_asker_alone() -> None:
    command = command_heard({"user_id": "U1", "channel_id": "D9", "trigger_id": "t1", "text": " E17? "})
    body = {"user": {"id": "U1"}, "channel": {"id": "C1"}, "team": {"id": "T1"}, "trigger_id": "t2"}
    shortcut = shortcut_heard({**body, "message": {"text": "&lt;b&gt; <https://x.example|here>"}})
    for heard in (command, shortcut):
        assert heard.spot.alone
        assert not heard.spot.direct
    assert command.question == "E17?"
    assert shortcut.question == "<b> here"
    assert command.spot.thread != shortcut.spot.thread


def test_the_ledger_remembers_enough_to_answer() -> None:
    inquiry = Inquiry("slack", "k", "C1", "U1 t2", "U1", NOON, "E17?")
    spot = spot_of(inquiry)
    assert (spot.channel, spot.user, spot.alone) == ("C1", "U1", True)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<@U1> and <@U2|bob>", "@U1 and @bob"),
        ("<#C1|desk> <#C2>", "#desk #C2"),
        ("<!here> <!subteam^S1|@experts>", "@here @experts"),
        (
            "<https://a.example/?a=1&amp;b=2> <mailto:a@b.example|a@b.example>",
            "https://a.example/?a=1&b=2 a@b.example",
        ),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("a < b > c <", "a < b > c <"),
        ("E17\x00 on \ud800the W3?", "E17 on the W3?"),  # no database takes these
    ],
)
def test_markup_is_read_as_people_see_it(text: str, seen: str) -> None:
    assert spoken(text) == seen


@given(st.text())
def test_text_that_slack_escaped_is_read_as_it_was_written(text: str) -> None:
    assert spoken(escaped(text)) == letters_of(text).strip()


@pytest.mark.parametrize(
    "text",
    [
        "see evil.example now",
        "see https://evil.example",
        "press *both*",
        "a_b_",
        "`code`",
        "# heading",
        "- item",
        "1. step",
        "> quote",
        "<!channel>",
        "&lt;",
        ":bomb:",
        "at 1:100:1",
        "~gone~",
        "[a](b)",
        "![a](b)",
        "a | b",
        "two\nlines",
        "@here",
        "\\",
        "",
        " ",
    ],
)
def test_what_markdown_could_act_in_is_not_streamed(text: str) -> None:
    assert pieces_of(text) == []


@given(st.text(st.sampled_from('ab 1.,:;!?-()"…é日\n*_`<>@#[]|~&\\/')))
def test_what_is_streamed_is_the_whole_text_and_has_no_mark_of_markdown(text: str) -> None:
    pieces = pieces_of(text)
    assert len(pieces) <= MOST_PIECES
    if pieces:
        assert "".join(pieces) == text
        assert not set(text) & set("*_`<>@#[]|~&\\\n")


def test_sentences_are_streamed_one_by_one() -> None:
    assert pieces_of("E17 means a block (2.5 mm). Rinse it! It's done at 12:30.") == [
        "E17 means a block (2.5 mm). ",
        "Rinse it! ",
        "It's done at 12:30.",
    ]
