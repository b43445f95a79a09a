"""Posts of X become messages: whole, under the id they had first, and with what X lets us do about them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bots.x.accounts import Author, author_of
from bots.x.directs import direct_of
from bots.x.directs import message_of as direct_message_of
from bots.x.fields import Unreadable, moment_of
from bots.x.messages import Around, message_of
from bots.x.posts import post_of
from desk.messages import Kind, Message
from tests.bots.x.incoming.raw import (
    RAINY,
    US,
    a_direct,
    a_direct_event,
    a_post,
    a_reply,
    an_edit,
    an_id,
    respelled,
)
from tests.builders import NOON

AUTHOR = author_of(RAINY)
OURS = post_of(a_post("Hello, all our gauges are well.", author_id=US.id))
STRANGER = {"id": "3333", "username": "neighbour", "name": "A Neighbour"}


def message(post: dict[str, Any], author: dict[str, Any] = RAINY, **around: Any) -> Message:
    written_by = author_of(author)
    assert written_by is not None
    return message_of(post_of(post), Around(written_by, **around), US, "x")


def test_a_mention_is_a_message_with_its_author_and_their_reach() -> None:
    post = a_post("@FennbyCare my W3 shows E17 &amp; beeps &lt;loudly&gt;", id="2080765813578191303")
    assert message(post) == Message(
        channel="x",
        external_id="2080765813578191303",
        conversation="2080765813578191303",
        author_id="2222",
        author_handle="rainy_day",
        author_name="Rainy Day",
        text="@FennbyCare my W3 shows E17 & beeps <loudly>",
        posted_at=NOON,
        public=True,
        mentions_us=True,
        author_reach=97,
        kind=Kind.MENTION,
    )


def test_the_older_spelling_says_the_same() -> None:
    root = a_post("@FennbyCare E17")
    for post in (
        an_edit(root, "@FennbyCare E18"),
        a_reply("@FennbyCare still", root),
        a_post(note_post={"text": "@FennbyCare " + "long " * 99}),
    ):
        assert message(respelled(post)) == message(post)


def test_an_edited_post_keeps_its_first_id_and_is_answered_at_its_newest() -> None:
    first = a_post("@FennbyCare E17")
    edit = an_edit(first, "@FennbyCare E18, sorry")
    edited = message(edit)
    assert (edited.external_id, edited.edit, edited.address) == (first["id"], edit["id"], edit["id"])
    assert edited.edited_at == moment_of(edit["id"])
    assert abs(edited.posted_at - NOON) < timedelta(seconds=1)
    assert edited.conversation == message(first).conversation == first["id"]


def test_an_edit_does_not_begin_another_conversation() -> None:
    first = a_post()
    edit = an_edit(first, "@FennbyCare E18")
    assert message(edit | {"conversation_id": edit["id"]}).conversation == first["id"]


def test_a_long_post_is_read_whole_and_so_are_its_links_and_mentions() -> None:
    whole = "long " * 80 + "@FennbyCare see https://t.co/a"
    link = {"start": 412, "end": 430, "url": "https://t.co/a", "title": "E17 &amp; you"}
    named = {"start": 400, "end": 411, "id": US.id, "username": US.handle}
    long = message(
        a_post("long " * 50, note_post={"text": whole, "entities": {"mentions": [named], "urls": [link]}})
    )
    assert (long.text, long.mentions_us, long.link_titles) == (whole, True, ("E17 & you",))


@pytest.mark.parametrize(
    ("text", "shown_from", "summoned"),
    [
        ("@FennbyCare still broken", 12, False),  # X wrote the handle, as in every reply to us
        ("@FennbyCare still broken", None, False),
        ("@neighbour @FennbyCare is this true?", 11, True),  # the author did, right after the part X wrote
        ("@neighbour ask @FennbyCare", None, True),
    ],
)
def test_a_handle_that_x_puts_before_a_reply_does_not_summon_us(
    text: str, shown_from: int | None, summoned: bool
) -> None:
    parent = a_post("A gauge.", author_id="3333", mentions=())
    shown = None if shown_from is None else [shown_from, len(text)]
    reply = message(a_reply(text, parent, display_text_range=shown))
    assert (reply.mentions_us, reply.kind) == (summoned, Kind.MENTION)


def test_who_replies_to_us_summons_us_unless_they_took_our_handle_away() -> None:
    above = ((OURS, Author(US.id, US.handle, "")),)
    for text, summoned in (("@FennbyCare still broken", True), ("still broken", False)):
        assert message(a_reply(text, a_post(author_id=US.id)), above=above).mentions_us is summoned


def test_a_mention_at_the_beginning_of_what_is_no_reply_summons_us() -> None:
    assert message(a_post("@FennbyCare hello")).mentions_us


def test_our_handle_counts_where_x_gives_no_id_with_it() -> None:
    bare = {"mentions": [{"start": 0, "end": 11, "username": "fennbycare"}]}
    assert message(a_post("@fennbycare hello", entities=bare)).mentions_us


def test_a_namesake_does_not_summon_us() -> None:
    assert not message(a_post("@FennbyCare hello", mentions=(("9", "FennbyCare"),))).mentions_us


@pytest.mark.parametrize(
    ("post", "around", "kind"),
    [
        (a_post("well said", quoted=None), {"quoted": OURS}, Kind.QUOTE),
        (a_post("well said"), {"quoted": post_of(a_post(author_id="3333"))}, Kind.LISTENING),
        (
            a_reply("thanks", a_post(author_id=US.id)),
            {"above": ((OURS, Author(US.id, "FennbyCare", "")),)},
            Kind.REPLY,
        ),
        (a_reply("me too", a_post()), {"in_our_conversation": True}, Kind.REPLY),
        (a_reply("me too", a_post()), {}, Kind.LISTENING),
        (a_post("@FennbyCare me too"), {"in_our_conversation": True}, Kind.MENTION),
        (a_post("my W3 beeps"), {}, Kind.LISTENING),
    ],
)
def test_how_a_post_reached_us_follows_from_the_post_alone(
    post: dict[str, Any], around: dict[str, Any], kind: Kind
) -> None:
    assert message(post, **around).kind is kind


def test_who_quotes_us_summons_us_and_the_quoted_words_come_along() -> None:
    quote = message(a_post("well said", mentions=()), quoted=OURS)
    assert (quote.mentions_us, quote.quoted) == (True, "Hello, all our gauges are well.")


@pytest.mark.parametrize(
    ("fields", "author", "why"),
    [
        ({}, {}, ""),
        ({"reply_settings": "mentionedUsers"}, {}, ""),  # it mentions us
        (
            {"reply_settings": "mentionedUsers", "entities": None},
            {},
            "its author lets only whom it mentions reply",
        ),
        (
            {"reply_settings": "following", "entities": None},
            {},
            "its author lets only whom they follow reply",
        ),
        ({"reply_settings": "following", "entities": None}, {"connection_status": ["followed_by"]}, ""),
        (
            {"reply_settings": "verified", "entities": None},
            {},
            "its author lets only verified accounts reply",
        ),
        ({"reply_settings": "starlight", "entities": None}, {}, "its author lets only some accounts reply"),
        ({"withheld": {"copyright": True, "country_codes": ["DE"]}}, {}, "X withholds it in some countries"),
        ({}, {"protected": True}, "its author shows their posts to followers alone"),
    ],
)
def test_where_x_takes_no_reply_of_ours_the_message_says_why(
    fields: dict[str, Any], author: dict[str, Any], why: str
) -> None:
    assert message(a_post(**fields), RAINY | author).closed_to_us == why


def test_the_thread_above_comes_along_oldest_first() -> None:
    first, ours = post_of(a_post("Which gauge is best?", author_id="3333")), OURS
    neighbour = author_of(STRANGER)
    assert neighbour is not None
    above = ((first, neighbour), (ours, Author(US.id, US.handle, "")))
    reply = message(a_reply("@FennbyCare mine beeps", a_post(author_id=US.id)), above=above)
    assert [(one.author_handle, one.text, one.ours) for one in reply.before] == [
        ("neighbour", "Which gauge is best?", False),
        ("FennbyCare", "Hello, all our gauges are well.", True),
    ]


def test_a_direct_message_is_the_same_however_x_tells_of_it() -> None:
    listed = a_direct("Order &gt;4711&lt;", id=an_id(NOON), at=NOON - timedelta(minutes=1))
    [told] = json.loads(a_direct_event(listed))["data"]["payload"]["direct_message_events"]
    assert AUTHOR is not None
    one, other = (direct_message_of(direct_of(json), AUTHOR, US, "x") for json in (listed, told))
    assert one == other
    assert one.posted_at == NOON - timedelta(minutes=1)
    assert (one.text, one.conversation, one.public, one.kind) == (
        "Order >4711<",
        "1111-2222",
        False,
        Kind.DIRECT_MESSAGE,
    )
    assert one.receives_dm


def test_a_picture_without_words_is_a_direct_message_all_the_same() -> None:
    picture = a_direct("") | {"attachments": {"media_keys": ["3_1"]}}
    assert direct_of(picture).text == ""


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"id": None}, "without an id"),
        ({"id": "abc"}, "without an id"),
        ({"id": "../2"}, "without an id"),
        ({"id": True}, "without an id"),
        ({"author_id": None}, "has no author"),
        ({"author_id": {"id": "1"}}, "has no author"),
        ({"text": None}, "has no text"),
        ({"text": 7}, "has no text"),
        ({"text": " \n"}, "has no text"),
    ],
)
def test_a_post_that_lacks_what_matters_is_refused_by_name(change: dict[str, Any], why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        post_of(a_post() | change)


def test_without_a_time_the_id_tells_it() -> None:
    at = datetime(2026, 7, 24, 21, 23, 23, tzinfo=UTC)
    for said in (None, "soon", 7, "0001-01-01T00:00:00+23:00", "2026-13-45T00:00:00Z"):
        assert abs(post_of(a_post(at=at) | {"created_at": said}).posted_at - at) < timedelta(seconds=1)


def test_an_author_that_x_barely_describes_goes_by_their_number() -> None:
    odd = {
        "id": 2222,
        "username": "<!channel>",
        "public_metrics": {"followers_count": 10**12},
        "protected": "no",
    }
    author = author_of(odd)
    assert author == Author("2222", "2222", "2222", reach=2**31 - 1)


def test_real_tweets_of_v1_1_are_read(real_data: Path) -> None:
    files = sorted((real_data / "tweet-format" / "twython-tweet-json").glob("*.json"))
    tweets = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in files}
    nobody = tweets.pop("identical_urls")
    with pytest.raises(Unreadable, match="without an id"):
        post_of(nobody)
    posts = {name: post_of(tweet | {"user": {"id": 7} | tweet["user"]}) for name, tweet in tweets.items()}
    assert len(posts) == 9
    assert posts["extended"].text.endswith("toward your 140 characters. https://t.co/I9pUC0NdZC")
    assert {name for name, post in posts.items() if post.repeats} == {"retweet"}
    assert posts["quoted"].quotes == "917699069916729344"
    assert [mention.spelled for mention in posts["entities_with_prefix"].mentions] == [False, True]
    assert posts["media"].posted_at == datetime(2017, 9, 5, 16, 29, 22, tzinfo=UTC)
    assert posts["reply"].replies_to == "742374355531923456"
