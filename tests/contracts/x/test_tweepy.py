"""The simulated X through the client that most people use, in the spelling from before August 2026."""

from datetime import timedelta

import pytest
import tweepy

from tests.builders import NOON
from tests.contracts.x.clients import a_tweepy
from tests.x_driver import XDriver

pytestmark = pytest.mark.slow
FIELDS = [
    "author_id",
    "conversation_id",
    "created_at",
    "referenced_tweets",
    "in_reply_to_user_id",
    "entities",
]


def test_a_mention_is_read_and_answered(x: XDriver) -> None:
    client = a_tweepy(x)
    asked = x.post("rainy", "@FennbyCare what is E17?")
    found = client.get_users_mentions(
        x.us["id"], tweet_fields=FIELDS, expansions=["author_id"], user_auth=False
    )
    [tweet] = found.data
    assert (str(tweet.id), tweet.text) == (asked["id"], "@FennbyCare what is E17?")
    assert found.includes["users"][0].username == "rainy"
    sent = client.create_tweet(text="Rinse it.", in_reply_to_tweet_id=asked["id"], user_auth=False)
    [shown] = client.get_tweets([sent.data["id"]], tweet_fields=FIELDS, user_auth=False).data
    assert [(near.type, str(near.id)) for near in shown.referenced_tweets] == [("replied_to", asked["id"])]
    assert client.delete_tweet(sent.data["id"], user_auth=False).data["deleted"]


@pytest.mark.parametrize("text", ["no handle of ours", "@FennbyCareFans hello"])
def test_who_did_not_mention_us_gets_no_reply(x: XDriver, text: str) -> None:
    asked = x.post("rainy", text)
    with pytest.raises(tweepy.Forbidden, match="not been mentioned"):
        a_tweepy(x).create_tweet(text="Hello", in_reply_to_tweet_id=asked["id"], user_auth=False)


def test_limits_hold_in_simulated_time(x: XDriver) -> None:
    x.clock(to=NOON, speed=0)
    x.limits("POST /2/tweets", [(2, 900)])
    asked = x.post("rainy", "@FennbyCare hello")
    client = a_tweepy(x)

    def reply(number: int) -> None:
        client.create_tweet(text=f"Reply {number}", in_reply_to_tweet_id=asked["id"], user_auth=False)

    reply(1)
    reply(2)
    with pytest.raises(tweepy.TooManyRequests) as refused:
        reply(3)
    reset = refused.value.response.headers["x-rate-limit-reset"]
    assert int(reset) == int((NOON + timedelta(minutes=15)).timestamp())
    x.clock(by=899)
    with pytest.raises(tweepy.TooManyRequests):
        reply(3)
    x.clock(by=1)
    reply(3)
    assert len(x.writes()) == 3


def test_direct_messages_and_their_list(x: XDriver) -> None:
    client = a_tweepy(x)
    heard = x.dm("rainy", "hello")
    rainy = heard["author_id"]
    client.create_direct_message(participant_id=rainy, text="How can we help?", user_auth=False)
    events = client.get_direct_message_events(
        participant_id=rainy, dm_event_fields=["sender_id", "text", "created_at"], user_auth=False
    )
    assert [event.text for event in events.data] == ["How can we help?", "hello"]


def test_an_ended_token_and_an_unknown_one_are_refused(x: XDriver) -> None:
    client = a_tweepy(x)
    x.expire_tokens()
    with pytest.raises(tweepy.Unauthorized):
        client.get_me(user_auth=False)


def test_quotes_search_and_users(x: XDriver) -> None:
    client = a_tweepy(x)
    root = x.post("rainy", "@FennbyCare the W3 weather station leaks")
    quote = x.post("bob", "see this", quotes=root["id"])
    quotes = client.get_quote_tweets(root["id"], tweet_fields=FIELDS, user_auth=False)
    assert [str(tweet.id) for tweet in quotes.data] == [quote["id"]]
    found = client.search_recent_tweets('"weather station" -is:retweet', tweet_fields=FIELDS, user_auth=False)
    assert [str(tweet.id) for tweet in found.data] == [root["id"]]
    user = client.get_user(username="rainy", user_fields=["protected", "public_metrics"], user_auth=False)
    assert user.data.public_metrics["followers_count"] == 0
