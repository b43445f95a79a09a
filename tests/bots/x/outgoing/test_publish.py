"""A reply goes out once, after one more look; when nobody knows, X is asked first and a person then."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import httpx
import pytest

from bots.x.fields import id_at
from bots.x.publish import MadeWithAi, Marks
from desk.drafts import To
from desk.errors import SendRefused, SendUncertain
from desk.messages import Kind
from tests.bots.x.outgoing.door import US, Door, Watch, a_publisher, a_reply, ok
from tests.builders import NOON

POST, SEND, TIMELINE = "GET /2/tweets/500", "POST /2/tweets", f"GET /2/users/{US.id}/tweets"
USER, SEND_DM = "GET /2/users/2000", "POST /2/dm_conversations/with/2000/messages"
EVENTS = "GET /2/dm_conversations/with/2000/dm_events"
OUT = str(int(id_at(NOON + timedelta(seconds=1))) + 7)
NOTHING: dict[str, Any] = {"meta": {"result_count": 0}}
GONE = {"errors": [{"type": "https://api.x.com/2/problems/resource-not-found", "title": "Not Found Error"}]}
HIDDEN = {
    "errors": [
        {"type": "https://api.x.com/2/problems/not-authorized-for-resource", "title": "Authorization Error"}
    ]
}


def the_post(author: Mapping[str, Any] | None = None, **fields: Any) -> httpx.Response:
    """The customer's post as it stands."""
    mention = {"start": 0, "end": 12, "username": US.handle, "id": US.id}
    post = {
        "id": "500",
        "author_id": "2000",
        "text": "@FennbyCare what does E17 mean?",
        "edit_history_tweet_ids": ["500"],
        "conversation_id": "500",
        "reply_settings": "everyone",
        "entities": {"mentions": [mention]},
        "created_at": "2026-11-20T11:50:00.000Z",
    }
    user = {"id": "2000", "username": "ada", "name": "Ada", "receives_your_dm": True, **(author or {})}
    return ok({"data": {**post, **fields}, "includes": {"users": [user]}})


def shown(text: str = "@ada Rinse the funnel.") -> httpx.Response:
    """Our timeline with the reply in it."""
    reply = {
        "id": OUT,
        "author_id": US.id,
        "text": text,
        "referenced_tweets": [{"type": "replied_to", "id": "500"}],
    }
    return ok({"data": [reply]})


def a_door(**answers: Any) -> Door:
    """X as it is when all is well."""
    return Door().says(POST, the_post()).says(SEND, ok({"data": {"id": "900", "text": ""}}, 201))


# stories


def test_a_reply_goes_out_as_it_was_approved_under_the_post_as_it_stands() -> None:
    door = a_door()
    receipt = a_publisher(door).send(a_reply())
    assert door.bodies(SEND) == [{"text": "Rinse the funnel.", "reply": {"in_reply_to_tweet_id": "500"}}]
    assert (receipt.external_id, receipt.url) == ("900", "https://x.com/FennbyCare/status/900")
    assert [f"{one.method} {one.url.path}" for one in door.asked] == [POST, SEND]


def test_a_direct_message_goes_to_the_customer_alone() -> None:
    door = Door().says(USER, ok({"data": {"id": "2000", "receives_your_dm": True}}))
    door.says(SEND_DM, ok({"data": {"dm_event_id": "901", "dm_conversation_id": "1000-2000"}}, 201))
    receipt = a_publisher(door).send(a_reply("Your order…", To.DM))
    assert door.bodies(SEND_DM) == [{"text": "Your order…"}]
    assert (receipt.external_id, receipt.url) == ("901", None)


def test_a_lost_answer_is_looked_for_before_anybody_is_asked() -> None:
    door = a_door().says(SEND, httpx.ReadTimeout("slow")).says(TIMELINE, shown())
    receipt = a_publisher(door).send(a_reply())
    assert receipt.external_id == OUT
    assert receipt.at == NOON + timedelta(seconds=1)


def test_what_x_does_not_show_waits_for_a_person_with_both_facts() -> None:
    door = a_door().says(SEND, httpx.ReadError("reset")).says(TIMELINE, ok(NOTHING))
    with pytest.raises(SendUncertain) as caught:
        a_publisher(door).send(a_reply())
    said = str(caught.value)
    assert "what we know: it left at 12:00:00 UTC, and X gave no answer" in said
    assert "what X shows: no such reply" in said
    assert len(door.bodies(SEND)) == 1


