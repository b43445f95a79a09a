"""What arrived from X is heard once, in order, with what it refers to; nothing of it stops the rest."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bots.errors import Limited, Refused, Unreachable
from bots.x import listen
from bots.x.events import Delivery, deliveries_in, deliveries_of, gone_from
from desk.messages import Kind
from tests.bots.x.incoming.hearing import Hearing
from tests.bots.x.incoming.raw import (
    LISTED,
    OUR_USER,
    RAINY,
    US,
    a_direct,
    a_direct_event,
    a_page,
    a_post,
    a_reply,
    an_edit,
    an_event,
)
from tests.builders import NOON
from tests.templates import a_ledger

ROOT = a_post("Which gauge is best?", author_id="3333", mentions=())
OURS = a_reply("The W3.", ROOT, author_id=US.id)
QUESTION = a_reply("@FennbyCare and where is it made?", OURS)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Hearing]:
    ledger = a_ledger(tmp_path)
    yield Hearing(ledger)
    ledger.close()


def test_a_reply_is_heard_with_the_whole_thread_above_it(desk: Hearing) -> None:
    desk.api.posts = {post["id"]: post for post in (ROOT, OURS)}
    desk.api.users = {"3333": RAINY | {"id": "3333", "username": "neighbour"}}
    desk.came_by_page(a_page(QUESTION))
    [message] = desk.hear().messages
    assert [(one.author_handle, one.text, one.ours) for one in message.before] == [
        ("neighbour", "Which gauge is best?", False),
        ("FennbyCare", "The W3.", True),
    ]
    assert message.kind is Kind.REPLY


def test_what_messages_refer_to_is_asked_for_once(desk: Hearing) -> None:
    desk.api.posts = {post["id"]: post for post in (ROOT, OURS)}
    for text in ("@FennbyCare where?", "@FennbyCare when?"):
        desk.came_by_page(a_page(a_reply(text, OURS), users=()))
    desk.api.users = {"2222": RAINY}
    desk.hear()
    desk.came_by_page(a_page(a_reply("@FennbyCare how?", OURS), users=()))
    assert desk.hear().messages[0].author_handle == "rainy_day"
    assert [asked["ids"] for asked in desk.api.asked_for("/2/tweets")] == [[OURS["id"]], [ROOT["id"]]]
    assert [asked["ids"] for asked in desk.api.asked_for("/2/users")] == [["2222"], ["3333"]]


def test_what_came_along_is_not_asked_for(desk: Hearing) -> None:
    page = a_page(a_reply("@FennbyCare how?", a_post("hi", author_id=US.id)), users=(LISTED, OUR_USER))
    [reference] = page["data"][0]["referenced_posts"]
    page["includes"]["posts"] = [a_post("hi", id=reference["id"], author_id=US.id)]
    desk.came_by_page(page)
    assert desk.hear().messages[0].before[0].text == "hi"
    assert desk.api.asked == []


def test_whether_an_author_takes_direct_messages_is_asked_for_where_x_did_not_say(desk: Hearing) -> None:
    desk.api.users = {"2222": LISTED}
    first, second = a_post(), a_post()
    desk.came(*deliveries_in(an_event(first)), *deliveries_in(an_event(second)))
    assert [one.receives_dm for one in desk.hear().messages] == [True, True]
    desk.came(*deliveries_in(an_event(a_post())))
    assert desk.hear().messages[0].receives_dm
    assert len(desk.api.asked) == 1


def test_a_parent_that_x_does_not_show_holds_nothing_up(desk: Hearing) -> None:
    desk.came_by_page(a_page(QUESTION))
    [message] = desk.hear().messages
    assert message.before == ()
    desk.came_by_page(a_page(a_reply("@FennbyCare again", OURS)))
    desk.hear()
    assert len(desk.api.asked_for("/2/tweets")) == 1  # nor is it asked for again


def test_a_thread_that_goes_round_in_circles_is_read_so_far_and_no_farther(desk: Hearing) -> None:
    one, other = a_post("one"), a_post("other")
    for post, above in ((one, other), (other, one)):
        desk.api.posts[post["id"]] = post | {"referenced_posts": [{"type": "replied_to", "id": above["id"]}]}
    desk.came_by_page(a_page(a_reply("@FennbyCare dizzy", one)))
    assert len(desk.hear().messages[0].before) == 5


@pytest.mark.parametrize("error", [Unreachable("no network"), Limited("too much", NOON + timedelta(hours=1))])
def test_while_x_cannot_be_asked_a_message_waits_a_little_and_its_order_is_kept(
    desk: Hearing, error: Exception
) -> None:
    desk.came_by_page(a_page(a_post("@FennbyCare first")))
    desk.came_by_page(a_page(QUESTION))
    desk.came_by_page(a_page(a_post("@FennbyCare last")))
    desk.api.failing.extend([error, error, None])  # type: ignore[list-item]  # both are errors of the channel
    assert [one.text for one in desk.hear().messages] == ["@FennbyCare first"]
    assert desk.hear().messages == ()
    assert [one.text for one in desk.hear().messages] == [
        "@FennbyCare and where is it made?",
        "@FennbyCare last",
    ]


def test_nobody_waits_for_long_for_what_x_cannot_tell(desk: Hearing) -> None:
    desk.came_by_page(a_page(QUESTION))
    desk.clock.move(listen.PATIENCE)
    desk.api.failing.append(Unreachable("no network"))
    assert len(desk.hear().messages) == 1


def test_what_x_refuses_to_tell_is_done_without(desk: Hearing) -> None:
    desk.api.failing.extend([Refused("X says no (403)", 403), Refused("X says no (403)", 403)])
    desk.came_by_page(a_page(QUESTION, users=()))
    assert desk.hear().messages[0].author_handle == "2222"


def test_the_same_cursor_gives_the_same_messages(desk: Hearing) -> None:
    desk.came_by_page(a_page(a_post(), a_post()))
    assert desk.listener.fetch(None) == desk.listener.fetch(None)
    assert len(desk.hear().messages) == 2
    assert desk.hear().messages == ()


def test_what_we_wrote_and_what_others_repeat_makes_no_message(desk: Hearing) -> None:
    repost = a_post("RT @FennbyCare: hi") | {"referenced_posts": [{"type": "retweeted", "id": "5"}]}
    desk.came_by_page(a_page(a_post(author_id=US.id), repost))
    desk.came(*deliveries_in(a_direct_event(a_direct(sender=US.id))))
    assert desk.hear().messages == ()


def test_one_object_that_cannot_be_read_is_named_and_the_rest_goes_on(
    desk: Hearing, caplog: pytest.LogCaptureFixture
) -> None:
    broken = a_post() | {"text": None}
    desk.came_by_page(a_page(a_post("@FennbyCare one"), broken, a_post("@FennbyCare two")))
    desk.came(Delivery("odd 1", "{"))
    assert [one.text for one in desk.hear().messages] == ["@FennbyCare one", "@FennbyCare two"]
    assert f"post {broken['id']} has no text" in caplog.text
    assert "(odd 1)" in caplog.text


def test_after_a_lost_cursor_old_mentions_make_no_case_and_are_counted(
    desk: Hearing, caplog: pytest.LogCaptureFixture
) -> None:
    day = timedelta(hours=24)
    old, young = a_post("@FennbyCare long ago", at=NOON - day - timedelta(minutes=1)), a_post(at=NOON - day)
    desk.came_by_page(a_page(old, young))
    assert [one.external_id for one in desk.hear().messages] == [young["id"]]
    assert (
        "1 messages from X were older than 1 day, 0:00:00 when they arrived, and make no case" in caplog.text
    )
    assert f"the first is post {old['id']}" in caplog.text


def test_what_arrived_in_time_is_heard_however_long_the_worker_was_away(desk: Hearing) -> None:
    desk.came_by_page(a_page(a_post()))
    desk.clock.move(timedelta(days=3))
    assert len(desk.hear().messages) == 1


def test_an_edit_is_heard_under_the_first_id(desk: Hearing) -> None:
    first = a_post()
    edit = an_edit(first, "@FennbyCare it was E18")
    desk.came_by_page(a_page(first))
    desk.came(*deliveries_in(an_event(edit)))
    one, other = desk.hear().messages
    assert one.external_id == other.external_id
    assert other.text == "@FennbyCare it was E18"


def test_what_is_gone_is_taken_back_and_its_words_leave_the_inbox(
    desk: Hearing, caplog: pytest.LogCaptureFixture
) -> None:
    post = a_post("@FennbyCare my name is Ada Lovelace")
    problem = {"type": "https://api.x.com/2/problems/resource-not-found", "resource_id": post["id"]}
    desk.came(*deliveries_of(a_page(post)), *gone_from({"errors": [problem]}))
    [gone] = desk.hear().gone
    assert (gone.channel, gone.external_id, gone.why) == ("x", post["id"], "its author deleted it")
    assert [one.raw for one in desk.arrivals.after("x", 0, 1)] == [""]
    assert desk.listener.fetch(None).messages == ()
    assert caplog.text == ""


def test_every_version_of_what_is_gone_leaves_the_inbox_and_what_quotes_it(desk: Hearing) -> None:
    first = a_post("@FennbyCare my name is Ada")
    edit = an_edit(first, "@FennbyCare my name is Ada Lovelace")
    quote = a_post("look", referenced_posts=[{"type": "quoted", "id": first["id"]}])
    desk.came_by_page(a_page(first, quote))
    desk.came(*deliveries_in(an_event(edit)))
    desk.hear()
    desk.came_by_page(a_page(a_post("@FennbyCare something else")))
    desk.came(*deliveries_in(an_event({"id": first["id"]}, "post.delete")))
    desk.hear()
    left = [one.raw for one in desk.arrivals.after("x", 0, 10) if one.raw]
    assert [raw for raw in left if "Ada" in raw or first["id"] in raw] == left[1:]
    assert "something else" in left[0]


def test_a_post_that_comes_after_the_word_that_it_is_gone_is_not_heard(desk: Hearing) -> None:
    post = a_post("@FennbyCare my name is Ada")
    desk.came(*deliveries_in(an_event({"id": post["id"]}, "post.delete")))
    desk.hear()
    desk.came_by_page(a_page(post))
    assert desk.hear().messages == ()


def test_what_is_gone_is_shown_above_no_later_message(desk: Hearing) -> None:
    desk.api.posts = {ROOT["id"]: ROOT}
    desk.came_by_page(a_page(a_reply("@FennbyCare one", ROOT)))
    assert len(desk.hear().messages[0].before) == 1
    desk.came(*deliveries_in(an_event({"id": ROOT["id"]}, "post.delete")))
    desk.came_by_page(a_page(a_reply("@FennbyCare two", ROOT)))
    desk.hear()
    desk.came_by_page(a_page(a_reply("@FennbyCare three", ROOT)))
    assert desk.hear().messages[0].before == ()


def test_a_post_in_a_conversation_that_we_are_in_is_a_reply(desk: Hearing) -> None:
    desk.desk.ours = [ROOT["id"]]
    desk.came_by_page(a_page(a_reply("I would like to know, too", ROOT, mentions=())))
    assert desk.hear().messages[0].kind is Kind.REPLY


def test_a_quote_of_ours_is_known_by_asking_for_what_it_quotes(desk: Hearing) -> None:
    desk.api.posts[OURS["id"]] = OURS
    quote = a_post("so they say", mentions=(), referenced_posts=[{"type": "quoted", "id": OURS["id"]}])
    desk.came_by_page(a_page(quote))
    [message] = desk.hear().messages
    assert (message.kind, message.quoted, message.mentions_us) == (Kind.QUOTE, "The W3.", True)


def test_a_burst_is_completed_a_hundred_at_a_time(desk: Hearing) -> None:
    authors = [str(3000 + number) for number in range(120)]
    desk.api.users = {number: RAINY | {"id": number} for number in authors}
    for number in authors:
        desk.came_by_page(a_page(a_post(author_id=number), users=()))
    assert {one.author_handle for one in desk.hear().messages} == {"rainy_day"}
    assert [len(asked["ids"]) for asked in desk.api.asked_for("/2/users")] == [100, 20]
