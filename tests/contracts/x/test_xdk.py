"""The simulated X through X's own client."""

import json
from itertools import islice

import pytest
import requests
from xdk.streaming import StreamConfig

from tests.contracts.x.clients import an_app, an_xdk
from tests.contracts.x.webhook import a_webhook
from tests.x_driver import XDriver

pytestmark = pytest.mark.slow
NOT_SUMMONED = "you have not been mentioned"


def test_a_mention_is_read_answered_once_and_taken_back(x: XDriver) -> None:
    xdk = an_xdk(x)
    asked = x.post("rainy", "@FennbyCare what is E17?")
    page = next(iter(xdk.users.get_mentions(x.us["id"], max_results=5, expansions=["author_id"])))
    assert [(post.id, post.author_id) for post in page.data or []] == [(asked["id"], asked["author_id"])]
    reply = {
        "text": "Rinse the funnel.",
        "reply": {"in_reply_to_tweet_id": asked["id"]},
        "made_with_ai": True,
    }
    sent = xdk.posts.create(body=reply)
    with pytest.raises(requests.HTTPError, match="403"):
        xdk.posts.create(body=reply)
    [written] = x.writes()
    assert (written["id"], written["in_reply_to"], written["made_with_ai"]) == (
        sent.data.id,
        asked["id"],
        True,
    )
    assert xdk.posts.delete(sent.data.id).data.deleted
    assert x.writes()[0]["deleted_at"]


def test_pages_of_mentions_hold_each_one_once(x: XDriver) -> None:
    ids = [x.post("rainy", f"@FennbyCare question {number}")["id"] for number in range(12)]
    pages = list(islice(an_xdk(x).users.get_mentions(x.us["id"], max_results=5), 3))
    assert [post.id for page in pages for post in page.data or []] == ids[::-1]
    [newer] = an_xdk(x).users.get_mentions(x.us["id"], since_id=ids[-2])
    assert [post.id for post in newer.data or []] == ids[-1:]


def test_who_did_not_mention_us_gets_no_reply(x: XDriver) -> None:
    asked = x.post("rainy", "I love rain")
    with pytest.raises(requests.HTTPError) as refused:
        an_xdk(x).posts.create(body={"text": "So do we", "reply": {"in_reply_to_tweet_id": asked["id"]}})
    assert refused.value.response is not None
    assert NOT_SUMMONED in refused.value.response.json()["detail"]


def test_a_direct_message_goes_to_who_wrote_first(x: XDriver) -> None:
    xdk, rainy = an_xdk(x), x.user("rainy")
    with pytest.raises(requests.HTTPError, match="403"):
        xdk.direct_messages.create_by_participant_id(rainy["id"], body={"text": "hello"})
    heard = x.dm("rainy", "my order number is 7")
    sent = xdk.direct_messages.create_by_participant_id(rainy["id"], body={"text": "hello"})
    page = next(iter(xdk.direct_messages.get_events(expansions=["sender_id"])))
    assert [event.id for event in page.data or []] == [sent.data.dm_event_id, heard["id"]]
    with_her = next(iter(xdk.direct_messages.get_events_by_participant_id(rainy["id"])))
    assert len(with_her.data or []) == 2


def test_a_thread_can_be_searched_for_and_its_quotes_listed(x: XDriver) -> None:
    xdk = an_xdk(x)
    root = x.post("rainy", "@FennbyCare it rains")
    reply = x.post("bob", "same here", in_reply_to=root["id"])
    quote = x.post("eve", "look", quotes=root["id"])
    page = next(
        iter(xdk.posts.search_recent(query=f"conversation_id:{root['id']}", expansions=["referenced_posts"]))
    )
    assert [post.id for post in page.data or []] == [reply["id"], root["id"]]
    quotes = next(iter(xdk.posts.get_quoted(root["id"])))
    assert [post.id for post in quotes.data or []] == [quote["id"]]
    both = xdk.posts.get_by_ids([root["id"], "999"])
    assert [post.id for post in both.data or []] == [root["id"]]
    assert both.errors


def test_users_say_whether_a_message_can_reach_them(x: XDriver) -> None:
    xdk = an_xdk(x)
    x.user("rainy", takes_dms=True, followers=12, verified=True)
    x.tie("rainy", "following", "FennbyCare")
    fields = ["receives_your_dm", "connection_status", "public_metrics", "verified", "protected"]
    rainy = xdk.users.get_by_username("rainy", user_fields=fields).data
    assert (rainy.receives_your_dm, rainy.connection_status) == (True, ["followed_by"])
    assert rainy.public_metrics.followers_count == 12
    assert xdk.users.get_by_id(rainy.id).data.username == "rainy"
    assert [user.username for user in xdk.users.get_by_ids([rainy.id]).data] == ["rainy"]
    assert xdk.users.get_me().data.username == "FennbyCare"


def test_the_stream_tells_what_happens_and_xdk_drops_what_x_spells_the_old_way(x: XDriver) -> None:
    for kind in ("post.mention.create", "dm.received"):
        body = {"event_type": kind, "filter": {"user_id": x.us["id"]}}
        an_xdk(x).activity.create_subscription(body=body)
    app = an_app(x)
    assert len(next(iter(app.activity.get_subscriptions())).data or []) == 2
    x.post("rainy", "@FennbyCare hello")
    x.dm("rainy", "psst")
    url = f"{x.url}/2/activity/stream?backfill_minutes=1"
    with app.session.get(url, stream=True, timeout=10) as response:
        lines = [json.loads(line)["data"]["event_type"] for line in islice(response.iter_lines(), 2)]
    assert lines == ["post.mention.create", "dm.received"]
    # Its model wants post_count of every user, and X sends tweet_count: the event is gone without a word.
    config = StreamConfig(timeout=10, max_retries=0)
    [first] = islice(app.stream.activity(backfill_minutes=1, stream_config=config), 1)
    assert first.data.event_type == "dm.received"


def test_a_webhook_proves_itself_and_is_told_what_it_missed(x: XDriver) -> None:
    app = an_app(x)
    with a_webhook(x) as hook:
        made = app.webhooks.create(body={"url": hook.url}).data
        body = {"event_type": "post.mention.create", "filter": {"user_id": x.us["id"]}, "webhook_id": made.id}
        an_xdk(x).activity.create_subscription(body=body)
        first = x.post("rainy", "@FennbyCare one")
        hook.wait_for(first["id"])
        x.fault("webhook", "outage", times=3)
        second = x.post("rainy", "@FennbyCare two")
        hook.wait_until(lambda: len(x.deliveries()["attempts"]) == 4)
        assert hook.posts() == [first["id"]]
        app.webhooks.create_webhook_replay_job(body=hook.replay_of(made.id, x.now()))
        hook.wait_for(second["id"])
        assert app.webhooks.validate(made.id).data.valid
        assert app.webhooks.delete(made.id).data.deleted


def test_a_webhook_without_the_secret_is_not_taken(x: XDriver) -> None:
    with a_webhook(x, secret="guessed") as hook, pytest.raises(requests.HTTPError, match="400"):
        an_app(x).webhooks.create(body={"url": hook.url})