def test_an_attempt_that_somebody_took_for_unsent_is_not_sent_twice() -> None:
    door = a_door().says(SEND, httpx.ReadError("reset")).says(TIMELINE, ok(NOTHING), shown())
    publisher = a_publisher(door)
    with pytest.raises(SendUncertain):
        publisher.send(a_reply())
    assert publisher.send(a_reply()).external_id == OUT
    assert len(door.bodies(SEND)) == 1


def test_a_duplicate_that_x_refuses_was_sent_before() -> None:
    said = {"title": "Forbidden", "detail": "You are not allowed to create a Tweet with duplicate content."}
    door = a_door().says(SEND, ok(said, 403)).says(TIMELINE, shown())
    assert a_publisher(door).send(a_reply()).external_id == OUT
    unseen = a_door().says(SEND, ok(said, 403)).says(TIMELINE, ok(NOTHING))
    with pytest.raises(SendRefused, match="duplicate content"):
        a_publisher(unseen).send(a_reply())


def test_an_answer_without_an_id_is_looked_for_too() -> None:
    door = a_door().says(SEND, ok({"errors": []}, 201)).says(TIMELINE, ok(NOTHING))
    with pytest.raises(SendUncertain, match="gave it no id"):
        a_publisher(door).send(a_reply())


# the last look


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (the_post(edit_history_tweet_ids=["500", "501"]), "edited"),
        (ok(GONE), "deleted"),
        (ok({"title": "Not Found"}, 404), "deleted"),
        (ok(HIDDEN), "does not show us the post"),
        (the_post({"protected": True}), "followers alone"),
        (the_post(entities={}), "does not mention us"),
        (the_post(withheld={"country_codes": ["DE"]}), "withholds"),
    ],
)
def test_a_public_reply_is_not_sent_to_what_takes_none_any_more(answer: httpx.Response, reason: str) -> None:
    door = Door().says(POST, answer)
    with pytest.raises(SendRefused, match=reason) as caught:
        a_publisher(door).send(a_reply())
    assert caught.value.retry_at is None
    assert all(one.method == "GET" for one in door.asked)


def test_the_version_that_was_read_may_be_answered() -> None:
    door = Door().says("GET /2/tweets/501", the_post(id="501", edit_history_tweet_ids=["500", "501"]))
    door.says(SEND, ok({"data": {"id": "900"}}, 201))
    assert a_publisher(door).send(a_reply(in_reply_to="501")).external_id == "900"


def test_who_quotes_us_need_not_name_us() -> None:
    door = a_door().says(POST, the_post(entities={}))
    assert a_publisher(door).send(a_reply(kind=Kind.QUOTE)).external_id == "900"


@pytest.mark.parametrize("who", [{"receives_your_dm": False}, None])
def test_a_direct_message_is_not_sent_to_who_takes_none(who: dict[str, Any] | None) -> None:
    answer = ok(GONE) if who is None else ok({"data": {"id": "2000", **who}})
    with pytest.raises(SendRefused, match=r"takes no direct message|gone"):
        a_publisher(Door().says(USER, answer)).send(a_reply(to=To.DM))


def test_a_direct_message_about_a_post_is_not_sent_when_the_post_was_deleted_or_its_author_takes_none() -> (
    None
):
    about_a_post = a_reply(to=To.DM, kind=Kind.MENTION)
    with pytest.raises(SendRefused, match="deleted"):
        a_publisher(Door().says(POST, ok(GONE))).send(about_a_post)
    with pytest.raises(SendRefused, match="takes no direct message"):
        a_publisher(Door().says(POST, the_post({"receives_your_dm": False}))).send(about_a_post)


# what goes wrong


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        (httpx.ConnectError("no"), 30),
        (ok({}, 429, {"retry-after": "90"}), 90),
        (ok({}, 402), 300),
        (ok({}, 401), 300),
    ],
)
def test_what_was_surely_not_sent_is_tried_again_when_it_may(answer: Any, seconds: float) -> None:
    with pytest.raises(SendRefused) as caught:
        a_publisher(a_door().says(SEND, answer)).send(a_reply())
    assert caught.value.retry_at == NOON + timedelta(seconds=seconds)


