"""X renamed tweet to post in August 2026: both spellings are understood, and the request's one is answered."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Spelling:
    """The names that changed."""

    fields: str
    included: str
    history: str
    referenced: str
    reposts: str
    count: str


NEW = Spelling(
    "post.fields", "posts", "edit_history_post_ids", "referenced_posts", "repost_count", "post_count"
)
OLD = Spelling(
    "tweet.fields", "tweets", "edit_history_tweet_ids", "referenced_tweets", "retweet_count", "tweet_count"
)
_ONLY_OLD = ("_tweet_id", "referenced_tweets", "entities.note.", "affiliation.user_id")  # in expansions
_ONLY_OLD_OF_DIRECTS = frozenset({"sender_id", "participant_ids", "referenced_tweets"})


def spelling_of(query: Mapping[str, str]) -> Spelling:
    """The spelling that a request uses; the new one when it does not show."""
    directs = query.get("dm_event.fields", "").split(",")
    old = OLD.fields in query or any(word in query.get("expansions", "") for word in _ONLY_OLD)
    return OLD if old or not _ONLY_OLD_OF_DIRECTS.isdisjoint(directs) else NEW
