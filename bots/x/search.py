"""What X is asked for: which fields of a post, and the searches for what nobody addressed to us."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

Params = Mapping[str, str | int | list[str]]

LONGEST_QUERY = (
    512  # characters, self-serve (https://docs.x.com/x-api/posts/search/introduction, read 2026-11-22)
)

USERS: Params = {
    "user.fields": [
        "connection_status",
        "name",
        "protected",
        "public_metrics",
        "receives_your_dm",
        "username",
    ]
}
POSTS: Params = {
    "post.fields": [
        "conversation_id",
        "created_at",
        "display_text_range",
        "entities",
        "note_post",
        "reply_settings",
        "text",
        "withheld",
    ],
    "expansions": ["author_id", "referenced_posts"],
    **USERS,
}
DIRECTS: Params = {
    "dm_event.fields": [
        "attachments",
        "created_at",
        "dm_conversation_id",
        "entities",
        "event_type",
        "id",
        "text",
    ],
    "event_types": ["MessageCreate"],
    "expansions": ["sender_id"],
    **USERS,
}


def replies_in(conversations: Sequence[str], our_handle: str) -> list[str]:
    """What others answer in these conversations."""
    return _queries([f"conversation_id:{one}" for one in conversations], our_handle, " is:reply")


def quotes_of(posts: Sequence[str], our_handle: str) -> list[str]:
    """What quotes these posts."""
    return _queries([f"quotes_of_tweet_id:{one}" for one in posts], our_handle)


def listening_for(names: Sequence[str], our_handle: str) -> list[str]:
    """What names a product, as these words in this order."""
    wanted = dict.fromkeys(_quoted(name) for name in names)
    return _queries([name for name in wanted if name != '""'], our_handle)


def _quoted(name: str) -> str:
    """Words alone: no sign of a name may work as an operator."""
    return '"' + " ".join("".join(sign if sign.isalnum() else " " for sign in name).split()) + '"'


def _queries(terms: Iterable[str], our_handle: str, also: str = "") -> list[str]:
    """As few as hold all the terms. Neither what we write ourselves nor what others repeat is asked for."""
    rest = f"{also} -from:{our_handle} -is:retweet"
    return [f"({' OR '.join(some)}){rest}" for some in _fitting(terms, LONGEST_QUERY - len(rest) - 2)]


def _fitting(terms: Iterable[str], room: int) -> Iterator[list[str]]:
    some: list[str] = []
    for term in terms:
        if some and len(" OR ".join([*some, term])) > room:
            yield some
            some = []
        if len(term) <= room:
            some.append(term)
    if some:
        yield some