def test_what_x_will_never_take_goes_back_to_the_people_in_xs_words() -> None:
    said = {
        "title": "Forbidden",
        "detail": "Reply to this conversation is not allowed because you have not been mentioned",
    }
    with pytest.raises(SendRefused, match="have not been mentioned") as caught:
        a_publisher(a_door().says(SEND, ok(said, 403))).send(a_reply())
    assert caught.value.retry_at is None


@pytest.mark.parametrize(
    "answer", [httpx.ReadTimeout("slow"), httpx.Response(503), httpx.Response(200, text="?")]
)
def test_a_look_without_an_answer_leaves_nothing_uncertain(answer: Any) -> None:
    with pytest.raises(SendRefused, match="nothing was sent") as caught:
        a_publisher(Door().says(POST, answer)).send(a_reply())
    assert caught.value.retry_at == NOON + timedelta(seconds=30)


def test_a_look_that_took_too_long_is_followed_by_no_post() -> None:
    clock = Watch()

    def slow(request: httpx.Request) -> httpx.Response:
        clock.after(seconds=40)
        return the_post()

    with pytest.raises(SendRefused, match="took too long"):
        a_publisher(Door().says(POST, slow), clock).send(a_reply())


# marks


@pytest.mark.parametrize(
    ("when", "drafter", "marked"),
    [
        (MadeWithAi.WORDED, "language_model:gpt", True),
        (MadeWithAi.WORDED, "extractive", False),
        (MadeWithAi.WORDED, "person:alice", False),
        (MadeWithAi.ALWAYS, "person:alice", True),
        (MadeWithAi.NEVER, "language_model:gpt", False),
    ],
)
def test_x_is_told_of_ai_when_the_settings_say_so(when: MadeWithAi, drafter: str, marked: bool) -> None:
    door = a_door()
    a_publisher(door, marks=Marks(when)).send(a_reply(drafter=drafter))
    assert ("made_with_ai" in door.bodies(SEND)[0]) is marked


def test_a_reply_that_invites_has_the_button_when_it_is_set() -> None:
    for button, invites in [(True, True), (True, False), (False, True)]:
        door = a_door()
        a_publisher(door, marks=Marks(dm_button=button)).send(a_reply(invites=invites))
        link = door.bodies(SEND)[0].get("direct_message_deep_link")
        assert link == (
            "https://twitter.com/messages/compose?recipient_id=1000" if button and invites else None
        )


# looking back


def test_a_reply_is_looked_for_on_every_page_since_its_approval() -> None:
    early = {"id": str(int(id_at(NOON - timedelta(hours=1)))), "sender_id": "2000", "text": "hello?"}
    late = {"id": str(int(id_at(NOON + timedelta(hours=1)))), "sender_id": "2000", "text": "hello?"}
    ours = {"id": OUT, "sender_id": US.id, "text": "Rinse the funnel."}
    pages = [
        ok({"data": [late], "meta": {"next_token": "b"}}),
        ok({"data": [ours, early], "meta": {"next_token": "c"}}),
    ]
    door = Door().says(EVENTS, *pages)
    found = a_publisher(door).find(a_reply(to=To.DM))
    assert found is not None
    assert found.external_id == OUT
    assert [dict(one.url.params).get("pagination_token") for one in door.asked] == [None, "b"]


def test_what_x_could_not_be_asked_for_is_not_said_to_be_missing() -> None:
    endless = ok({"data": [], "meta": {"next_token": "more"}})
    for answer in (httpx.ReadTimeout("slow"), httpx.Response(500), endless):
        with pytest.raises(SendRefused):
            a_publisher(Door().says(TIMELINE, answer)).find(a_reply())


def test_what_could_not_be_looked_for_is_not_sent_a_second_time() -> None:
    door = (
        Door()
        .says(EVENTS, httpx.Response(503))
        .says(USER, ok({"data": {"id": "2000", "receives_your_dm": True}}))
    )
    door.says(SEND_DM, ok({"data": {"dm_event_id": "901"}}, 201))
    publisher = a_publisher(door)
    for look in (publisher.find, publisher.send):
        with pytest.raises(SendRefused) as caught:
            look(a_reply(to=To.DM))
        assert caught.value.retry_at is not None
    assert door.bodies(SEND_DM) == []


def test_what_is_on_record_as_another_reply_is_not_this_one() -> None:
    door = Door().says(TIMELINE, shown())
    assert a_publisher(door, taken=lambda other: other == OUT).find(a_reply()) is None
