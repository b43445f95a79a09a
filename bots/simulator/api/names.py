"""The names that X knows in its lists of fields and expansions, before the renaming of August 2026 and since."""

from collections.abc import Collection, Mapping
from enum import Enum

from bots.simulator.api.spelling import NEW, OLD, Spelling


class Subject(Enum):
    """What an endpoint answers with."""

    POST = "post"
    USER = "user"
    DIRECT = "direct message"
    OTHER = "other"


def _set(*words: str) -> frozenset[str]:
    return frozenset(" ".join(words).split())


_POST = _set(
    "article attachments card_uri community_id context_annotations conversation_id created_at display_text_range",
    "edit_controls entities geo id lang media_metadata non_public_metrics organic_metrics possibly_sensitive",
    "promoted_metrics public_metrics reply_settings scopes source suggested_source_links",
    "suggested_source_links_with_counts text withheld",
)
_USER = _set(
    "confirmed_email connection_status created_at description entities id is_identity_verified location name parody",
    "profile_banner_url profile_image_url protected public_metrics receives_your_dm subscription subscription_type",
    "url username verified verified_followers_count verified_type withheld",
)
_DIRECT = _set("attachments created_at dm_conversation_id entities event_type id text")
_BROUGHT_BY_POSTS = _set(
    "article.cover_media article.media_entities attachments.media_keys attachments.media_source_tweet",
    "attachments.poll_ids author_id entities.mentions.username geo.place_id in_reply_to_user_id",
)
_BROUGHT_BY_DIRECTS = _set("attachments.media_keys participant_ids sender_id")
_ALWAYS: Mapping[str, frozenset[str]] = {
    "media.fields": _set(
        "alt_text duration_ms height media_key non_public_metrics organic_metrics preview_image_url",
        "promoted_metrics public_metrics type url variants width",
    ),
    "poll.fields": _set("duration_minutes end_datetime id options voting_status"),
    "place.fields": _set("contained_within country country_code full_name geo id name place_type"),
    "event_types": _set("MessageCreate ParticipantsJoin ParticipantsLeave"),
    "exclude": _set("replies retweets"),
    "webhook_config.fields": _set("created_at id url valid"),
    NEW.fields: _POST
    | _set("article_title matched_media_notes note_post note_request_suggestions paid_partnership"),
    OLD.fields: _POST
    | _set("author_id edit_history_tweet_ids in_reply_to_user_id note_tweet referenced_tweets"),
}
_SPELLED: Mapping[tuple[str, Spelling], frozenset[str]] = {
    ("user.fields", NEW): _USER | _set("subscribes_to_you"),
    ("user.fields", OLD): _USER | _set("affiliation most_recent_tweet_id pinned_tweet_id"),
    ("dm_event.fields", NEW): _DIRECT,
    ("dm_event.fields", OLD): _DIRECT | _set("participant_ids referenced_tweets sender_id"),
}
_EXPANSIONS: Mapping[tuple[Subject, Spelling], frozenset[str]] = {
    (Subject.POST, NEW): _BROUGHT_BY_POSTS | _set("edit_history_post_ids referenced_posts username"),
    (Subject.POST, OLD): _BROUGHT_BY_POSTS
    | _set(
        "edit_history_tweet_ids entities.note.mentions.username referenced_tweets.id",
        "referenced_tweets.id.attachments.media_keys referenced_tweets.id.author_id",
    ),
    (Subject.USER, NEW): _set("affiliation most_recent_post_id pinned_post_id"),
    (Subject.USER, OLD): _set("affiliation.user_id most_recent_tweet_id pinned_tweet_id"),
    (Subject.DIRECT, NEW): _BROUGHT_BY_DIRECTS | _set("referenced_posts"),
    (Subject.DIRECT, OLD): _BROUGHT_BY_DIRECTS | _set("referenced_tweets.id"),
}
LISTS = frozenset({*_ALWAYS, "user.fields", "dm_event.fields", "expansions"})


def subject_of(query: Collection[str]) -> Subject:
    """What an endpoint with these parameters answers with."""
    for name, subject in (
        ("dm_event.fields", Subject.DIRECT),
        ("media.fields", Subject.POST),
        ("user.fields", Subject.USER),
    ):
        if name in query:
            return subject
    return Subject.OTHER


def known(parameter: str, subject: Subject, spelling: Spelling) -> frozenset[str]:
    """The names that a list may hold."""
    if parameter == "expansions":
        return _EXPANSIONS.get((subject, spelling), frozenset())
    return _ALWAYS.get(parameter) or _SPELLED.get((parameter, spelling), frozenset())
